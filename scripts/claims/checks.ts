/** The ways in which a claim's numbers are judged over seeds. */
import { median as middleOf } from '../replication/statistics.ts'
import type { Bound, Check, Measure } from './claim.ts'

const firsts = (rows: readonly (readonly number[])[]): number[] =>
  rows.map(([value]) => value ?? NaN)

const one =
  (of: Measure<number>): Measure<readonly number[]> =>
  (dataSeed, lab) => [of(dataSeed, lab)]

/** The median over seeds. */
export const median = (measured: string, of: Measure<number>, bound: Bound): Check => ({
  ...{ measured: `median of ${measured}`, of: one(of), ...bound },
  value: (rows) => middleOf(firsts(rows)),
})

/** The median of the first number over that of the second. */
export const medianRatio = (
  measured: string,
  of: Measure<readonly [top: number, bottom: number]>,
  bound: Bound,
): Check => ({
  ...{ measured: `ratio of medians: ${measured}`, of, ...bound },
  value: (rows) => middleOf(firsts(rows)) / middleOf(rows.map(([, value]) => value ?? NaN)),
})

/** In what share of seeds something is so. */
export const share = (measured: string, of: Measure<boolean>, bound: Bound): Check => ({
  ...{ measured: `share of seeds: ${measured}`, ...bound },
  of: (dataSeed, lab) => [Number(of(dataSeed, lab))],
  value: (rows) => firsts(rows).reduce((sum, value) => sum + value, 0) / rows.length,
})

/** That something is so in every seed. */
export const always = (measured: string, of: Measure<boolean>): Check =>
  share(measured, of, { atLeast: 1 })

/** The least of all seeds. */
export const least = (measured: string, of: Measure<number>, bound: Bound): Check => ({
  ...{ measured: `least ${measured}`, of: one(of), ...bound },
  value: (rows) => Math.min(...firsts(rows)),
})

/** The largest of all seeds. */
export const largest = (measured: string, of: Measure<number>, bound: Bound): Check => ({
  ...{ measured: `largest ${measured}`, of: one(of), ...bound },
  value: (rows) => Math.max(...firsts(rows)),
})

/** A number that no seed changes. */
export const once = (measured: string, value: () => number, bound: Bound): Check => ({
  ...{ measured, of: null, value, ...bound },
})

/** That something holds, whatever the seed. */
export const holds = (measured: string, test: () => boolean): Check =>
  once(measured, () => Number(test()), { atLeast: 1 })

/** Medians at several places; what is judged is made of them. */
export const ofMedians = (
  measured: string,
  { of, value }: { of: Measure<readonly number[]>; value: (medians: readonly number[]) => number },
  bound: Bound,
): Check => ({
  ...{ measured, of, ...bound },
  value: (rows) =>
    value((rows[0] ?? []).map((_, at) => middleOf(rows.map((row) => row[at] ?? NaN)))),
})
