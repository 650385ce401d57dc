/**
 * What chapter 2 claims, over 24 data seeds at the settings on screen, by exact end points. Each row
 * holds a sentence of the chapter, word for word, and how it is measured. One seed can mislead, so
 * medians and shares of seeds decide; margins stand well off what was found.
 */
import { expect } from 'vitest'
import { CHAPTERS } from '../../src/protocol/chapters.ts'
import { CONTROLS } from '../../src/protocol/controls.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { l1Norm, l2Norm } from '../../src/theory/metrics.ts'
import { finish } from '../../src/theory/sliced.ts'
import { solveGroupLasso } from '../../src/theory/solvers/groupLasso.ts'
import { minimumNorm } from '../../src/theory/solvers/minimumNorm.ts'
import { testClaims } from './testClaims.ts'
import {
  errorsOf,
  exactEnd,
  median,
  misfitOf,
  overSeeds,
  seedsUpTo,
  trainedEnd,
  type Claim,
  type Outcome,
} from './measure.ts'

const SEEDS = seedsUpTo(24)
const over = overSeeds(SEEDS)

const solve = CHAPTERS.solve.spec
const alone = (change: Partial<RunSpec>): Outcome[] =>
  over(solve, change, (spec) => exactEnd(spec, 'singleTask'))
const [LARGE, SMALL] = [0.3, 0.001]

/** Σ_d β asinh(β/s) − √(β² + s²), as the chapter's formula has it. */
const totalPenalty = (beta: Float64Array, initScale: number): number => {
  const bend = 2 * initScale ** 2
  return beta.reduce(
    (sum, value) => sum + value * Math.asinh(value / bend) - Math.hypot(value, bend),
    0,
  )
}

const SOLVE: Claim[] = [
  {
    sentence: 'once trained, the stems land on them',
    measured: 'distance of trained from exact coefficients, 12 seeds, beside a teacher of norm 1',
    check: () => {
      for (const initScale of [LARGE, SMALL]) {
        const distances = SEEDS.slice(0, 12).map((dataSeed) => {
          const spec = { ...solve, initScale, dataSeed }
          const exact = exactEnd(spec, 'singleTask').beta
          const { beta } = trainedEnd(spec, 'singleTask')
          return l2Norm(beta.map((value, d) => value - (exact[d] ?? NaN)))
        })
        expect(Math.max(...distances)).toBeLessThan(0.03)
      }
    },
  },
  {
    sentence: 'the network explains its examples with a little of everything',
    measured: 'α = 0.3: median of the effective number of features, of 200',
    check: () =>
      expect(median(alone({ initScale: LARGE }).map(({ features }) => features))).toBeGreaterThan(
        80,
      ),
  },
  {
    sentence: 'the network explains the same examples with those few',
    measured: 'α = 0.001: median of the effective number of features, of which the teacher has 3',
    check: () =>
      expect(median(alone({ initScale: SMALL }).map(({ features }) => features))).toBeLessThan(4),
  },
  {
    sentence:
      'Both fit every example. On new inputs only the small start is right: its weight is off the unused features, on the three of the teacher.',
    measured: 'misfit, every seed; median errors and share on unused features',
    check: () => {
      const [large, small] = [alone({ initScale: LARGE }), alone({ initScale: SMALL })]
      expect(Math.max(...[...large, ...small].map(misfitOf))).toBeLessThan(1e-6)
      expect(median(errorsOf(large))).toBeGreaterThan(0.7)
      expect(median(errorsOf(small))).toBeLessThan(0.01)
      expect(median(small.map(({ shares }) => shares.unused))).toBeLessThan(0.06)
    },
  },
  {
    sentence:
      'Of all coefficients that fit the examples, gradient descent ends at those with the smallest total penalty',
    measured:
      'penalty at the end beside that of other fits (smallest ℓ₁, ℓ₂, and between), every seed',
    check: () => {
      for (const initScale of [LARGE, SMALL]) {
        for (const { beta, tasks } of alone({ initScale })) {
          const zero = new Float64Array(beta.length)
          const sparse = solveGroupLasso(tasks.main, zero)
          const short = finish(minimumNorm(tasks.main, beta.length))
          const own = totalPenalty(beta, initScale)
          for (const other of [sparse, short]) {
            // Every point between two fits is a fit.
            for (const share of [0.01, 0.5, 1]) {
              const fit = beta.map((value, d) => value + share * ((other[d] ?? NaN) - value))
              expect(totalPenalty(fit, initScale)).toBeGreaterThan(own - 1e-9)
            }
          }
        }
      }
    },
  },
  {
    sentence: 'As α grows, it tends to the fit of smallest ℓ2 norm',
    measured: 'distance to it at α = 10, and that it has shrunk since α = 0.3, every seed',
    check: () => {
      const distances = ([initScale]: [number]) =>
        alone({ initScale }).map(({ beta, tasks }) => {
          const short = finish(minimumNorm(tasks.main, beta.length))
          return l2Norm(beta.map((value, d) => value - (short[d] ?? NaN)))
        })
      const [near, far] = [distances([10]), distances([LARGE])]
      expect(Math.max(...near)).toBeLessThan(1e-4)
      near.forEach((distance, seed) => expect(distance).toBeLessThan(far[seed] ?? NaN))
    },
  },
  {
    sentence: 'as α shrinks, to that of smallest ℓ1 norm',
    measured:
      'ℓ₁ norm over the smallest at α = 1e-6, and that it has shrunk since 1e-3, every seed',
    check: () => {
      const excess = (initScale: number) =>
        alone({ initScale }).map(
          ({ beta, tasks }) =>
            l1Norm(beta) / l1Norm(solveGroupLasso(tasks.main, new Float64Array(beta.length))) - 1,
        )
      const [near, far] = [excess(1e-6), excess(SMALL)]
      expect(Math.max(...near)).toBeLessThan(0.002)
      near.forEach((value, seed) => expect(value).toBeLessThan(far[seed] ?? NaN))
    },
  },
  {
    sentence: 'With half the examples, even the smallest start ends on wrong features.',
    measured: '16 examples, least α of its control: median error and share on unused features',
    check: () => {
      const ends = alone({
        mainSamples: solve.mainSamples / 2,
        initScale: CONTROLS.initScale.minimum,
      })
      expect(median(errorsOf(ends))).toBeGreaterThan(0.5)
      expect(median(ends.map(({ shares }) => shares.unused))).toBeGreaterThan(0.4)
    },
  },
]

testClaims('solve', SOLVE)
