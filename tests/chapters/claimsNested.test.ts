/**
 * What chapter 5 claims, over 24 data seeds at the settings that its verbs lead to, by exact end
 * points. One seed can mislead, so medians and shares of seeds decide; margins stand well off what
 * was found.
 */
import { expect } from 'vitest'
import { ALL_OLD, DISJOINT, HALF_OLD, MOST_OLD } from '../../src/chapters/nested/settings.ts'
import { CHAPTERS } from '../../src/protocol/chapters.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { l1Norm } from '../../src/theory/metrics.ts'
import { solveGroupLasso } from '../../src/theory/solvers/groupLasso.ts'
import { finetunePenalty } from '../../src/theory/solvers/penalties.ts'
import { pretrainedBend } from '../../src/theory/solvers/pretrainedBends.ts'
import { testClaims } from './testClaims.ts'
import {
  count,
  errorsOf,
  exactEnd,
  median,
  misfitOf,
  overSeeds,
  seedsUpTo,
  type Claim,
  type Outcome,
} from './measure.ts'

const over = overSeeds(seedsUpTo(24))
const nested = CHAPTERS.nested.spec
/** Every second value of the ladder's decades. */
const FACTORS = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]

const finetuned = (change: Partial<RunSpec>, rescale: number): Outcome[] =>
  over(nested, { ...change, rescale }, (spec) => exactEnd(spec, 'finetune'))
const fromScratch = (change: Partial<RunSpec>): Outcome[] =>
  over(nested, change, (spec) => exactEnd(spec, 'singleTask'))
const medianAt = (change: Partial<RunSpec>, rescale: number): number =>
  median(errorsOf(finetuned(change, rescale)))

/** The features of pretraining that carry at least a hundredth of the largest coefficient. */
const keptOf = ({ beta, tasks }: Outcome): number => {
  const largest = Math.max(...beta.map(Math.abs))
  return [...tasks.groups.auxOnly, ...tasks.groups.shared].filter(
    (d) => Math.abs(beta[d] ?? 0) > largest / 100,
  ).length
}

