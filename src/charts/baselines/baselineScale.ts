import { scaleLog } from 'd3'
import { decadeTicks, niceDecades, type LogDomain } from '../frame/logScale.ts'
import type { BaselinesRow } from './types.ts'

/** Values at or below it are drawn on it and labelled so. */
const FLOOR = 1e-12
const LEAST_DOMAIN: LogDomain = [1e-3, 1]
/** More ticks would touch each other on a narrow chart. */
const MOST_TICKS = 7

export interface BaselineScale {
  /** Place of a value along the axis, 0 to 100. */
  percent: (value: number) => number
  ticks: { exponent: number; isFloor: boolean; percent: number }[]
}

/** A logarithmic axis in whole decades that holds all errors. */
export function baselineScale(rows: readonly BaselinesRow[]): BaselineScale {
  const values = rows.flatMap(({ value }) =>
    value !== null && Number.isFinite(value) ? [Math.max(FLOOR, value)] : [],
  )
  const [from, to] = niceDecades([
    Math.min(LEAST_DOMAIN[0], ...values),
    Math.max(LEAST_DOMAIN[1], ...values),
  ])
  const scale = scaleLog([from, to], [0, 100]).clamp(true)
  const percent = (value: number): number => scale(Math.max(FLOOR, value))
  return {
    percent,
    ticks: decadeTicks([from, to], MOST_TICKS).map((exponent) => ({
      exponent,
      isFloor: 10 ** exponent <= FLOOR * 1.001,
      percent: percent(10 ** exponent),
    })),
  }
}
