import { line, scaleLinear, type ScaleLinear } from 'd3'
import { spreadLabels } from '../frame/spreadLabels.ts'
import type { PenaltyPanel } from './types.ts'

export interface PenaltyLayoutInput {
  /** Width and height of the panel in CSS pixels. */
  width: number
  height: number
  /** CSS pixels in one rem. */
  rem: number
}

/** All lengths in CSS pixels from the top left corner of the panel. */
export interface PenaltyLayout {
  rem: number
  plot: { x: number; y: number; width: number; height: number }
  xScale: ScaleLinear<number, number>
  yScale: ScaleLinear<number, number>
  paths: { id: string; path: string }[]
  /** Vertical centres of the names, in the order of the curves. */
  names: number[]
}

/** In rem. */
const LEFT_MARGIN = 2.2
const NAME_WIDTH = 10
const TOP_MARGIN = 3.1
const BOTTOM_MARGIN = 2.9
const NAME_HEIGHT = 1.2

export function layOutPenalty(
  { width, height, rem }: PenaltyLayoutInput,
  { x, curves, point, dots = [], nameWidth = NAME_WIDTH }: PenaltyPanel,
): PenaltyLayout {
  const plot = {
    x: LEFT_MARGIN * rem,
    y: TOP_MARGIN * rem,
    width: Math.max(60, width - (LEFT_MARGIN + nameWidth) * rem),
    height: Math.max(60, height - (TOP_MARGIN + BOTTOM_MARGIN) * rem),
  }
  const ends = curves.map(({ values }) => values.at(-1) ?? 0)
  const xScale = scaleLinear([0, x.at(-1) ?? 1], [plot.x, plot.x + plot.width])
  const places = point === null ? dots : [point, ...dots]
  const highest = places.reduce((most, { y }) => Math.max(most, y), Math.max(1, ...ends))
  const yScale = scaleLinear([0, highest], [plot.y + plot.height, plot.y])
  return {
    rem,
    plot,
    xScale,
    yScale,
    paths: curves.map(({ id, values }) => ({
      id,
      path: line()(x.map((place, index) => [xScale(place), yScale(values[index] ?? 0)])) ?? '',
    })),
    names: spreadLabels(
      ends.map((end) => ({ wanted: yScale(end), height: NAME_HEIGHT * rem })),
      plot.y,
      plot.y + plot.height + rem,
    ),
  }
}
