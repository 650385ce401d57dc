/** How far a drawn curve is from the measured one, and how a curve goes as c grows. */
import type { Trend } from '../protocol/predictions.ts'

/** A curve that changes by less than this factor is called flat. */
const LEAST_FACTOR = 3
/** Not further apart than this factor counts as right. */
const NEAR_FACTOR = 2

/** How a curve of errors goes, from its first to its last column. */
export const trendOf = (errors: readonly number[]): Trend => {
  const logs = errors.map((error) => Math.log(error))
  const [first = NaN, last = NaN] = [logs[0], logs.at(-1)]
  const [least, most] = [Math.min(...logs), Math.max(...logs)]
  const enough = Math.log(LEAST_FACTOR)
  if (!(most - least >= enough)) return 'flat'
  const dip = Math.min(first, last) - least
  const bump = most - Math.max(first, last)
  if (Math.max(dip, bump) >= enough) return dip >= bump ? 'valley' : 'hill'
  return last > first ? 'rises' : 'falls'
}

export interface Gap {
  /** Where the two curves are furthest apart. */
  column: number
  /** The drawn error over the measured one there. */
  ratio: number
  isNear: boolean
}

/** The largest gap between two curves over the same columns; `null` where nothing is known. */
export const largestGap = (drawn: readonly number[], measured: readonly number[]): Gap | null => {
  const ratios = drawn.map((error, column) => error / (measured[column] ?? NaN))
  const size = (column: number): number => Math.abs(Math.log(ratios[column] ?? NaN))
  const column = ratios.reduce<number | null>((best, _, index) => {
    if (Number.isNaN(size(index))) return best
    return best === null || size(index) > size(best) ? index : best
  }, null)
  if (column === null) return null
  return {
    column,
    ratio: ratios[column] ?? NaN,
    isNear: size(column) <= Math.log(NEAR_FACTOR) * (1 + 1e-9),
  }
}
