/** What chapter 2 claims, at the settings on screen, by exact end points. */
import { CHAPTERS } from '../../../src/protocol/chapters.ts'
import { CONTROLS } from '../../../src/protocol/controls.ts'
import type { RunSpec } from '../../../src/protocol/spec.ts'
import { l1Norm } from '../../../src/theory/metrics.ts'
import { finish } from '../../../src/theory/sliced.ts'
import { solveGroupLasso } from '../../../src/theory/solvers/groupLasso.ts'
import { minimumNorm } from '../../../src/theory/solvers/minimumNorm.ts'
import { always, largest, least, median } from '../checks.ts'
import type { Check, Claim } from '../claim.ts'
import { distanceOf, exactEnd, misfitOf, trainedEnd, type Outcome } from '../measure.ts'

const solve = CHAPTERS.solve.spec
const [LARGE, SMALL] = [0.3, 0.001]

const alone = (dataSeed: number, change: Partial<RunSpec>): Outcome =>
  exactEnd({ ...solve, ...change, dataSeed }, 'singleTask')
const large = (dataSeed: number): Outcome => alone(dataSeed, { initScale: LARGE })
const small = (dataSeed: number): Outcome => alone(dataSeed, { initScale: SMALL })
const atHalf = (dataSeed: number): Outcome =>
  alone(dataSeed, {
    mainSamples: solve.mainSamples / 2,
    initScale: CONTROLS.initScale.minimum,
  })

/** Σ_d β asinh(β/s) − √(β² + s²), as the chapter's formula has it. */
const totalPenalty = (beta: Float64Array, initScale: number): number => {
  const bend = 2 * initScale ** 2
  return beta.reduce(
    (sum, value) => sum + value * Math.asinh(value / bend) - Math.hypot(value, bend),
    0,
  )
}

const shortest = ({ beta, tasks }: Outcome): Float64Array =>
  finish(minimumNorm(tasks.main, beta.length))
const sparsest = ({ beta, tasks }: Outcome): Float64Array =>
  solveGroupLasso(tasks.main, new Float64Array(beta.length))

/** How much less the end costs than the cheapest of other fits; below 0 where one is cheaper. */
const advantage = (end: Outcome, initScale: number): number => {
  const own = totalPenalty(end.beta, initScale)
  const others = [sparsest(end), shortest(end)].flatMap((other) =>
    // Every point between two fits is a fit.
    [0.01, 0.5, 1].map((part) =>
      totalPenalty(
        end.beta.map((value, d) => value + part * ((other[d] ?? NaN) - value)),
        initScale,
      ),
    ),
  )
  return Math.min(...others) - own
}

const toShortest = (end: Outcome): number => distanceOf(end.beta, shortest(end))
/** ℓ₁ norm over the smallest that fits, less 1. */
const excess = (end: Outcome): number => l1Norm(end.beta) / l1Norm(sparsest(end)) - 1

const landsOn = (initScale: number): Check =>
  largest(
    `distance of trained from exact coefficients, α = ${initScale}, beside a teacher of norm 1`,
    (dataSeed, lab) => {
      const spec = { ...solve, initScale, dataSeed }
      return distanceOf(trainedEnd(spec, 'singleTask', lab).beta, exactEnd(spec, 'singleTask').beta)
    },
    { atMost: 0.05 },
  )

export const SOLVE_CLAIMS: readonly Claim[] = [
  {
    sentence: 'once trained, the stems land on them',
    checks: [LARGE, SMALL].map(landsOn),
  },
  {
    sentence: 'the network explains its examples with a little of everything',
    checks: [
      median('effective number of features of 200, α = 0.3', (seed) => large(seed).features, {
        atLeast: 80,
      }),
    ],
  },
  {
    sentence: 'the network explains the same examples with those few',
    checks: [
      median('effective number of features, α = 0.001', (seed) => small(seed).features, {
        atMost: 4,
      }),
    ],
  },
  {
    sentence:
      'Both fit every example. On new inputs only the small start is right: its weight is off the unused features, on the three of the teacher.',
    checks: [
      largest('misfit', (seed) => Math.max(misfitOf(large(seed)), misfitOf(small(seed))), {
        atMost: 1e-6,
      }),
      median('error, α = 0.3', (seed) => large(seed).error, { atLeast: 0.7 }),
      median('error, α = 0.001', (seed) => small(seed).error, { atMost: 0.01 }),
      median('share on unused features, α = 0.001', (seed) => small(seed).shares.unused, {
        atMost: 0.06,
      }),
    ],
  },
  {
    sentence:
      'Of all coefficients that fit the examples, gradient descent ends at those with the smallest total penalty',
    checks: [LARGE, SMALL].map((initScale) =>
      least(
        `penalty of other fits (smallest ℓ₁, ℓ₂, and between) less that of the end, α = ${initScale}`,
        (seed) => advantage(alone(seed, { initScale }), initScale),
        { atLeast: -1e-9 },
      ),
    ),
  },
  {
    sentence: 'As α grows, it tends to the fit of smallest ℓ2 norm',
    checks: [
      largest('distance to it at α = 10', (seed) => toShortest(alone(seed, { initScale: 10 })), {
        atMost: 1e-4,
      }),
      always(
        'nearer at α = 10 than at 0.3',
        (seed) => toShortest(alone(seed, { initScale: 10 })) < toShortest(large(seed)),
      ),
    ],
  },
  {
    sentence: 'as α shrinks, to that of smallest ℓ1 norm',
    checks: [
      largest('ℓ₁ norm over the smallest, α = 1e-6', (s) => excess(alone(s, { initScale: 1e-6 })), {
        atMost: 0.06,
      }),
      always(
        'nearer at α = 1e-6 than at 1e-3',
        (seed) => excess(alone(seed, { initScale: 1e-6 })) < excess(small(seed)),
      ),
    ],
  },
  {
    sentence: 'With half the examples, even the smallest start ends on wrong features.',
    checks: [
      median('error, 16 examples, least α of its control', (seed) => atHalf(seed).error, {
        atLeast: 0.4,
      }),
      median('share on unused features', (seed) => atHalf(seed).shares.unused, { atLeast: 0.4 }),
    ],
  },
]
