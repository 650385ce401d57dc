/** What chapter 5 claims, at the settings that its verbs lead to, by exact end points. */
import { ALL_OLD, DISJOINT, HALF_OLD, MOST_OLD } from '../../../src/chapters/nested/settings.ts'
import { CHAPTERS } from '../../../src/protocol/chapters.ts'
import type { RunSpec } from '../../../src/protocol/spec.ts'
import { l1Norm } from '../../../src/theory/metrics.ts'
import { solveGroupLasso } from '../../../src/theory/solvers/groupLasso.ts'
import { finetunePenalty } from '../../../src/theory/solvers/penalties.ts'
import { pretrainedBend } from '../../../src/theory/solvers/pretrainedBends.ts'
import { largest, median, medianRatio, ofMedians, once, share } from '../checks.ts'
import type { Claim } from '../claim.ts'
import { exactEnd, misfitOf, type Outcome } from '../measure.ts'
import { TILT_CLAIM } from './tilt.ts'

const nested = CHAPTERS.nested.spec
/** Every second value of the ladder's decades. */
const FACTORS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]

const finetuned = (change: Partial<RunSpec>, rescale: number, dataSeed: number): Outcome =>
  exactEnd({ ...nested, ...change, rescale, dataSeed }, 'finetune')
const errorAt = (change: Partial<RunSpec>, rescale: number) => (dataSeed: number) =>
  finetuned(change, rescale, dataSeed).error
const fromScratch = (change: Partial<RunSpec>, dataSeed: number): number =>
  exactEnd({ ...nested, ...change, dataSeed }, 'singleTask').error

/** The features of pretraining that carry at least a hundredth of the largest coefficient. */
const keptOf = ({ beta, tasks }: Outcome): number => {
  const most = Math.max(...beta.map(Math.abs))
  return [...tasks.groups.auxOnly, ...tasks.groups.shared].filter(
    (d) => Math.abs(beta[d] ?? 0) > most / 100,
  ).length
}
const reuseOf = ({ shares }: Outcome): number => shares.shared + shares.auxOnly

/** Errors at every factor. */
const ladder = (change: Partial<RunSpec>) => (dataSeed: number) =>
  FACTORS.map((rescale) => errorAt(change, rescale)(dataSeed))
const bestOf = (medians: readonly number[]): number =>
  FACTORS[medians.indexOf(Math.min(...medians))] ?? NaN

const bendAt = (rescale: number): number =>
  pretrainedBend(0.2, { initScale: 1e-3, rescale, readoutInit: 1e-3 * rescale })

/** ℓ₁ norm over the smallest that fits, less 1, where all old features are needed. */
const excess = (rescale: number, dataSeed: number): number => {
  const { beta, tasks } = finetuned(ALL_OLD, rescale, dataSeed)
  return l1Norm(beta) / l1Norm(solveGroupLasso(tasks.main, new Float64Array(beta.length))) - 1
}

const OF_TASKS: readonly Claim[] = [
  {
    sentence: 'the network takes as few as the examples allow, and takes them among the old',
    checks: [
      median('old features kept of 20, c = 0.01', (s) => keptOf(finetuned({}, 0.01, s)), {
        atMost: 4,
      }),
      median('weight on old features, c = 0.01', (s) => reuseOf(finetuned({}, 0.01, s)), {
        atLeast: 0.98,
      }),
    ],
  },
  {
    sentence: 'finetuning spreads over all of them',
    checks: [1, 10].map((rescale) =>
      median(
        `old features kept of 20, c = ${rescale}`,
        (seed) => keptOf(finetuned({}, rescale, seed)),
        { atLeast: 17 },
      ),
    ),
  },
  {
    sentence: 'For this task, c = 0.01 ends more than a hundred times below c = 1.',
    checks: [
      medianRatio(
        'c = 1 over c = 0.01',
        (seed) => [errorAt({}, 1)(seed), errorAt({}, 0.01)(seed)],
        { atLeast: 100 },
      ),
    ],
  },
  {
    sentence:
      'scaling down throws away what was learned, and at c = 0.01 the error is more than a hundred times that at c = 1. Scaling up keeps it better still: at c = 10 the error ends a hundred times lower again.',
    checks: [
      medianRatio(
        'all old features needed, c = 0.01 over c = 1',
        (seed) => [errorAt(ALL_OLD, 0.01)(seed), errorAt(ALL_OLD, 1)(seed)],
        { atLeast: 100 },
      ),
      medianRatio(
        'all old features needed, c = 1 over c = 10',
        (seed) => [errorAt(ALL_OLD, 1)(seed), errorAt(ALL_OLD, 10)(seed)],
        { atLeast: 100 },
      ),
      share(
        'c = 10 below c = 1',
        (seed) => errorAt(ALL_OLD, 10)(seed) < errorAt(ALL_OLD, 1)(seed),
        { atLeast: 0.95 },
      ),
    ],
  },
  {
    sentence:
      'at c = 1 finetuning leans too much on the old, and a small factor leaves room for the new',
    checks: [
      // A half of the needed features is old.
      median('weight on old features, c = 1', (s) => reuseOf(finetuned(HALF_OLD, 1, s)), {
        atLeast: 0.7,
      }),
      median('weight on old features, c = 0.01', (s) => reuseOf(finetuned(HALF_OLD, 0.01, s)), {
        atMost: 0.6,
      }),
      medianRatio(
        'c = 1 over c = 0.01',
        (seed) => [errorAt(HALF_OLD, 1)(seed), errorAt(HALF_OLD, 0.01)(seed)],
        { atLeast: 1.5 },
      ),
      share(
        'c = 0.01 below c = 1',
        (seed) => errorAt(HALF_OLD, 0.01)(seed) < errorAt(HALF_OLD, 1)(seed),
        { atLeast: 0.8 },
      ),
    ],
  },
  {
    sentence:
      'At c = 1 the old features get in the way, and the network ends worse than one that always answers zero, while training from scratch comes close to the task.',
    checks: [
      median('error, c = 1', errorAt(DISJOINT, 1), { atLeast: 1.2 }),
      share('error above 1, c = 1', (seed) => errorAt(DISJOINT, 1)(seed) > 1, { atLeast: 0.85 }),
      median('error from scratch', (seed) => fromScratch(DISJOINT, seed), { atMost: 0.1 }),
    ],
  },
  {
    sentence: 'A factor of a thousandth undoes it.',
    checks: [
      medianRatio(
        'c = 0.001 over training from scratch',
        (seed) => [errorAt(DISJOINT, 0.001)(seed), fromScratch(DISJOINT, seed)],
        { atMost: 1 },
      ),
    ],
  },
]

