/**
 * Answers to the questions whose networks take too long to train on a page, measured in advance by
 * scripts/makeMeasuredPredictions.ts: one entry for each data seed from 1 on.
 */
import {
  PREDICTIONS,
  type GroupShares,
  type SpectrumOption,
  type Trend,
} from '../protocol/predictions.ts'
import stored from './measuredPredictions.json'
import { trendOf } from './predictionGap.ts'
import { median } from './sweeps/median.ts'

const GROUPS = ['auxOnly', 'shared', 'mainOnly', 'unused'] as const

/** Shares of the weight of multi-task networks, seed by seed. */
export const MEASURED_SHARES: readonly GroupShares[] = stored.together

/** The median over seeds of the share of each group. */
export const medianShares = (): GroupShares => {
  const of = (group: keyof GroupShares): number =>
    median(MEASURED_SHARES.map((shares) => shares[group]))
  return {
    auxOnly: of('auxOnly'),
    shared: of('shared'),
    mainOnly: of('mainOnly'),
    unused: of('unused'),
  }
}

const distance = (one: GroupShares, other: GroupShares): number =>
  GROUPS.reduce((sum, group) => sum + Math.abs(one[group] - other[group]), 0)

/** The option whose drawn shares are the nearest. */
export const nearestOption = (
  shares: GroupShares,
  options: readonly SpectrumOption[] = PREDICTIONS.together.options,
): string =>
  options.reduce<{ id: string; away: number }>(
    (best, { id, shares: drawn }) => {
      const away = distance(shares, drawn)
      return away < best.away ? { id, away } : best
    },
    { id: '', away: Infinity },
  ).id

/** Errors of finetuned ReLU networks, seeds × values of c. */
export const MEASURED_ERRORS: readonly (readonly number[])[] = stored.directions

/** The median over seeds at each value of c. */
export const medianErrors = (): number[] =>
  PREDICTIONS.directions.columns.map((_, column) =>
    median(MEASURED_ERRORS.map((errors) => errors[column] ?? NaN)),
  )

export const measuredTrend = (): Trend => trendOf(medianErrors())
