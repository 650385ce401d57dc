import type { ReactElement } from 'react'
import { formatPower, formatValue } from '../frame/numbers.ts'
import { DecadeTicks } from '../frame/DecadeTicks.tsx'
import { NumberText, PowerText } from '../frame/NumberText.tsx'
import { DashIcon } from '../frame/SeriesKey.tsx'
import type { LossPlace } from './drawLoss.ts'
import { indexAt, type LossLayout } from './lossLayout.ts'
import type { LossData, LossPanel, LossSeries } from './types.ts'

interface LossAxesProps {
  layout: LossLayout
  panels: readonly LossPanel[]
  yLabel: string
  floor: number
}

/** Ticks, titles and the label of the divider, as text over the canvas. */
export function LossAxes({ layout, panels, yLabel, floor }: LossAxesProps): ReactElement {
  const { plot, rows } = layout
  const bottom = plot.y + plot.height
  return (
    <div className="loss-axes">
      <span className="loss-axis-title loss-row" style={{ left: 0, top: rows.yLabel }}>
        {yLabel}
      </span>
      <DecadeTicks ticks={layout.yTicks} width={plot.x} floor={floor} />
      {panels.map((panel, index) => (
        <PanelText key={panel.id} {...{ panel, index, layout, bottom }} />
      ))}
    </div>
  )
}

interface BehindKeyProps {
  layout: LossLayout
  label: string | undefined
}

/** What the thin lines are, above the right end of the plot. */
export function BehindKey({ layout, label }: BehindKeyProps): ReactElement | null {
  if (label === undefined) return null
  const { plot, rows, width } = layout
  return (
    <span
      className="loss-row loss-behind"
      style={{ right: width - plot.x - plot.width, top: rows.title }}
    >
      <i className="loss-behind-line" />
      {label}
    </span>
  )
}

interface PanelTextProps {
  panel: LossPanel
  index: number
  layout: LossLayout
  bottom: number
}

function PanelText({ panel, index, layout, bottom }: PanelTextProps): ReactElement | null {
  const place = layout.panels[index]
  if (place === undefined) return null
  const divider = layout.dividers[index - 1]
  return (
    <>
      <span className="loss-title loss-row" style={{ left: place.x, top: layout.rows.title }}>
        {panel.title}
      </span>
      {place.ticks.map(({ exponent, x }) => (
        <span key={exponent} className="loss-x-tick" style={{ left: x, top: bottom }}>
          <PowerText exponent={exponent} />
        </span>
      ))}
      <span
        className="loss-axis-title loss-x-title"
        style={{ left: place.x + place.width / 2, top: layout.height }}
      >
        {panel.xLabel}
      </span>
      {divider === undefined || panel.dividerLabel === undefined ? null : (
        <span className="loss-divider loss-row" style={{ left: divider, top: layout.rows.divider }}>
          {panel.dividerLabel}
        </span>
      )}
    </>
  )
}

/** One curve's value at the picked place. */
interface PickedValue {
  series: LossSeries
  /** `null` where the curve has no finite value. */
  value: number | null
}

export interface PickedPlace {
  panel: LossPanel
  /** Along x, in the panel's unit. */
  x: number
  values: PickedValue[]
}

export function describePlace(
  place: LossPlace,
  panel: LossPanel,
  { series, data }: { series: readonly LossSeries[]; data: LossData },
): PickedPlace {
  const values = series
    .filter((one) => one.panel === panel.id)
    .map((one): PickedValue => {
      const points = data.series[one.id]
      const value = points === undefined ? NaN : (points.y[indexAt(points, place.x)] ?? NaN)
      return { series: one, value: Number.isFinite(value) ? value : null }
    })
  // Between decades a pixel is finer than a step.
  return { panel, x: place.x < 1 ? place.x : Math.round(place.x), values }
}

/** A value as it is read out: at the floor, only a bound is known. */
const readValue = (value: number | null, floor: number): string => {
  if (value === null) return 'no value'
  return value <= floor
    ? `at most ${formatPower(Math.round(Math.log10(floor)))}`
    : formatValue(value)
}

/** Significant digits that write a whole number below 1000 without decimals. */
const digitsOf = (x: number): number =>
  Math.max(1, Math.min(3, Math.floor(Math.log10(Math.max(1, x))) + 1))

/** A picked place in words, for the value of the focused chart. */
export function placeToText({ panel, x, values }: PickedPlace, floor: number): string {
  const where = `${panel.title}, ${formatValue(x, digitsOf(x))} ${panel.xLabel}`
  return [
    where,
    ...values.map(({ series, value }) => `${series.label} ${readValue(value, floor)}`),
  ].join('; ')
}

interface LossReadoutProps {
  picked: PickedPlace
  floor: number
  yLabel: string
}

/** A picked place as a line of numbers. */
export function LossReadout({ picked, floor, yLabel }: LossReadoutProps): ReactElement {
  return (
    <dl className="readout" aria-label={yLabel}>
      <div className="readout-place">
        <dt>{picked.panel.title}</dt>
        <dd>
          <NumberText value={picked.x} digits={digitsOf(picked.x)} /> {picked.panel.xLabel}
        </dd>
      </div>
      {picked.values.map(({ series, value }) => (
        <div key={series.id}>
          <dt style={{ color: `var(--${series.colourToken})` }}>
            <DashIcon dash={series.dash} colourToken={series.colourToken} />
            {series.label}
          </dt>
          <dd>{value === null ? '–' : <BoundedNumber value={value} floor={floor} />}</dd>
        </div>
      ))}
    </dl>
  )
}

function BoundedNumber({ value, floor }: { value: number; floor: number }): ReactElement {
  return value > floor ? (
    <NumberText value={value} />
  ) : (
    <>
      ≤ <PowerText exponent={Math.round(Math.log10(floor))} />
    </>
  )
}
