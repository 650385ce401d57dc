import { scaleLinear } from 'd3'
import type { DimensionsRow } from './types.ts'

/** The axis reaches at least so far. */
const LEAST_DIMENSIONS = 6

export interface DimensionScale {
  /** Place along the axis, 0 to 100; `null` for what is no number. */
  percent: (value: number | null) => number | null
  ticks: { value: number; percent: number }[]
}

/** An axis from 0 that holds all numbers; shared dimensions can be fewer than 1. */
export const dimensionScale = (rows: readonly DimensionsRow[]): DimensionScale => {
  const known = rows
    .flatMap(({ before, after, shared }) => [before, after, shared])
    .filter((value) => value !== null && Number.isFinite(value))
  const scale = scaleLinear([0, Math.max(LEAST_DIMENSIONS, ...known.map(Number))], [0, 100]).nice(4)
  return {
    percent: (value) => (value === null || !Number.isFinite(value) ? null : scale(value)),
    ticks: scale.ticks(4).map((value) => ({ value, percent: scale(value) })),
  }
}
