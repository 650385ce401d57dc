/** What chapter 8 claims of its figure, by exact end points. */
import { CHAPTERS } from '../../../src/protocol/chapters.ts'
import type { RunSpec } from '../../../src/protocol/spec.ts'
import { median, medianRatio, share } from '../checks.ts'
import type { Claim } from '../claim.ts'
import { exactEnd } from '../measure.ts'

const at = (dataSeed: number, change: Partial<RunSpec> = {}): RunSpec => ({
  ...CHAPTERS.checked.spec,
  ...change,
  dataSeed,
})
const finetuned = (dataSeed: number, rescale: number): number =>
  exactEnd(at(dataSeed, { rescale }), 'finetune').error
const alone = (dataSeed: number, change?: Partial<RunSpec>): number =>
  exactEnd(at(dataSeed, change), 'singleTask').error

export const CHECKED_CLAIMS: readonly Claim[] = [
  {
    sentence:
      'With 32 examples, finetuning at c = 0.1 has found the task, and ends more than ten times below c = 1, while training from scratch has hardly begun.',
    checks: [
      median('error at c = 0.1', (seed) => finetuned(seed, 0.1), { atMost: 0.01 }),
      medianRatio('c = 1 over c = 0.1', (seed) => [finetuned(seed, 1), finetuned(seed, 0.1)], {
        atLeast: 10,
      }),
      share('c = 0.1 below c = 1', (seed) => finetuned(seed, 0.1) < finetuned(seed, 1), {
        atLeast: 0.95,
      }),
      median('error from scratch', (seed) => alone(seed), { atLeast: 0.5 }),
    ],
  },
  {
    sentence: 'Give both 64 examples, and training from scratch catches on as well.',
    checks: [
      median('error from scratch, 64 examples', (seed) => alone(seed, { mainSamples: 64 }), {
        atMost: 0.05,
      }),
    ],
  },
]