const OF_LADDERS: readonly Claim[] = [
  {
    sentence: 'Now neither end of the ladder is best: the optimal factor lies in between.',
    checks: [
      ofMedians(
        '15 of 20 features old: the better end of the ladder over its least median',
        {
          of: ladder(MOST_OLD),
          value: (medians) =>
            Math.min(medians[0] ?? NaN, medians.at(-1) ?? NaN) / Math.min(...medians),
        },
        { atLeast: 2 },
      ),
    ],
  },
  {
    sentence: 'The fewer are shared, the further left it moves.',
    checks: [20, 15].map((overlap) =>
      ofMedians(
        `factor of the least median, ${overlap} of 20 features old over ${overlap - 5}`,
        {
          of: (seed) => [
            ...ladder({ ...MOST_OLD, overlap })(seed),
            ...ladder({ ...MOST_OLD, overlap: overlap - 5 })(seed),
          ],
          value: (medians) =>
            bestOf(medians.slice(0, FACTORS.length)) / bestOf(medians.slice(FACTORS.length)),
        },
        { atLeast: 1.01 },
      ),
    ),
  },
  {
    sentence: 'The training examples do not help to choose: every factor on it fits them.',
    checks: [
      largest(
        'misfit, every task of the chapter, c = 0.001, 0.1, 10',
        (seed) =>
          Math.max(
            ...[{}, ALL_OLD, HALF_OLD, DISJOINT, MOST_OLD].flatMap((change) =>
              [0.001, 0.1, 10].map((rescale) => misfitOf(finetuned(change, rescale, seed))),
            ),
          ),
        { atMost: 1e-6 },
      ),
    ],
  },
  {
    sentence:
      'little by little the choice becomes that of training from scratch: sparse, wherever its features are',
    checks: [
      medianRatio(
        'ℓ₁ norm above the smallest, all old features needed, c = 0.1 over c = 1',
        (seed) => [excess(0.1, seed), excess(1, seed)],
        { atMost: 1 },
      ),
      medianRatio('the same, c = 0.001 over c = 0.1', (s) => [excess(0.001, s), excess(0.1, s)], {
        atMost: 0.5,
      }),
    ],
  },
  {
    sentence: 'the smallest factors can end even below training from scratch',
    checks: [
      share(
        'no shared features, c = 0.001 below training from scratch',
        (seed) => errorAt(DISJOINT, 0.001)(seed) < fromScratch(DISJOINT, seed),
        { atLeast: 0.6 },
      ),
    ],
  },
]

export const NESTED_CLAIMS: readonly Claim[] = [
  ...OF_TASKS,
  ...OF_LADDERS,
  TILT_CLAIM,
  {
    sentence:
      'has two ends. Which of them a feature sees depends on how its coefficient compares with the place',
    checks: [
      once(
        'penalty over its limit far above the bend',
        () => finetunePenalty(2e4, 0.02).penalty / (2e4 * (Math.log(2e6) - 1)),
        { atLeast: 1 - 1e-6, atMost: 1 + 1e-6 },
      ),
      once(
        'penalty over its limit far below the bend',
        () => finetunePenalty(2e-5, 0.02).penalty / (4e-10 / 0.04),
        { atLeast: 1 - 1e-5, atMost: 1 + 1e-5 },
      ),
    ],
  },
  {
    sentence: 'at once, and by the square of the factor',
    checks: [
      once('bend at 10 c over that at c', () => bendAt(1) / bendAt(0.1), {
        atLeast: 100 - 1e-6,
        atMost: 100 + 1e-6,
      }),
      once('bend over ½c²|β_aux| at c = 1', () => bendAt(1) / 0.1, {
        atLeast: 1 - 1e-5,
        atMost: 1 + 1e-5,
      }),
    ],
  },
]
