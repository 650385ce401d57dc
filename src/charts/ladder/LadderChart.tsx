import { useCallback, useMemo, useRef, type ReactElement } from 'react'
import { ScriptText } from '../frame/ScriptText.tsx'
import { ChartFigure } from '../frame/ChartFigure.tsx'
import type { ChartLight } from '../frame/light.ts'
import type { LogDomain } from '../frame/logScale.ts'
import { useSize } from '../frame/useSize.ts'
import type { LiveSource } from '../liveSource.ts'
import { useLiveDraw } from '../useLiveDraw.ts'
import { useThemeColours } from '../useThemeColours.ts'
import { drawLadder, type LadderScene } from './drawLadder.ts'
import { dotAt, ladderDomain, layOutLadder, type LadderLayout } from './ladderLayout.ts'
import { factsToText, LadderAxes, LadderNames, LadderReadout } from './LadderText.tsx'
import './ladder.css'
import { SlideTrack } from './SlideTrack.tsx'
import type { LadderData, LadderFact, LadderLine, LadderPlace, LadderScale } from './types.ts'
import { useLadderPick } from './useLadderPick.ts'

export interface LadderChartProps {
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a few sentences, for readers who do not see it. */
  describe: string
  data: LadderData
  line: LadderLine
  /** Lines to compare with, as many as the data's; parts without data stay undrawn. */
  rivals: readonly LadderLine[]
  /** How x is spread. */
  scale: LadderScale
  /** Quantity and unit along each axis. */
  xLabel: string
  yLabel: string
  /** What is set at present: a place along x with its name, and the row whose dots stand out. */
  current: { x: number; label: string; column: number; row: number | null }
  /** A column that is offered by name; `null` for none. */
  offer: { column: number; label: string } | null
  /** What to say about a place that is pointed at. */
  tell: (place: LadderPlace) => readonly LadderFact[]
  /** A dot was clicked, or a column taken by the keyboard or as the offer (then without a row). */
  onTake: (place: LadderPlace) => void
  /** The handle under the plot is dragged: x, anywhere between the first and the last column. */
  onSlide: (x: number) => void
  /** Height of the picture in rem. */
  height?: number
  /** Parts: `line:ID` and `offer`. */
  light?: ChartLight | undefined
}

/** Values at or below it are drawn on it and labelled so. */
const FLOOR = 1e-12
const LEAST_DOMAIN: LogDomain = [1e-3, 1]

/** Columns of dots on logarithmic axes, which lead to what they stand for. */
export function LadderChart(props: LadderChartProps): ReactElement {
  const { data, current, xLabel, yLabel, line, rivals, height = 18 } = props
  const stage = useRef<HTMLDivElement>(null)
  const scene = useScene(props, stage)
  const { layout } = scene
  const pick = useLadderPick({ layout, data, startColumn: current.column, onTake: props.onTake })
  const facts = pick.place === null ? null : props.tell(pick.place)
  return (
    <ChartFigure kind="ladder" label={props.label} describe={props.describe}>
      <div ref={stage} className="loss-stage" style={{ height: `${height}rem` }}>
        {layout.width > 0 ? (
          <>
            <LadderCanvas scene={scene} data={data} />
            <LadderAxes {...{ layout, xLabel, yLabel }} floor={FLOOR} />
            <CurrentLine {...{ layout, data, current, yLabel }} colourToken={line.colourToken} />
            <LadderNames {...{ layout, data, line, rivals }} light={props.light} />
            <PickedMark {...{ layout, data }} place={pick.place} />
            <div
              className="loss-hit"
              role="slider"
              tabIndex={0}
              aria-label={xLabel}
              aria-orientation="horizontal"
              aria-valuemin={0}
              aria-valuemax={data.x.length - 1}
              aria-valuenow={pick.place?.column ?? current.column}
              aria-valuetext={facts === null ? current.label : factsToText(facts)}
              style={boxStyle(layout)}
              {...pick.handlers}
            />
            <SlideTrack {...{ layout }} x={current.x} onSlide={props.onSlide} />
            <OfferButton
              {...{ layout, data }}
              offer={props.offer}
              isLit={props.light?.lit === 'offer'}
              onTake={props.onTake}
            />
          </>
        ) : null}
      </div>
      <div className="readout-line">
        {facts === null ? (
          <p className="readout-hint">
            Point at the dots to read them, click one to see its run; or use the ←&nbsp;→ keys and
            Enter.
          </p>
        ) : (
          <LadderReadout facts={facts} />
        )}
      </div>
    </ChartFigure>
  )
}

function useScene(
  { data, line, rivals, scale, current, light }: LadderChartProps,
  stage: React.RefObject<HTMLDivElement | null>,
): LadderScene {
  const theme = useThemeColours()
  const size = useSize(stage)
  const [width, height] = [size?.width ?? 0, size?.height ?? 0]
  const [from, to] = ladderDomain(data, { least: LEAST_DOMAIN, floor: FLOOR })
  const { x } = data
  const { row } = current
  const lit = light?.lit ?? null
  return useMemo(() => {
    const labels = [line, ...rivals].map(({ label }) => label.length)
    const layout = layOutLadder({
      width,
      height,
      rem: theme.rem,
      x,
      scale,
      yDomain: [from, to],
      labelLength: Math.max(...labels),
    })
    return { layout, theme, line, rivals, row, lit }
  }, [width, height, theme, line, rivals, scale, row, from, to, x, lit])
}

