/** What the lessons of exercises say, by the values that a page computes for a reader's own data. */
import { EXERCISES } from '../../src/protocol/exerciseList.ts'
import { exerciseJob, type Exercise } from '../../src/protocol/exercises.ts'
import { finish } from '../../src/theory/sliced.ts'
import { createJobs } from '../../src/worker/compute/jobs.ts'
import { always, median, share } from './checks.ts'
import type { Check, ClaimGroup } from './claim.ts'

const jobs = createJobs()

/** @throws RangeError for an id that no exercise has: only for names in this file. */
const exerciseOf = (id: string): Exercise => {
  const found = EXERCISES.find((one) => one.id === id)
  if (found === undefined) throw new RangeError(`invalid claim: no exercise ${id}`)
  return found
}

/** What a page learns from its solver threads. */
const valuesOf = (id: string, dataSeed: number): readonly number[] => {
  const job = exerciseJob(exerciseOf(id), { dataSeed, initSeed: 1 })
  const result = finish(jobs(job, () => undefined))
  if (!('values' in result)) throw new RangeError('invalid claim: not a sweep')
  return [...result.values]
}

/** The value at one place over that at another. */
const ratio = (id: string, [top, bottom]: readonly [number, number], dataSeed: number): number => {
  const values = valuesOf(id, dataSeed)
  return (values[top] ?? NaN) / (values[bottom] ?? NaN)
}
const value = (id: string, place: number, dataSeed: number): number =>
  valuesOf(id, dataSeed)[place] ?? NaN

/** The place of the answer that is right. */
const answer = (id: string, dataSeed: number): number => {
  const { answer: found } = exerciseOf(id)
  return found.kind === 'choice' ? (found.rightOnes(valuesOf(id, dataSeed))[0] ?? NaN) : NaN
}

const COUNTS = [16, 20, 24, 32, 40, 48, 64]
const examples = (dataSeed: number): number => COUNTS[answer('examples', dataSeed)] ?? Infinity

const group = (id: string, sentence: string, checks: readonly Check[]): ClaimGroup => ({
  place: { kind: 'exercise', id },
  claims: [{ sentence, checks }],
})

export const EXERCISE_CLAIMS: readonly ClaimGroup[] = [
  group(
    'features-in-use',
    'With most data the network uses fewer of the old features when it is scaled down.',
    [
      share('fewer at c = 0.01 than at 1', (s) => ratio('features-in-use', [0, 1], s) < 1, {
        atLeast: 0.65,
      }),
    ],
  ),
  group(
    'gain',
    'With most data the error falls by a factor of more than a hundred; with some it hardly falls, or rises: never trust one seed.',
    [
      share('more than a hundredfold', (seed) => ratio('gain', [0, 1], seed) > 100, {
        atLeast: 0.5,
      }),
      {
        ...share('less than threefold', (seed) => ratio('gain', [0, 1], seed) < 3, {
          atLeast: 0.03,
        }),
        needsSeeds: 24,
      },
    ],
  ),
  group('all-needed', 'Scaling down throws away what was learned: here the large factors win.', [
    always('c = 10 ten times below c = 0.3', (seed) => ratio('all-needed', [0, 3], seed) < 0.1),
  ]),
  group(
    'best-factor',
    'A small factor leaves room for new features: with most data the best c is well below 1.',
    [share('the best c is at most 0.1', (s) => answer('best-factor', s) >= 2, { atLeast: 0.8 })],
  ),
  group(
    'negative-transfer',
    'Negative transfer: at c = 1 finetuning on a foreign task is worse than starting anew.',
    [
      share('above training from scratch', (s) => ratio('negative-transfer', [0, 1], s) > 1, {
        atLeast: 0.95,
      }),
    ],
  ),
  group(
    'enough-overlap',
    'Pretraining pays when enough is shared: with nothing shared it harms, with all it helps.',
    [
      share('nothing shared: above from scratch', (s) => ratio('enough-overlap', [0, 1], s) > 1, {
        atLeast: 0.95,
      }),
      share('all shared: below from scratch', (s) => ratio('enough-overlap', [12, 13], s) < 1, {
        atLeast: 0.95,
      }),
    ],
  ),
  group(
    'examples',
    'From scratch it takes about twice as many examples as the 16 of the finetuned network, with some data more.',
    [
      median('examples that are enough', examples, { atLeast: 24, atMost: 40 }),
      {
        ...share('more than 32 examples', (seed) => examples(seed) > 32, { atLeast: 0.05 }),
        needsSeeds: 24,
      },
    ],
  ),
  group(
    'rich-or-lazy',
    'The same network and data: from small weights few features win, from large ones none does.',
    [
      share('α = 1: error above 0.5', (s) => value('rich-or-lazy', 0, s) > 0.5, {
        atLeast: 0.95,
      }),
      share('α = 0.001: error below 0.01', (s) => value('rich-or-lazy', 3, s) < 0.01, {
        atLeast: 0.85,
      }),
    ],
  ),
]
