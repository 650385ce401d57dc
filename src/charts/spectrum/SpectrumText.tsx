import type { ReactElement, ReactNode } from 'react'
import { formatValue } from '../frame/numbers.ts'
import { MarkIcon } from '../frame/SeriesKey.tsx'
import type { ChartLight } from '../frame/light.ts'
import { PartName } from '../frame/PartName.tsx'
import type { SpectrumScene } from './drawSpectrum.ts'
import { coefficientScale, type RowPlace, type SpectrumLayout } from './spectrumLayout.ts'
import type { FeatureGroup, SpectrumRow } from './types.ts'

/** Name and number of features above each group, over a bracket as wide as the group. */
export function GroupHeadings({
  groups,
  layout,
  light,
}: {
  groups: readonly FeatureGroup[]
  layout: SpectrumLayout
  light?: ChartLight | undefined
}): ReactElement {
  return (
    <div className="spectrum-headings">
      {groups.map((group, index) => {
        const { x = 0, width = 0 } = layout.groups[index] ?? {}
        return (
          <p
            key={group.id}
            className={
              light?.lit === `group:${group.id}`
                ? 'spectrum-heading spectrum-heading-lit'
                : 'spectrum-heading'
            }
            style={{ left: x, width, height: layout.headingHeight }}
          >
            <PartName part={`group:${group.id}`} light={light} className="spectrum-heading-name">
              {group.label}
            </PartName>{' '}
            {group.isCounted === false ? null : (
              <span className="spectrum-heading-count">{group.features.length}</span>
            )}
          </p>
        )
      })}
    </div>
  )
}

interface RowTextsProps {
  rows: readonly SpectrumRow[]
  asides: readonly ReactNode[]
  layout: SpectrumLayout
  light?: ChartLight | undefined
}

/** Row names and the caller's numbers: beside the bands, or above them where width is short. */
export function RowTexts({ rows, asides, layout, light }: RowTextsProps): ReactElement {
  return (
    <>
      {rows.map((row, index) => {
        const place = layout.rows[index]
        if (place === undefined) return null
        const aside = asides[index]
        return layout.isNarrow ? (
          <div key={row.id} className="spectrum-row-above" style={{ top: place.top }}>
            <RowLabel {...{ row, light }} />
            {aside === undefined ? null : <div className="spectrum-aside">{aside}</div>}
          </div>
        ) : (
          <RowBeside key={row.id} {...{ row, aside, place, layout, light }} />
        )
      })}
    </>
  )
}

interface RowBesideProps {
  row: SpectrumRow
  aside: ReactNode
  place: RowPlace
  layout: SpectrumLayout
  light: ChartLight | undefined
}

function RowBeside({ row, aside, place, layout, light }: RowBesideProps): ReactElement {
  const span = { top: place.bandTop, height: place.bandHeight }
  return (
    <>
      <div className="spectrum-beside" style={{ ...span, left: 0, width: layout.labelWidth }}>
        <RowLabel {...{ row, light }} />
      </div>
      {aside === undefined ? null : (
        <div className="spectrum-beside" style={{ ...span, right: 0, width: layout.asideWidth }}>
          <div className="spectrum-aside spectrum-measured">{aside}</div>
        </div>
      )}
    </>
  )
}

interface RowLabelProps {
  row: SpectrumRow
  light: ChartLight | undefined
}

function RowLabel({ row, light }: RowLabelProps): ReactElement {
  return (
    <p className="spectrum-row-label">
      <span className="spectrum-row-name" style={{ color: `var(--${row.colourToken})` }}>
        <MarkIcon shape={row.mark} colourToken={row.colourToken} />
        <PartName part={`row:${row.id}`} light={light}>
          {row.label}
        </PartName>
      </span>
      {row.sublabel === undefined ? null : (
        <span className="spectrum-row-sublabel">{row.sublabel}</span>
      )}
    </p>
  )
}

/** Tick values of the first row, which hold for every row, and the name of what hangs below. */
export function AxisTexts({
  scene,
  light,
}: {
  scene: SpectrumScene
  light: ChartLight | undefined
}): ReactElement {
  const { layout, tick, extent, base } = scene
  const first = layout.rows[0]
  const width = layout.plot.x - layout.labelWidth
  return (
    <>
      {first === undefined || tick === null || tick > extent
        ? null
        : [tick, 0, -tick].map((value) => (
            <span
              key={value}
              className="spectrum-tick"
              aria-hidden="true"
              style={{
                left: layout.labelWidth,
                width,
                top: coefficientScale(first, extent)(value),
              }}
            >
              {formatValue(value, 2)}
            </span>
          ))}
      {layout.base === null || base === null ? null : (
        <span
          className={layout.isNarrow ? 'spectrum-base-above' : 'spectrum-base-beside'}
          style={
            layout.isNarrow
              ? { top: layout.base.top }
              : { top: layout.base.top, width: layout.labelWidth + width }
          }
        >
          <PartName part="base" light={light}>
            {base.label}
          </PartName>
        </span>
      )}
    </>
  )
}
