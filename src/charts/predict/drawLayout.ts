import { scaleLog, type ScaleLogarithmic } from 'd3'
import { decadeTicks, type LogDomain } from '../frame/logScale.ts'

type PixelScale = ScaleLogarithmic<number, number>

export interface DrawLayoutInput {
  /** Width and height of the whole chart in CSS pixels. */
  width: number
  height: number
  /** CSS pixels in one rem. */
  rem: number
  /** Places of the handles along x, in growing order. */
  columns: readonly number[]
  yDomain: LogDomain
  /** The highest level; level 0 is at the lower end of y. */
  levels: number
  /** The longest name of a line, in characters. */
  labelLength: number
}

/** All lengths in CSS pixels from the top left corner of the chart. */
export interface DrawLayout {
  width: number
  height: number
  rem: number
  plot: { x: number; y: number; width: number; height: number }
  /** Both hold what lies outside of their domain at its edge. */
  xScale: PixelScale
  yScale: PixelScale
  yTicks: { exponent: number; y: number }[]
  /** Pixels of the columns. */
  columns: readonly number[]
  levels: number
  /** Names of lines stand right of the plot; inside of it where it is narrow. */
  namesOutside: boolean
}

/** In rem. */
const CHARACTER = 0.46
const LEFT_MARGIN = 3.4
const TOP_MARGIN = 2
const BOTTOM_MARGIN = 3.5
/** From the edge of the plot to the outer columns, so that their handles stand inside. */
const INSET = 1.2

export function layOutDraw(input: DrawLayoutInput): DrawLayout {
  const { width, height, rem, yDomain, columns, levels } = input
  const labelWidth = (input.labelLength * CHARACTER + 0.8) * rem
  const namesOutside = labelWidth <= 0.25 * width
  const [x, y] = [LEFT_MARGIN * rem, TOP_MARGIN * rem]
  const right = namesOutside ? labelWidth : 0.25 * rem
  const plot = {
    x,
    y,
    width: Math.max(40, width - x - right),
    height: Math.max(40, height - y - BOTTOM_MARGIN * rem),
  }
  const [first, last] = [columns[0] ?? 1, columns.at(-1) ?? 1]
  const inset = INSET * rem
  const xScale = scaleLog([first, last], [plot.x + inset, plot.x + plot.width - inset]).clamp(true)
  const yScale = scaleLog(yDomain, [plot.y + plot.height, plot.y]).clamp(true)
  const most = Math.max(2, Math.floor(plot.height / (1.7 * rem)))
  return {
    width,
    height,
    rem,
    plot,
    xScale,
    yScale,
    yTicks: decadeTicks(yDomain, most).map((exponent) => ({ exponent, y: yScale(10 ** exponent) })),
    columns: columns.map((column) => xScale(column)),
    levels,
    namesOutside,
  }
}

/** The pixel of a level. */
export const levelY = ({ plot, levels }: DrawLayout, level: number): number =>
  plot.y + plot.height * (1 - level / levels)

/** The level nearest to a pixel. */
export const levelAt = ({ plot, levels }: DrawLayout, y: number): number => {
  const share = (plot.y + plot.height - y) / plot.height
  return Math.round(Math.min(1, Math.max(0, share)) * levels)
}

export interface Point {
  x: number
  y: number
}

/**
 * The levels after a stroke from one point to another: every column between them is drawn at the
 * height of the stroke there, the column nearest to its end at the height of the end.
 */
export const drawThrough = (
  layout: DrawLayout,
  levels: readonly number[],
  { from, to }: { from: Point; to: Point },
): number[] => {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
  const next = levels.map((level, column) => {
    const x = layout.columns[column] ?? NaN
    if (!(x > left && x < right)) return level
    const share = (x - from.x) / (to.x - from.x)
    return levelAt(layout, from.y + share * (to.y - from.y))
  })
  next[nearestColumn(layout, to.x)] = levelAt(layout, to.y)
  return next
}

const nearestColumn = ({ columns }: DrawLayout, x: number): number =>
  columns.reduce(
    (best, column, index) =>
      Math.abs(column - x) < Math.abs((columns[best] ?? NaN) - x) ? index : best,
    0,
  )

const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -4,
  PageUp: 4,
  Home: -Infinity,
  End: Infinity,
}

/** The level to which a key leads; `null` for keys that mean nothing here. */
export const levelAfterKey = (key: string, level: number, levels: number): number | null => {
  const step = KEY_STEPS[key]
  return step === undefined ? null : Math.max(0, Math.min(levels, level + step))
}
