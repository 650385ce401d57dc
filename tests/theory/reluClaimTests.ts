/**
 * Claims of the captions of ReLU networks' presets, over 12 data seeds and trained to the product's
 * own stopping rule, at a reduced size: fewer hidden units, auxiliary rows and steps. (`npm run
 * claims` judges the same claims at the presets' own size.) One seed can mislead, so medians decide,
 * and the share of seeds that follow is asserted beside them.
 */
import { expect, it } from 'vitest'
import { judge } from '../../scripts/claims/judge.ts'
import { RELU_CLAIMS } from '../../scripts/claims/reluClaims.ts'
import { openTrainer } from '../../scripts/openTrainer.ts'

const SIZE = {
  seeds: Array.from({ length: 12 }, (_, index) => index + 1),
  reduced: { hiddenWidth: 60, auxSamples: 640, stepLimit: 12_000 },
}

/** One test for each claim on these presets; they share their pretraining. */
export const testClaimsOf = (presets: readonly string[]): void => {
  const runs = openTrainer()
  const claims = RELU_CLAIMS.filter(({ preset }) => presets.includes(preset))
  it.each(claims)('$preset: $title', (claim) => {
    expect(judge(claim, { runs, size: SIZE })).toMatchObject({ holds: true })
  })
}

/** Judged in a file of their own, which runs beside the other. */
export const TILTED = ['tilted', 'all-tilted', 'weak']
