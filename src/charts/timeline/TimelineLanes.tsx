import { memo, type ReactElement } from 'react'
import { markPath } from '../frame/marks.ts'
import { MarkIcon } from '../frame/SeriesKey.tsx'
import { placeWords, type TimelineLayout } from './timelineLayout.ts'
import type { TimelineLane } from './types.ts'

interface LanesProps {
  layout: TimelineLayout
  lanes: readonly TimelineLane[]
}

const centreOf = (layout: TimelineLayout, index: number): number =>
  (index + 0.5) * layout.laneHeight

/** What happens on every lane, as lines and marks without words. */
export const LaneMarks = memo(function LaneMarks({ layout, lanes }: LanesProps): ReactElement {
  const { width, height } = layout
  return (
    <svg className="timeline-lines" {...{ width, height }} aria-hidden="true" focusable="false">
      {lanes.map((lane, index) => (
        <LaneLines key={lane.id} {...{ lane, layout }} y={centreOf(layout, index)} />
      ))}
    </svg>
  )
})

interface LaneLinesProps {
  lane: TimelineLane
  layout: TimelineLayout
  y: number
}

/** The times between stretches, from the left edge to the end of all that happens. */
function activeTimes({ lane, layout }: LaneLinesProps): [from: number, to: number][] {
  const { scale } = layout
  const end = lane.moments.find(({ kind }) => kind === 'end')
  const last = end === undefined ? scale.right : scale.x(end.step)
  let from = scale.left
  const times = lane.stretches.map((stretch): [number, number] => {
    const time: [number, number] = [from, scale.x(stretch.from)]
    from = scale.x(stretch.to)
    return time
  })
  return [...times, [from, last] as [number, number]].filter(([a, b]) => b - a > 1)
}

function LaneLines(props: LaneLinesProps): ReactElement | null {
  const { lane, layout, y } = props
  const { scale, rem } = layout
  if (lane.moments.length === 0 && lane.stretches.length === 0) return null
  const tick = 0.32 * rem
  return (
    <g style={{ stroke: `var(--${lane.colourToken})`, fill: `var(--${lane.colourToken})` }}>
      {activeTimes(props).map(([from, to]) => (
        <path key={from} className="timeline-active" d={`M${from} ${y}H${to}`} />
      ))}
      {lane.stretches.map(({ from, to }) => (
        <path key={from} className="timeline-still" d={`M${scale.x(from)} ${y}H${scale.x(to)}`} />
      ))}
      {lane.moments.map(({ kind, step, words }) => {
        const x = scale.x(step)
        return kind === 'end' ? (
          <path key={words} d={markPath(lane.mark, { x, y, radius: 0.26 * rem })} />
        ) : (
          <path key={words} className="timeline-event" d={`M${x} ${y - tick}v${2 * tick}`} />
        )
      })}
    </g>
  )
}

/** The names of the lanes. */
export const LaneNames = memo(function LaneNames({ layout, lanes }: LanesProps): ReactElement {
  return (
    <>
      {lanes.map(({ id, label, shortLabel, colourToken, mark }, index) => (
        <span
          key={id}
          className="timeline-name"
          style={{ top: centreOf(layout, index), color: `var(--${colourToken})` }}
        >
          <MarkIcon shape={mark} colourToken={colourToken} />
          {layout.isNarrow ? shortLabel : label}
        </span>
      ))}
    </>
  )
})

interface LaneWordsProps extends LanesProps {
  onTake: (step: number) => void
}

/** The words of every lane: buttons that lead to where they stand. */
export const LaneWords = memo(function LaneWords(props: LaneWordsProps): ReactElement {
  const { layout, lanes, onTake } = props
  return (
    <>
      {lanes.map((lane, index) =>
        placeWords(lane, layout).map(({ step, text, name, x, width, indent }) => (
          <button
            key={`${String(step)} ${name}`}
            type="button"
            className="timeline-word"
            data-drawn=""
            title={text === name ? undefined : name}
            aria-label={`${lane.label}: ${name}, step ${step.toLocaleString('en')}`}
            style={{
              left: x,
              width,
              paddingLeft: indent,
              top: centreOf(layout, index),
              color: `var(--${lane.colourToken})`,
            }}
            onClick={() => onTake(step)}
          >
            {text === '' ? null : <span>{text}</span>}
          </button>
        )),
      )}
    </>
  )
})
