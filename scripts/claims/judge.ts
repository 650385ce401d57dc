/** Judges a check by the numbers of all seeds. */
import type { Check } from './claim.ts'
import type { Lab } from './lab.ts'

export interface Verdict {
  /** What was found. */
  value: number
  /** "at least 100", "1.5 to 10". */
  bound: string
  /** How far inside its bound the value lies, as a factor: 1 is on it, below 1 outside. */
  margin: number
  holds: boolean
}

const factor = (top: number, bottom: number): number => (top === bottom ? 1 : top / bottom)

/** A bound of 0 or below is judged by which side it is on: there is no factor to it. */
const marginOf = ({ atLeast, atMost }: Check, value: number): number => {
  const above = atLeast === undefined ? Infinity : factor(value, atLeast)
  const below = atMost === undefined ? Infinity : factor(atMost, value)
  return Math.min(above, below)
}

const boundOf = ({ atLeast, atMost }: Check): string => {
  if (atMost === undefined) return `at least ${atLeast ?? NaN}`
  return atLeast === undefined ? `at most ${atMost}` : `${atLeast} to ${atMost}`
}

/** One row for each seed; a check without a seed needs none. */
export const judge = (check: Check, rows: readonly (readonly number[])[]): Verdict => {
  const value = check.value(rows)
  const holds = value >= (check.atLeast ?? -Infinity) && value <= (check.atMost ?? Infinity)
  return { value, bound: boundOf(check), margin: marginOf(check, value), holds }
}

/** The numbers of a check for each of these data seeds. */
export const measureCheck = (
  { of }: Check,
  { seeds, lab }: { seeds: readonly number[]; lab: Lab },
): (readonly number[])[] => (of === null ? [] : seeds.map((dataSeed) => of(dataSeed, lab)))
