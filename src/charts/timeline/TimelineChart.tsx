import { useMemo, useRef, type ReactElement, type ReactNode } from 'react'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import { PowerText } from '../frame/NumberText.tsx'
import { useSize } from '../frame/useSize.ts'
import { useThemeColours } from '../useThemeColours.ts'
import './timeline.css'
import { LaneMarks, LaneNames, LaneWords } from './TimelineLanes.tsx'
import {
  freeTicks,
  layOutTimeline,
  placeClock,
  placeEnd,
  type TimelineLayout,
} from './timelineLayout.ts'
import type { TimelineClock, TimelineLane } from './types.ts'
import { useTimelineDrag } from './useTimelineDrag.ts'

export interface TimelineChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a few sentences, for readers who do not see it. */
  describe: string
  /** From top to bottom; one without moments and stretches keeps its place. */
  lanes: readonly TimelineLane[]
  /** Quantity along the axis. */
  xLabel: string
  /** The same where width is short. */
  shortXLabel: string
  lastStep: number
  /** The stop behind the last step. */
  endLabel: string
  /** Where the handle stands: a whole step, or `null` for the end. */
  value: number | null
  /** The handle's place in words. */
  valueText: string
  /** What else moves along the axis. */
  clock: TimelineClock | null
  isDisabled: boolean
  /** The handle was moved, or words were clicked. */
  onScrub: (step: number | null) => void
  /** Buttons left of the axis; below it where width is short. */
  controls: ReactNode
  /** What is said right of the lanes; below the axis where width is short. */
  aside: ReactNode
}

/** A logarithmic axis of time with a handle, and over it what happens to each network. */
export function TimelineChart(props: TimelineChartProps): ReactElement {
  const { lanes, clock, value, controls, aside, lastStep } = props
  const stage = useRef<HTMLDivElement>(null)
  const width = useSize(stage)?.width ?? 0
  const { rem } = useThemeColours()
  const laneCount = lanes.length
  const layout = useMemo(
    () => layOutTimeline({ width, rem, laneCount, lastStep }),
    [width, rem, laneCount, lastStep],
  )
  const { isNarrow, height, axis, labelWidth, asideWidth } = layout
  const isMeasured = width > 0
  return (
    <ChartFigure kind="timeline" label={props.label} describe={props.describe}>
      <div ref={stage} className="timeline-stage" style={{ height }}>
        {isMeasured ? (
          <>
            <LaneNames {...{ layout, lanes }} />
            <Axis
              {...{ layout, clock }}
              xLabel={isNarrow ? props.shortXLabel : props.xLabel}
              endLabel={props.endLabel}
            />
            <LaneMarks {...{ layout, lanes }} />
            <Handle {...{ layout, value }} />
            <Hit {...props} layout={layout} />
            <LaneWords {...{ layout, lanes }} onTake={props.onScrub} />
          </>
        ) : null}
        {isNarrow ? null : (
          <>
            <div className="timeline-controls" style={{ top: axis, width: labelWidth }}>
              {controls}
            </div>
            <div className="timeline-aside" style={{ width: asideWidth }}>
              {aside}
            </div>
          </>
        )}
      </div>
      {isNarrow ? (
        <div className="timeline-below">
          <div className="timeline-controls-below">{controls}</div>
          <div className="timeline-aside-below">{aside}</div>
        </div>
      ) : null}
    </ChartFigure>
  )
}

interface AxisProps {
  layout: TimelineLayout
  clock: TimelineClock | null
  xLabel: string
  endLabel: string
}

/** The line, its ticks, and what else moves along it. */
function Axis({ layout, clock, xLabel, endLabel }: AxisProps): ReactElement {
  const { scale, axis, tickTop, rem } = layout
  const place = clock === null ? null : placeClock(layout, clock)
  const isTaken = (x: number): boolean =>
    place !== null && x + 2 * rem > place.left && x - 2 * rem < place.left + place.width
  const hasEnd = !isTaken(scale.right)
  const taken = [place, hasEnd ? placeEnd(layout, endLabel) : null].filter((one) => one !== null)
  const tick = { top: tickTop }
  return (
    <div className="timeline-axis">
      <div
        className="timeline-line"
        style={{ left: scale.left, width: scale.right - scale.left, top: axis }}
      />
      <span className="timeline-x-label" style={{ ...tick, width: scale.left - 0.9 * rem }}>
        {xLabel}
      </span>
      {[0, ...scale.exponents.map((exponent) => 10 ** exponent), null].map((step) => (
        <div key={step} className="timeline-tick" style={{ left: scale.x(step), top: axis }} />
      ))}
      {isTaken(scale.left) ? null : (
        <span className="timeline-number" style={{ ...tick, left: scale.left }}>
          0
        </span>
      )}
      {freeTicks(layout, taken).map((exponent) => (
        <span
          key={exponent}
          className="timeline-number"
          style={{ ...tick, left: scale.x(10 ** exponent) }}
        >
          <PowerText exponent={exponent} />
        </span>
      ))}
      {!hasEnd ? null : (
        <span className="timeline-end" style={{ ...tick, left: scale.right }}>
          {endLabel}
        </span>
      )}
      {place === null || clock === null ? null : (
        <>
          <div className="timeline-clock" style={{ left: place.x, top: axis }} />
          <span
            className="timeline-clock-words"
            style={{ ...tick, left: place.left, width: place.width }}
          >
            {clock.words}
          </span>
        </>
      )}
    </div>
  )
}

/** Where the handle stands, with a line through all lanes unless it is at the end. */
function Handle({ layout, value }: { layout: TimelineLayout; value: number | null }): ReactElement {
  const { scale, axis } = layout
  const transform = `translateX(${scale.x(value)}px)`
  return (
    <>
      {value === null ? null : <div className="timeline-now" style={{ height: axis, transform }} />}
      <div className="timeline-handle" style={{ top: axis, transform }} />
    </>
  )
}

/** What is dragged: the axis, which also takes keys, and the lanes above it. */
function Hit(props: TimelineChartProps & { layout: TimelineLayout }): ReactElement {
  const { layout, value, lastStep, isDisabled, onScrub } = props
  const { scale, lanesHeight, height } = layout
  const slider = useRef<HTMLDivElement>(null)
  const focus = (): void => slider.current?.focus({ preventScroll: true })
  const drag = useTimelineDrag({ scale, value, lastStep, isDisabled, onScrub, focus })
  const { onPointerDown, onPointerMove, onKeyDown } = drag
  const span = { left: scale.left, width: scale.right - scale.left }
  return (
    <>
      <div
        className="timeline-hit"
        style={{ ...span, top: 0, height: lanesHeight }}
        {...{ onPointerDown, onPointerMove }}
      />
      <div
        ref={slider}
        className="timeline-hit"
        role="slider"
        tabIndex={0}
        aria-label={props.label}
        aria-orientation="horizontal"
        aria-disabled={isDisabled}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round((100 * (scale.x(value) - scale.left)) / span.width)}
        aria-valuetext={props.valueText}
        style={{ ...span, top: lanesHeight, height: height - lanesHeight }}
        {...{ onPointerDown, onPointerMove, onKeyDown }}
      />
    </>
  )
}
