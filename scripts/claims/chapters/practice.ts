/**
 * What chapter 7 claims of its own: the search for the factor on held-out examples, by exact end
 * points. What it reports of deep networks is cited (docs/model.md, "Deep networks").
 */
import { CHAPTERS } from '../../../src/protocol/chapters.ts'
import type { RunSpec } from '../../../src/protocol/spec.ts'
import { predict } from '../../../src/theory/tasks.ts'
import { holds, median, medianRatio, ofMedians, share } from '../checks.ts'
import type { Claim } from '../claim.ts'
import { exactEnd, type Outcome } from '../measure.ts'

const practice = CHAPTERS.practice.spec
/** Nine factors from 0.001 to 10, two in a decade. */
const FACTORS = Array.from({ length: 9 }, (_, index) => 10 ** (index / 2 - 3))
const UNSCALED = FACTORS.indexOf(1)
const MOST_OLD = { mainActive: 20, overlap: 15, mainSamples: 48 }
const ALL_OLD = { mainActive: 20, overlap: 20 }

interface Search {
  /** Error after finetuning on all examples: with the chosen factor, unscaled, the least of all. */
  chosen: number
  unscaled: number
  best: number
}

/** Summed squared error on the examples from `from` on, which were not trained on. */
const heldOutError = ({ beta }: Outcome, { tasks: { main } }: Outcome, from: number): number => {
  const misfits = predict(main.inputs, beta).map((value, row) => value - (main.targets[row] ?? NaN))
  return misfits.subarray(from).reduce((sum, misfit) => sum + misfit * misfit, 0)
}

const search = (dataSeed: number, change: Partial<RunSpec> = {}): Search => {
  const spec = { ...practice, ...change, dataSeed }
  const kept = (3 * spec.mainSamples) / 4
  const ends = FACTORS.map((rescale) => exactEnd({ ...spec, rescale }, 'finetune'))
  // Fewer examples are the first ones of more, so that the others were not seen.
  const errors = FACTORS.map((rescale, at) => {
    const partly = exactEnd({ ...spec, rescale, mainSamples: kept }, 'finetune')
    return heldOutError(partly, ends[at] ?? partly, kept)
  })
  const finals = ends.map(({ error }) => error)
  return {
    chosen: finals[errors.indexOf(Math.min(...errors))] ?? NaN,
    unscaled: finals[UNSCALED] ?? NaN,
    best: Math.min(...finals),
  }
}

/** Errors at c = 1, 0.3 and 0.1. */
const three = (dataSeed: number, change: Partial<RunSpec> = {}): number[] =>
  [1, 0.3, 0.1].map(
    (rescale) => exactEnd({ ...practice, ...change, rescale, dataSeed }, 'finetune').error,
  )

/** The least ratio of one median to the next. */
const leastStep = ([one = NaN, some = NaN, less = NaN]: readonly number[]): number =>
  Math.min(one / some, some / less)

export const PRACTICE_CLAIMS: readonly Claim[] = [
  {
    sentence:
      'We tried this on the task of the figure, with a quarter of its few examples held out and nine factors from 0.001 to 10. Over 96 draws of the data the factor that was chosen ended below c = 1 in nearly every one, typically more than twenty times below, and in most of them within a factor of ten of the best of the nine.',
    checks: [
      holds('a half of the features is new', () => practice.mainActive === 2 * practice.overlap),
      share(
        'chosen below c = 1',
        (seed) => {
          const { chosen, unscaled } = search(seed)
          return chosen < unscaled
        },
        { atLeast: 0.85 },
      ),
      median(
        'error at c = 1 over that of the chosen',
        (seed) => {
          const { chosen, unscaled } = search(seed)
          return unscaled / chosen
        },
        { atLeast: 20 },
      ),
      share(
        'chosen within a factor of ten of the best',
        (seed) => {
          const { chosen, best } = search(seed)
          return chosen < 10 * best
        },
        { atLeast: 0.65 },
      ),
    ],
  },
  {
    sentence:
      'where c = 1 is already close to the best, our search ended above it, typically with about twice the error',
    checks: [
      medianRatio(
        '15 of 20 features old: c = 1 over the best',
        (seed) => {
          const { unscaled, best } = search(seed, MOST_OLD)
          return [unscaled, best]
        },
        { atMost: 1.7 },
      ),
      medianRatio(
        'chosen over c = 1',
        (seed) => {
          const { chosen, unscaled } = search(seed, MOST_OLD)
          return [chosen, unscaled]
        },
        { atLeast: 1.2, atMost: 3 },
      ),
    ],
  },
  {
    sentence: 'Would these three have sent you the right way?',
    checks: [
      ofMedians(
        'the answer: least ratio of medians of the error, c = 1 over 0.3 and 0.3 over 0.1',
        { of: (seed) => three(seed), value: leastStep },
        { atLeast: 1.5 },
      ),
      ofMedians(
        'the same the other way round, if all is shared',
        { of: (seed) => three(seed, ALL_OLD).toReversed(), value: leastStep },
        { atLeast: 1.5 },
      ),
    ],
  },
]
