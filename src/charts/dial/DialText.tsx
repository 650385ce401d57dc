import type { ReactElement, ReactNode } from 'react'
import { formatValue } from '../frame/numbers.ts'
import { NumberText, PowerText } from '../frame/NumberText.tsx'
import type { ChartLight } from '../frame/light.ts'
import { PartName } from '../frame/PartName.tsx'
import { ScriptText } from '../frame/ScriptText.tsx'
import { MarkIcon } from '../frame/SeriesKey.tsx'
import { placeCurveNames, type DialLayout } from './dialLayout.ts'
import type { DialData, DialFact, DialLane } from './types.ts'

export interface DialAxisLabels {
  order: string
  dependence: ReactNode
  ratio: ReactNode
}

interface DialAxesProps {
  layout: DialLayout
  labels: DialAxisLabels
}

const ORDERS = [1, 1.5, 2]

/** Ticks and titles of both panels, as text over the canvas. */
export function DialAxes({ layout, labels }: DialAxesProps): ReactElement {
  const { plane, sweep, rem } = layout
  const panels = [
    { id: 'plane', box: plane, scale: layout.planeOrder, title: labels.dependence },
    { id: 'sweep', box: sweep, scale: layout.sweepOrder, title: labels.ratio },
  ]
  return (
    <div className="loss-axes">
      {panels.map(({ id, box, scale, title }) => (
        <div key={id}>
          <span className="loss-row" style={{ left: box.x - 2.4 * rem, top: box.y - 0.5 * rem }}>
            {labels.order}
          </span>
          {ORDERS.map((order) => (
            <span
              key={order}
              className="dial-y-tick"
              style={{ left: box.x - 0.5 * rem, top: scale(order) }}
            >
              {order}
            </span>
          ))}
          <span
            className="loss-x-title"
            style={{ left: box.x + box.width / 2, top: box.y + box.height + 2.75 * rem }}
          >
            {title}
          </span>
        </div>
      ))}
      {[-1, -0.5, 0].map((dependence) => (
        <span
          key={dependence}
          className="loss-x-tick"
          style={{ left: layout.dependenceScale(dependence), top: plane.y + plane.height }}
        >
          {String(dependence).replace('-', '−')}
        </span>
      ))}
      {layout.ratioTicks.map(({ exponent, x }) => (
        <span
          key={exponent}
          className="loss-x-tick"
          style={{ left: x, top: sweep.y + sweep.height }}
        >
          <PowerText exponent={exponent} />
        </span>
      ))}
    </div>
  )
}

export interface DialCorners {
  lazy: string
  nested: string
  sparse: string
}

interface PlaneWordsProps {
  layout: DialLayout
  corners: DialCorners
  lanes: readonly DialLane[]
  light?: ChartLight | undefined
}

/** The corners of the plane in words, and the names of the two lanes on their sides of the line. */
export function DialPlaneWords({ layout, corners, lanes, light }: PlaneWordsProps): ReactElement {
  const { plane, rem, dependenceScale, planeOrder } = layout
  const [upper, lower] = lanes
  return (
    <>
      <span
        className="dial-word"
        style={{ left: dependenceScale(-1) + 2.2 * rem, top: planeOrder(2.08) }}
      >
        <PartName part="lazy" light={light}>
          <ScriptText text={corners.lazy} />
        </PartName>
      </span>
      <span
        className="dial-word dial-word-left"
        style={{
          right: layout.width - dependenceScale(0) + 2.2 * rem,
          top: planeOrder(0.92),
        }}
      >
        <PartName part="sparse" light={light}>
          {corners.sparse}
        </PartName>
      </span>
      <span
        className="dial-word dial-word-left"
        style={{
          right: layout.width - plane.x - plane.width + 0.4 * rem,
          top: planeOrder(1.5) + 1.3 * rem,
        }}
      >
        <PartName part="band" light={light}>
          {corners.nested}
        </PartName>
      </span>
      {upper === undefined ? null : (
        <LaneName
          {...{ lane: upper, light }}
          style={{
            right: layout.width - plane.x - plane.width + 0.4 * rem,
            top: planeOrder(1.72),
          }}
        />
      )}
      {lower === undefined ? null : (
        <LaneName
          {...{ lane: lower, light }}
          style={{ left: plane.x + 0.4 * rem, top: planeOrder(1.22) }}
        />
      )}
    </>
  )
}

interface LaneNameProps {
  lane: DialLane
  style: React.CSSProperties
  light: ChartLight | undefined
}

function LaneName({ lane, style, light }: LaneNameProps): ReactElement {
  return (
    <span className="dial-lane-name" style={{ ...style, color: `var(--${lane.colourToken})` }}>
      <MarkIcon shape={lane.mark} colourToken={lane.colourToken} />
      <PartName part={`lane:${lane.id}`} light={light}>
        {lane.label}
      </PartName>
    </span>
  )
}

interface CurveNamesProps {
  layout: DialLayout
  lanes: readonly DialLane[]
  curves: DialData['curves']
  /** A second line of each name. */
  notes: readonly string[]
}

/** Mean width of a character, in rem. */
const CHARACTER = 0.47

/** The name of each curve, beside it; on a narrow chart without its note. */
export function DialCurveNames({ layout, lanes, curves, notes }: CurveNamesProps): ReactElement {
  const noteOf = (index: number): string => (layout.isNarrow ? '' : (notes[index] ?? ''))
  const widths = lanes.map(
    ({ label }, index) => CHARACTER * layout.rem * Math.max(label.length, noteOf(index).length),
  )
  const places = placeCurveNames(layout, curves, widths)
  return (
    <>
      {lanes.map((lane, index) => {
        const place = places[index]
        if (place === undefined) return null
        const { isLeft, x, y } = place
        return (
          <span
            key={lane.id}
            className={isLeft ? 'dial-curve-name dial-curve-name-left' : 'dial-curve-name'}
            style={{ left: x, top: y, color: `var(--${lane.colourToken})` }}
          >
            {lane.label}
            <span className="dial-curve-note">{noteOf(index)}</span>
          </span>
        )
      })}
    </>
  )
}

/** Facts in words, for the value of the focused chart. */
export const factsToText = (facts: readonly DialFact[]): string =>
  facts
    .map(({ term, value }) => `${term} ${typeof value === 'number' ? formatValue(value) : value}`)
    .join('; ')

/** Facts as a line of numbers. */
export function DialReadout({ facts }: { facts: readonly DialFact[] }): ReactElement {
  return (
    <dl className="readout">
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{typeof value === 'number' ? <NumberText value={value} /> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
