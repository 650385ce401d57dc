/** What the directions of hidden units come to, as numbers and in words. */
import type { UnitsRow } from '../charts/directions/types.ts'

/** Units of at least a hundredth of the strongest one's strength count. */
const STRONG = 0.01
/** A unit nearer than this to a teacher unit has found it. */
const FOUND = (10 * Math.PI) / 180

export interface RowFacts {
  /** Units that count, of all. */
  strong: number
  count: number
  /** Share of the network's strength in such units near one that the teacher uses, 0 … 1. */
  found: number
}

/** `teacher`: readouts of the teacher units; those other than 0 are used. */
export const rowFacts = (row: UnitsRow, teacher: ArrayLike<number>): RowFacts => {
  const { strength, angle, feature } = row
  const strongest = strength.reduce((most, value) => Math.max(most, value), 0)
  let [strong, near, total] = [0, 0, 0]
  strength.forEach((value, unit) => {
    total += value
    if (!(value > STRONG * strongest)) return
    strong += 1
    const isFound = (angle[unit] ?? Infinity) < FOUND && (teacher[feature[unit] ?? -1] ?? 0) !== 0
    if (isFound) near += value
  })
  return { strong, count: strength.length, found: total > 0 ? near / total : 0 }
}

export const describeRow = (label: string, { strong, count, found }: RowFacts): string =>
  `${label}: ${String(strong)} of ${String(count)} hidden units are strong; ${String(Math.round(100 * found))} % of the strength lies within 10° of a unit that the main task needs.`
