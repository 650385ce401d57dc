/** What the directions of hidden units come to, as numbers and in words. */
import type { UnitsRow } from '../charts/directions/types.ts'
import { alignmentOf, type Alignment } from '../theory/relu/alignment.ts'

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
  /** Mean cosine of the units to their teacher units, by strength; NaN without strength. */
  alignment: number
}

/** How well a network's units stand on the teacher units, `count` of them. */
export const rowAlignment = ({ strength, angle, feature }: UnitsRow, count: number): Alignment =>
  alignmentOf({ strengths: strength, features: feature, cosines: angle.map(Math.cos) }, count)

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
  return {
    ...{ strong, count: strength.length, found: total > 0 ? near / total : 0 },
    // The last entry of a teacher stands for every other direction.
    alignment: rowAlignment(row, teacher.length - 1).whole,
  }
}

export const alignmentInWords = (alignment: number): string =>
  Number.isNaN(alignment) ? 'no alignment' : `alignment ${alignment.toFixed(2)}`

export const describeRow = (label: string, { strong, count, found, alignment }: RowFacts): string =>
  `${label}: ${String(strong)} of ${String(count)} hidden units are strong; ${String(Math.round(100 * found))} % of the strength lies within 10° of a unit that the main task needs; ${alignmentInWords(alignment)}.`
