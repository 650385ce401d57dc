/**
 * What chapter 3 claims. Multi-task learning has no exact end, so networks are trained by the page's
 * kernel to its own stopping rule, over 12 data seeds: at the settings on screen, and, where weight
 * decay or many auxiliary rows make that long, at a smaller size with the same proportions.
 */
import { expect } from 'vitest'
import { CHAPTERS } from '../../src/protocol/chapters.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { l2Norm, relativeGeneralizationLoss } from '../../src/theory/metrics.ts'
import { solveGroupLasso } from '../../src/theory/solvers/groupLasso.ts'
import { multiTaskPenalty } from '../../src/theory/solvers/penalties.ts'
import { testClaims } from './testClaims.ts'
import {
  count,
  exactEnd,
  median,
  seedsUpTo,
  trainedEnd,
  type Claim,
  type Outcome,
} from './measure.ts'

const SEEDS = seedsUpTo(12)

const ON_SCREEN = CHAPTERS.together.spec
const SMALL: RunSpec = {
  ...ON_SCREEN,
  ...{ inputDim: 80, auxActive: 10, mainActive: 2, overlap: 2, auxSamples: 160, mainSamples: 10 },
  ...{ stopLoss: 1e-9, stepLimit: 20_000 },
}

interface Trained extends Outcome {
  /** Of the same data, trained on the main task alone. */
  aloneError: number
  aloneUnused: number
  /** Distance to the smallest group norm that fits, and its error. */
  distance: number
  smallestError: number
}

const trainAt = (spec: RunSpec): Trained => {
  const own = trainedEnd(spec, 'multiTask')
  const alone = exactEnd(spec, 'singleTask')
  const { main, auxTeacher, mainTeacher } = own.tasks
  // At least as many auxiliary rows as features: they fix the auxiliary coefficients.
  const smallest = solveGroupLasso(main, auxTeacher)
  return {
    ...own,
    aloneError: alone.error,
    aloneUnused: alone.shares.unused,
    distance: l2Norm(own.beta.map((value, d) => value - (smallest[d] ?? NaN))),
    smallestError: relativeGeneralizationLoss(smallest, mainTeacher),
  }
}

const known = new Map<string, Trained[]>()

const trained = (base: RunSpec, change: Partial<RunSpec>): Trained[] => {
  const key = JSON.stringify({ ...base, ...change })
  const found = known.get(key) ?? SEEDS.map((dataSeed) => trainAt({ ...base, ...change, dataSeed }))
  known.set(key, found)
  return found
}

const shared = (): Trained[] => trained(ON_SCREEN, {})
const disjoint = (): Trained[] => trained(ON_SCREEN, { overlap: 0 })

const CLAIMS: Claim[] = [
  {
    sentence:
      'the network leaves the unused features almost alone, and beats the same network trained on the main task alone',
    measured:
      'share of weight on unused features, median and beside training alone; wins, every seed',
    check: () => {
      const runs = shared()
      expect(median(runs.map(({ shares }) => shares.unused))).toBeLessThan(0.03)
      expect(median(runs.map(({ aloneUnused }) => aloneUnused))).toBeGreaterThan(0.5)
      expect(count(runs.map(({ error, aloneError }) => error < aloneError))).toBe(12)
    },
  },
  {
    sentence: 'Part of its weight stays on features that only the auxiliary task needs.',
    measured: 'median share of weight on auxiliary-only features',
    check: () => expect(median(shared().map(({ shares }) => shares.auxOnly))).toBeGreaterThan(0.2),
  },
  {
    sentence:
      'It ends worse than training alone, and worse even than a network that always answers zero.',
    measured: 'overlap 0: losses against training alone, and errors above 1, every seed',
    check: () => {
      const runs = disjoint()
      expect(count(runs.map(({ error, aloneError }) => error > aloneError))).toBe(12)
      expect(count(runs.map(({ error }) => error > 1))).toBe(12)
    },
  },
  {
    sentence: 'the network still leans on auxiliary features',
    measured: 'overlap 0: median share of weight on auxiliary features',
    check: () =>
      expect(median(disjoint().map(({ shares }) => shares.auxOnly))).toBeGreaterThan(0.7),
  },
  {
    sentence: 'Plain gradient descent does not end there.',
    measured: 'distance to the smallest group norm, beside a teacher of norm 1, every seed',
    check: () => {
      for (const runs of [shared(), disjoint()]) {
        expect(Math.min(...runs.map(({ distance }) => distance))).toBeGreaterThan(0.1)
      }
    },
  },
  {
    sentence: 'Add a little weight decay, and descent ends closer to it.',
    measured: 'small size, with and without overlap: distance with and without decay, every seed',
    check: () => {
      for (const overlap of [2, 0]) {
        const [plain, decayed] = [0, 1e-3].map((weightDecay) =>
          trained(SMALL, { overlap, weightDecay }),
        ) as [Trained[], Trained[]]
        decayed.forEach(({ distance }, seed) =>
          expect(distance).toBeLessThan(plain[seed]?.distance ?? NaN),
        )
      }
    },
  },
  {
    sentence: 'where the main task needs nothing new, plain descent reuses more, and that helps',
    measured: 'error beside that of the smallest group norm: median by half, and seeds that follow',
    check: () => {
      const runs = shared()
      expect(median(runs.map(({ error, smallestError }) => error / smallestError))).toBeLessThan(
        0.5,
      )
      expect(count(runs.map(({ error, smallestError }) => error < smallestError))).toBeGreaterThan(
        9,
      )
    },
  },
  {
    sentence: 'where the tasks share nothing, it harms',
    measured: 'overlap 0: error beside that of the smallest group norm, every seed',
    check: () => {
      const runs = disjoint()
      expect(count(runs.map(({ error, smallestError }) => error > smallestError))).toBe(12)
    },
  },
  {
    sentence: 'where it ends changes with how the losses of the tasks are weighed',
    measured:
      'small size: distance between ends with 160 and with 640 auxiliary rows, which fix the same coefficients but weigh differently',
    check: () => {
      const [few, many] = [160, 640].map((auxSamples) => trained(SMALL, { auxSamples })) as [
        Trained[],
        Trained[],
      ]
      const distances = few.map(({ beta }, seed) =>
        l2Norm(beta.map((value, d) => value - (many[seed]?.beta[d] ?? NaN))),
      )
      expect(median(distances)).toBeGreaterThan(0.01)
    },
  },
  {
    sentence: 'A new feature costs its full size from the first bit on.',
    measured: 'price of a small coefficient without an auxiliary one',
    check: () => expect(multiTaskPenalty(1e-6, 0).penalty).toBeCloseTo(1e-6, 20),
  },
  {
    sentence: 'One that the auxiliary task already pays for is almost free at first.',
    measured:
      'price of a small coefficient over its size, beside an auxiliary one of the teacher’s',
    check: () => expect(multiTaskPenalty(1e-3, 1 / Math.sqrt(20)).penalty).toBeLessThan(1e-3 / 400),
  },
  {
    sentence: 'The price then buys more of the old feature.',
    measured: 'price of a coefficient beside an auxiliary one, and alone',
    check: () => {
      for (const size of [0.1, 1, 1.7]) {
        expect(multiTaskPenalty(size, 1).penalty).toBeLessThan(multiTaskPenalty(size, 0).penalty)
      }
    },
  },
]

testClaims('together', CLAIMS)
