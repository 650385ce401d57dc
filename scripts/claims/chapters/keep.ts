/** What chapter 1 claims, at the settings on screen, by exact end points. */
import { CHAPTERS } from '../../../src/protocol/chapters.ts'
import type { RunSpec } from '../../../src/protocol/spec.ts'
import { vectorsOf } from '../../../src/theory/exactPretraining.ts'
import { always, largest, median, once, share } from '../checks.ts'
import type { Check, Claim } from '../claim.ts'
import { exactEnd, misfitOf, pretrainedWeights, tasksOf, type Outcome } from '../measure.ts'

const keep = CHAPTERS.keep.spec
const at = (dataSeed: number, change: Partial<RunSpec> = {}): RunSpec => ({
  ...keep,
  ...change,
  dataSeed,
})
const finetunedAt = (dataSeed: number, rescale: number): Outcome =>
  exactEnd(at(dataSeed, { rescale }), 'finetune')
const fromScratch = (dataSeed: number): Outcome => exactEnd(at(dataSeed), 'singleTask')

/** Features that pretraining has left with at least half of the auxiliary teacher's size. */
const found = (dataSeed: number): number[] => {
  const { wPlus, wMinus, vPlus, vMinus } = vectorsOf(pretrainedWeights(at(dataSeed)))
  const { auxTeacher } = tasksOf(at(dataSeed))
  const size = Math.max(...auxTeacher.map(Math.abs))
  return Array.from(auxTeacher.keys()).filter((d) => {
    const beta = (wPlus[d] ?? 0) * (vPlus[d] ?? 0) - (wMinus[d] ?? 0) * (vMinus[d] ?? 0)
    return Math.abs(beta) > size / 2
  })
}

const isTeacher = (dataSeed: number): boolean => {
  const { groups } = tasksOf(at(dataSeed))
  const old = new Set([...groups.auxOnly, ...groups.shared])
  const own = found(dataSeed)
  const hasSizes = groups.auxOnly.length === 17 && groups.shared.length === 3
  return hasSizes && own.length === old.size && own.every((d) => old.has(d))
}

/** The least old first-layer weight over the largest other one. */
const lead = (dataSeed: number): number => {
  const { wPlus, wMinus } = vectorsOf(pretrainedWeights(at(dataSeed)))
  const { auxTeacher } = tasksOf(at(dataSeed))
  const sizes = wPlus.map((weight, d) => Math.max(weight, wMinus[d] ?? 0))
  const old = sizes.filter((_, d) => auxTeacher[d] !== 0)
  const others = sizes.filter((_, d) => auxTeacher[d] === 0)
  return Math.min(...old) / Math.max(...others)
}

const FACTORS = [10, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001]
const leastError = (dataSeed: number): number =>
  Math.min(...FACTORS.map((rescale) => finetunedAt(dataSeed, rescale).error))

/** Tests look at few seeds, most of them none that fails: the share is judged over many. */
const failures: Check = {
  ...share('error above 1 % at every c from 10 to 0.001', (seed) => leastError(seed) > 0.01, {
    atLeast: 0.05,
    atMost: 0.5,
  }),
  needsSeeds: 24,
}

export const KEEP_CLAIMS: readonly Claim[] = [
  {
    sentence: 'Pretraining has found them, but along with 17 others',
    checks: [
      always('features above half of the auxiliary teacher’s size are its 3 + 17', isTeacher),
    ],
  },
  {
    sentence:
      'it fits its examples with a spray of weight over features that neither task uses, and fails on new inputs',
    checks: [
      largest('misfit', (seed) => misfitOf(fromScratch(seed)), { atMost: 1e-6 }),
      median('share on unused features', (seed) => fromScratch(seed).shares.unused, {
        atLeast: 0.5,
      }),
      median('error', (seed) => fromScratch(seed).error, { atLeast: 0.45 }),
    ],
  },
  {
    sentence:
      'That is better, but the network goes on leaning on old features that the new task has no use for.',
    checks: [
      share(
        'c = 1 below training from scratch',
        (seed) => finetunedAt(seed, 1).error < fromScratch(seed).error,
        { atLeast: 0.85 },
      ),
      median('share on auxiliary-only features', (seed) => finetunedAt(seed, 1).shares.auxOnly, {
        atLeast: 0.2,
      }),
    ],
  },
  {
    sentence: 'It drops them, and stands on the shared features alone.',
    checks: [
      median(
        'share on auxiliary-only features, c = 0.01',
        (seed) => finetunedAt(seed, 0.01).shares.auxOnly,
        { atMost: 0.02 },
      ),
      median(
        'share on shared features, c = 0.01',
        (seed) => finetunedAt(seed, 0.01).shares.shared,
        {
          atLeast: 0.95,
        },
      ),
    ],
  },
  {
    sentence:
      'One number has changed, and the error on new inputs typically falls more than a thousandfold.',
    checks: [
      median(
        'error at c = 1 over that at c = 0.01',
        (seed) => finetunedAt(seed, 1).error / finetunedAt(seed, 0.01).error,
        { atLeast: 1000 },
      ),
    ],
  },
  {
    sentence: 'and still leaves them far ahead of features that pretraining never found',
    checks: [
      median('least old first-layer weight over the largest other one', lead, { atLeast: 100 }),
    ],
  },
  {
    sentence:
      'In some draws of the data, this one for instance, the 16 examples point to wrong features, and no factor mends that.',
    checks: [
      once('error of seed 19, least over c from 10 to 0.001', () => leastError(19), {
        atLeast: 0.01,
      }),
      failures,
    ],
  },
]
