/** What the term of the exact potential does that a readout γ > 0 brings (docs/model.md). */
import { ALL_OLD, DISJOINT, HALF_OLD } from '../../../src/chapters/nested/settings.ts'
import { CHAPTERS } from '../../../src/protocol/chapters.ts'
import type { RunSpec } from '../../../src/protocol/spec.ts'
import { vectorsOf } from '../../../src/theory/exactPretraining.ts'
import { largest, share } from '../checks.ts'
import type { Claim } from '../claim.ts'
import { exactEnd, exactEndFrom, weightsAtStart } from '../measure.ts'

/**
 * Weights whose potential bends at the same s but is least at 0: w⁺ = w⁻ = v⁺ = v⁻ = √(s/2), with
 * s = 2√(AB) of the weights given. Shape 4 × D.
 */
const withoutTilt = (weights: Float64Array): Float64Array => {
  const { wPlus, wMinus, vPlus, vMinus } = vectorsOf(weights)
  const sizes = wPlus.map((plus, d) => {
    const [minus, up, down] = [wMinus[d] ?? 0, vPlus[d] ?? 0, vMinus[d] ?? 0]
    const a = ((plus + up) ** 2 + (minus - down) ** 2) / 4
    const b = ((plus - up) ** 2 + (minus + down) ** 2) / 4
    return Math.sqrt(Math.sqrt(a * b))
  })
  return Float64Array.from([0, 1, 2, 3].flatMap(() => Array.from(sizes)))
}

/** By what factor, at least 1, the error changes where the term is left out. */
const effect = (change: Partial<RunSpec>, rescale: number, dataSeed: number): number => {
  const spec = { ...CHAPTERS.nested.spec, ...change, rescale, dataSeed }
  const untilted = withoutTilt(weightsAtStart(spec, 'finetune'))
  const ratio = exactEndFrom(spec, 'finetune', untilted).error / exactEnd(spec, 'finetune').error
  return Math.max(ratio, 1 / ratio)
}

const TASKS = [{}, ALL_OLD, HALF_OLD, DISJOINT]

export const TILT_CLAIM: Claim = {
  sentence:
    'For the tasks above, leaving it out would change the error by less than a tenth as long as c is at most 1, and at 10 by more than half where all old features are needed.',
  checks: [
    largest(
      'factor by which the error changes without the term, every task, c = 0.01, 0.1, 1',
      (seed) =>
        Math.max(
          ...TASKS.flatMap((task) => [0.01, 0.1, 1].map((rescale) => effect(task, rescale, seed))),
        ),
      { atMost: 1.1 },
    ),
    share('all old features needed, c = 10: more than 1.5', (s) => effect(ALL_OLD, 10, s) > 1.5, {
      atLeast: 0.95,
    }),
  ],
}