interface PictureProps {
  layout: LadderLayout
  data: LadderData
}

function LadderCanvas({ scene, data }: { scene: LadderScene; data: LadderData }): ReactElement {
  const live = useMemo(
    (): LiveSource<LadderData> => ({ get: () => data, subscribe: () => () => undefined }),
    [data],
  )
  const draw = useCallback(
    (context: CanvasRenderingContext2D, value: LadderData) => drawLadder(context, scene, value),
    [scene],
  )
  const canvas = useLiveDraw(live, draw)
  const { plot, rem } = scene.layout
  const margin = Math.ceil(0.5 * rem)
  const style = {
    left: Math.round(plot.x - margin),
    top: Math.round(plot.y - margin),
    width: Math.ceil(plot.width + 2 * margin),
    height: Math.ceil(plot.height + 2 * margin),
  }
  return <canvas ref={canvas} className="loss-canvas" aria-hidden="true" style={style} />
}

const boxStyle = ({ plot }: LadderLayout): React.CSSProperties => {
  return { left: plot.x, top: plot.y, width: plot.width, height: plot.height }
}

/** Mean width of a character of small text, in rem. */
const CHARACTER = 0.42

interface CurrentLineProps extends PictureProps {
  current: LadderChartProps['current']
  yLabel: string
  /** Of the line. */
  colourToken: string
}

/** The line's own point under the handle, where the handle stands on a column. */
function medianUnder({
  layout,
  data,
  current,
}: Omit<CurrentLineProps, 'yLabel' | 'colourToken'>): number | null {
  const column = data.x[current.column] ?? NaN
  const value = data.line[current.column] ?? NaN
  const isOnColumn = Math.abs(layout.xScale(column) - layout.xScale(current.x)) < 0.5
  return isOnColumn && !Number.isNaN(value) ? layout.yScale(value) : null
}

/** Where x stands now. It moves in every frame of a drag, so the canvas does not hold it. */
function CurrentLine({
  layout,
  data,
  current,
  yLabel,
  colourToken,
}: CurrentLineProps): ReactElement {
  const { plot, rem } = layout
  const x = layout.xScale(current.x)
  const half = (current.label.length * CHARACTER * rem) / 2
  const leftmost = (yLabel.length * CHARACTER + 0.5) * rem + half
  const centre = Math.min(Math.max(x, leftmost), layout.width - half)
  const median = medianUnder({ layout, data, current })
  return (
    <>
      <div
        className="ladder-current"
        style={{ top: plot.y, height: layout.track - plot.y, transform: `translateX(${x}px)` }}
      />
      {median === null ? null : (
        <div
          className="ladder-median"
          style={{ left: x, top: median, background: `var(--${colourToken})` }}
        />
      )}
      <span className="loss-row ladder-current-name" style={{ left: centre, top: 1.35 * rem }}>
        <ScriptText text={current.label} />
      </span>
    </>
  )
}

/** A line at the column that is pointed at, and a ring around its dot. */
function PickedMark({
  layout,
  data,
  place,
}: PictureProps & { place: LadderPlace | null }): ReactElement | null {
  if (place === null) return null
  const { plot } = layout
  const { column, row } = place
  const x = layout.xScale(data.x[column] ?? 1)
  const dot = row === null ? null : dotAt(layout, data, { column, row })
  return (
    <>
      <div className="spectrum-hairline" style={{ left: x, top: plot.y, height: plot.height }} />
      {dot === null ? null : <div className="ladder-ring" style={{ left: dot.x, top: dot.y }} />}
    </>
  )
}

interface OfferButtonProps extends PictureProps {
  offer: LadderChartProps['offer']
  isLit: boolean
  onTake: (place: LadderPlace) => void
}

/** A button below the line at the offered column, or above it where there is no room. */
function OfferButton(props: OfferButtonProps): ReactElement | null {
  const { layout, data, offer, isLit, onTake } = props
  if (offer === null) return null
  const { plot, rem } = layout
  const x = layout.xScale(data.x[offer.column] ?? 1)
  const y = layout.yScale(data.line[offer.column] ?? 1)
  const half = ((offer.label.length + 1) * CHARACTER * rem) / 2 + 0.5 * rem
  const left = Math.min(Math.max(x, plot.x + half), plot.x + plot.width - half)
  const isBelow = y + 2.6 * rem < plot.y + plot.height
  return (
    <>
      <div className="ladder-best" style={{ left: x, top: y }} />
      <button
        type="button"
        className={isLit ? 'ladder-offer ladder-offer-lit' : 'ladder-offer'}
        data-drawn=""
        style={{ left, top: isBelow ? y + 0.6 * rem : y - 2.4 * rem }}
        onClick={() => onTake({ column: offer.column, row: null })}
      >
        {offer.label}
      </button>
    </>
  )
}
