import type { ReactElement, ReactNode } from 'react'
import { formatValue } from '../frame/numbers.ts'
import { MarkIcon } from '../frame/SeriesKey.tsx'
import type { SpectrumScene } from './drawSpectrum.ts'
import { coefficientScale, type RowPlace, type SpectrumLayout } from './spectrumLayout.ts'
import type { FeatureGroup, SpectrumRow } from './types.ts'

/** Name and number of features above each group, over a bracket as wide as the group. */
export function GroupHeadings({
  groups,
  layout,
}: {
  groups: readonly FeatureGroup[]
  layout: SpectrumLayout
}): ReactElement {
  return (
    <div className="spectrum-headings">
      {groups.map((group, index) => {
        const { x = 0, width = 0 } = layout.groups[index] ?? {}
        return (
          <p
            key={group.id}
            className="spectrum-heading"
            style={{ left: x, width, height: layout.headingHeight }}
          >
            <span className="spectrum-heading-name">{group.label}</span>{' '}
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
}

/** Row names and the caller's numbers: beside the bands, or above them where width is short. */
export function RowTexts({ rows, asides, layout }: RowTextsProps): ReactElement {
  return (
    <>
      {rows.map((row, index) => {
        const place = layout.rows[index]
        if (place === undefined) return null
        const aside = asides[index]
        return layout.isNarrow ? (
          <div key={row.id} className="spectrum-row-above" style={{ top: place.top }}>
            <RowLabel row={row} />
            {aside === undefined ? null : <div className="spectrum-aside">{aside}</div>}
          </div>
        ) : (
          <RowBeside key={row.id} {...{ row, aside, place, layout }} />
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
}

function RowBeside({ row, aside, place, layout }: RowBesideProps): ReactElement {
  const span = { top: place.bandTop, height: place.bandHeight }
  return (
    <>
      <div className="spectrum-beside" style={{ ...span, left: 0, width: layout.labelWidth }}>
        <RowLabel row={row} />
      </div>
      {aside === undefined ? null : (
        <div className="spectrum-beside" style={{ ...span, right: 0, width: layout.asideWidth }}>
          <div className="spectrum-aside spectrum-measured">{aside}</div>
        </div>
      )}
    </>
  )
}

function RowLabel({ row }: { row: SpectrumRow }): ReactElement {
  return (
    <p className="spectrum-row-label">
      <span className="spectrum-row-name" style={{ color: `var(--${row.colourToken})` }}>
        <MarkIcon shape={row.mark} colourToken={row.colourToken} />
        {row.label}
      </span>
      {row.sublabel === undefined ? null : (
        <span className="spectrum-row-sublabel">{row.sublabel}</span>
      )}
    </p>
  )
}

/** Tick values of the first row, which hold for every row, and the name of what hangs below. */
export function AxisTexts({ scene }: { scene: SpectrumScene }): ReactElement {
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
          {base.label}
        </span>
      )}
    </>
  )
}