const CLAIMS: Claim[] = [
  {
    sentence: 'the network takes as few as the examples allow, and takes them among the old',
    measured: 'c = 0.01: median of the old features kept, of 20, and of the weight on old features',
    check: () => {
      const ends = finetuned({}, 0.01)
      expect(median(ends.map(keptOf))).toBeLessThanOrEqual(4)
      expect(median(ends.map(({ shares }) => shares.shared + shares.auxOnly))).toBeGreaterThan(0.98)
    },
  },
  {
    sentence: 'finetuning spreads over all of them',
    measured: 'c = 1 and 10: median of the old features kept, of 20',
    check: () => {
      for (const rescale of [1, 10]) {
        expect(median(finetuned({}, rescale).map(keptOf))).toBeGreaterThanOrEqual(17)
      }
    },
  },
  {
    sentence: 'For this task, c = 0.01 ends more than a hundred times below c = 1.',
    measured: 'medians of the error',
    check: () => expect(medianAt({}, 1)).toBeGreaterThan(100 * medianAt({}, 0.01)),
  },
  {
    sentence:
      'scaling down throws away what was learned, and at c = 0.01 the error is more than a hundred times that at c = 1',
    measured: 'all old features needed: medians of the error',
    check: () => expect(medianAt(ALL_OLD, 0.01)).toBeGreaterThan(100 * medianAt(ALL_OLD, 1)),
  },
  {
    sentence:
      'at c = 1 finetuning leans too much on the old, and a small factor leaves room for the new',
    measured: 'c = 1 and 0.01: medians of the weight on old features and of the error, wins',
    check: () => {
      const [large, small] = [finetuned(HALF_OLD, 1), finetuned(HALF_OLD, 0.01)]
      const reuse = (ends: Outcome[]): number =>
        median(ends.map(({ shares }) => shares.shared + shares.auxOnly))
      // A half of the needed features is old.
      expect(reuse(large)).toBeGreaterThan(0.7)
      expect(reuse(small)).toBeLessThan(0.6)
      expect(median(errorsOf(large))).toBeGreaterThan(1.5 * median(errorsOf(small)))
      const wins = small.map(({ error }, seed) => error < (large[seed]?.error ?? NaN))
      expect(count(wins)).toBeGreaterThanOrEqual(20)
    },
  },
  {
    sentence:
      'At c = 1 the old features get in the way, and the network ends worse than one that always answers zero, while training from scratch comes close to the task.',
    measured: 'no shared features: seeds above the zero function’s error; medians',
    check: () => {
      const errors = errorsOf(finetuned(DISJOINT, 1))
      expect(median(errors)).toBeGreaterThan(1.2)
      expect(count(errors.map((error) => error > 1))).toBeGreaterThanOrEqual(20)
      expect(median(errorsOf(fromScratch(DISJOINT)))).toBeLessThan(0.05)
    },
  },
  {
    sentence: 'A factor of a thousandth undoes it.',
    measured: 'no shared features, c = 0.001: median error beside training from scratch',
    check: () =>
      expect(medianAt(DISJOINT, 0.001)).toBeLessThan(median(errorsOf(fromScratch(DISJOINT)))),
  },
  {
    sentence: 'Now neither end of the ladder is best: the optimal factor lies in between.',
    measured: '15 of 20 features old: medians of the error at both ends and in between',
    check: () => {
      const errors = FACTORS.map((rescale) => medianAt(MOST_OLD, rescale))
      const least = Math.min(...errors)
      expect(errors[0]).toBeGreaterThan(2 * least)
      expect(errors.at(-1)).toBeGreaterThan(2 * least)
    },
  },
  {
    sentence: 'The fewer are shared, the further left it moves.',
    measured: 'the factor of the least median error, for 20, 15 and 10 of 20 features old',
    check: () => {
      const [all = NaN, most = NaN, half = NaN] = [20, 15, 10].map((overlap) => {
        const errors = FACTORS.map((rescale) => medianAt({ ...MOST_OLD, overlap }, rescale))
        return FACTORS[errors.indexOf(Math.min(...errors))] ?? NaN
      })
      expect(most).toBeLessThan(all)
      expect(half).toBeLessThan(most)
    },
  },
  {
    sentence: 'The training examples do not help to choose: every factor on it fits them.',
    measured: 'largest misfit, every seed, factor and task of the chapter',
    check: () => {
      for (const change of [{}, ALL_OLD, HALF_OLD, DISJOINT, MOST_OLD]) {
        for (const rescale of [0.001, 0.1, 10]) {
          expect(Math.max(...finetuned(change, rescale).map(misfitOf))).toBeLessThan(1e-6)
        }
      }
    },
  },
  {
    sentence:
      'has two ends. Which of them a feature sees depends on how its coefficient compares with the place',
    measured: 'the penalty beside both limits, far from where it bends',
    check: () => {
      const bend = 0.02
      const large = 1e6 * bend
      expect(finetunePenalty(large, bend).penalty / (large * (Math.log(2e6) - 1))).toBeCloseTo(1, 6)
      const small = 1e-3 * bend
      expect(finetunePenalty(small, bend).penalty / (small ** 2 / (2 * bend))).toBeCloseTo(1, 5)
    },
  },
  {
    sentence: 'at once, and by the square of the factor',
    measured: 'where a pretrained feature bends, at c and at 10 c',
    check: () => {
      const bendAt = (rescale: number) =>
        pretrainedBend(0.2, { initScale: 1e-3, rescale, readoutInit: 1e-3 * rescale })
      expect(bendAt(1) / bendAt(0.1)).toBeCloseTo(100, 9)
      expect(bendAt(1)).toBeCloseTo(0.5 * 0.2, 6)
    },
  },
  {
    sentence:
      'little by little the choice becomes that of training from scratch: sparse, wherever its features are',
    measured: 'all old features needed: ℓ₁ norm over the smallest that fits, from c = 1 to 0.001',
    check: () => {
      const excess = (rescale: number): number =>
        median(
          finetuned(ALL_OLD, rescale).map(({ beta, tasks }) => {
            const smallest = l1Norm(solveGroupLasso(tasks.main, new Float64Array(beta.length)))
            return l1Norm(beta) / smallest - 1
          }),
        )
      const [large = NaN, middle = NaN, small = NaN] = [1, 0.1, 0.001].map(excess)
      expect(middle).toBeLessThan(large)
      expect(small).toBeLessThan(middle / 2)
    },
  },
  {
    sentence: 'the smallest factors can end even below training from scratch',
    measured: 'no shared features, c = 0.001: wins over training from scratch',
    check: () => {
      const scratch = errorsOf(fromScratch(DISJOINT))
      const wins = errorsOf(finetuned(DISJOINT, 0.001)).map(
        (error, seed) => error < (scratch[seed] ?? NaN),
      )
      expect(count(wins)).toBeGreaterThanOrEqual(16)
    },
  },
]

testClaims('nested', CLAIMS)
