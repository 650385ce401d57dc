import { scaleLog, type ScaleLogarithmic } from 'd3'
import { decadeTicks, niceDecades, type LogDomain } from '../frame/logScale.ts'
import { spreadLabels } from '../frame/spreadLabels.ts'
import { layOutColumns, type ColumnAxis } from './columnScale.ts'
import type { LadderData, LadderPlace, LadderScale } from './types.ts'

type PixelScale = ScaleLogarithmic<number, number>

export interface LadderLayoutInput {
  /** Width and height of the whole chart in CSS pixels. */
  width: number
  height: number
  /** CSS pixels in one rem. */
  rem: number
  /** Places along x, in growing order. */
  x: readonly number[]
  scale: LadderScale
  yDomain: LogDomain
  /** The longest name of a line, in characters. */
  labelLength: number
}

/** All lengths in CSS pixels from the top left corner of the chart. */
export interface LadderLayout extends ColumnAxis {
  width: number
  height: number
  rem: number
  plot: { x: number; y: number; width: number; height: number }
  /** Height of the track under the plot, on which the handle of x slides. */
  track: number
  /** Holds what lies outside of the domain at its edge. */
  yScale: PixelScale
  yTicks: { exponent: number; y: number }[]
  /** Names of lines stand right of the plot; inside of it where it is narrow. */
  namesOutside: boolean
}

/** In rem. */
const CHARACTER = 0.46
const LEFT_MARGIN = 3.9
const TOP_MARGIN = 1.95
const TRACK_MARGIN = 1.15
const BOTTOM_MARGIN = 4.4

export function layOutLadder(input: LadderLayoutInput): LadderLayout {
  const { width, height, rem, yDomain } = input
  const labelWidth = (input.labelLength * CHARACTER + 1.2) * rem
  const namesOutside = labelWidth <= 0.25 * width
  const [x, y] = [LEFT_MARGIN * rem, TOP_MARGIN * rem]
  const right = namesOutside ? labelWidth : 0.75 * rem
  const plot = {
    x,
    y,
    width: Math.max(40, width - x - right),
    height: Math.max(40, height - y - BOTTOM_MARGIN * rem),
  }
  const yScale = scaleLog(yDomain, [plot.y + plot.height, plot.y]).clamp(true)
  const mostY = Math.max(2, Math.floor(plot.height / (1.7 * rem)))
  return {
    width,
    height,
    rem,
    plot,
    track: plot.y + plot.height + TRACK_MARGIN * rem,
    ...layOutColumns({
      values: input.x,
      scale: input.scale,
      pixels: [plot.x, plot.x + plot.width],
      most: Math.max(2, Math.floor(plot.width / (2.6 * rem))),
    }),
    yScale,
    yTicks: decadeTicks(yDomain, mostY).map((exponent) => ({
      exponent,
      y: yScale(10 ** exponent),
    })),
    namesOutside,
  }
}

/** Whole decades that hold `least`, the dots and the rivals; nothing below `floor`. */
export function ladderDomain(
  { values, rivals }: LadderData,
  { least, floor }: { least: LogDomain; floor: number },
): LogDomain {
  let [low, high] = least
  const take = (value: number): void => {
    if (!Number.isFinite(value)) return
    low = Math.min(low, Math.max(value, floor))
    high = Math.max(high, value)
  }
  for (let index = 0; index < values.length; index += 1) take(values[index] ?? NaN)
  rivals.flat().forEach(take)
  const [from, to] = niceDecades([low, high])
  return [Math.max(floor, from), to]
}

/** The pixel of one dot, or `null` where there is none. */
export function dotAt(
  layout: LadderLayout,
  { x, values }: LadderData,
  { column, row }: { column: number; row: number },
): { x: number; y: number } | null {
  const value = values[row * x.length + column] ?? NaN
  if (Number.isNaN(value)) return null
  return { x: layout.xScale(x[column] ?? NaN), y: layout.yScale(value) }
}

/** In rem: a dot is meant if nothing is nearer and it is no farther than this. */
const REACH = 0.75

/** The column nearest to a pixel, with its nearest dot if that is in reach. */
export function placeAtPixel(
  layout: LadderLayout,
  data: LadderData,
  pixel: { x: number; y: number },
): LadderPlace {
  const distanceTo = (column: number): number =>
    Math.abs(layout.xScale(data.x[column] ?? NaN) - pixel.x)
  const column = data.x.reduce(
    (best, _, index) => (distanceTo(index) < distanceTo(best) ? index : best),
    0,
  )
  let row: number | null = null
  let nearest = REACH * layout.rem
  for (let index = 0; index < data.values.length / data.x.length; index += 1) {
    const dot = dotAt(layout, data, { column, row: index })
    const distance = dot === null ? Infinity : Math.hypot(dot.x - pixel.x, dot.y - pixel.y)
    if (distance > nearest) continue
    nearest = distance
    row = index
  }
  return { column, row }
}

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -5,
  PageUp: 5,
  Home: -Infinity,
  End: Infinity,
}

/** The column to which a key leads; `null` for keys that mean nothing here. */
export function columnAfterKey(key: string, column: number, columns: number): number | null {
  const step = KEY_STEPS[key]
  return step === undefined ? null : Math.max(0, Math.min(columns - 1, column + step))
}

const lastOf = (line: readonly number[]): number =>
  line.findLast((value) => !Number.isNaN(value)) ?? NaN

/** Vertical centres of the names of the line and its rivals; `null` for one that is not drawn. */
export function placeNames(
  { plot, yScale, rem, namesOutside }: LadderLayout,
  { line, rivals }: LadderData,
): (number | null)[] {
  const height = 1.15 * rem
  const lift = namesOutside ? 0 : 0.75 * height
  const ends = [line, ...rivals].map(lastOf)
  const drawn = ends.filter((value) => !Number.isNaN(value))
  const centres = spreadLabels(
    drawn.map((value) => ({ wanted: yScale(value) - lift, height })),
    plot.y - height / 2,
    plot.y + plot.height + height / 2,
  )
  return ends.map((value) => (Number.isNaN(value) ? null : (centres.shift() ?? null)))
}
