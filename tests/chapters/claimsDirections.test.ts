/**
 * What chapter 6 claims. Errors of ReLU networks are judged with the presets' captions
 * (scripts/claims/reluClaims.ts, at a reduced size by tests/theory/relu*Claims.test.ts and at the
 * full one by `npm run claims`); here each sentence names the claims that it repeats. How far units
 * turn and how many dimensions they use is measured here, over 12 data seeds at that reduced size.
 */
import { expect } from 'vitest'
import { RELU_CLAIMS } from '../../scripts/claims/reluClaims.ts'
import { openTrainer } from '../../scripts/openTrainer.ts'
import { ALL_SAME, ALL_TILTED, WEAK } from '../../src/chapters/directions/settings.ts'
import { CHAPTERS } from '../../src/protocol/chapters.ts'
import { RELU_PRESETS } from '../../src/protocol/reluPresets.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { effectiveSharedDimensions, participationRatio } from '../../src/theory/dimensionality.ts'
import { explicitMultiTaskPenalty, explicitPenalty } from '../../src/theory/relu/explicitPenalty.ts'
import { hiddenCovariance } from '../../src/theory/relu/hiddenCovariance.ts'
import { finish } from '../../src/theory/sliced.ts'
import { testClaims } from './testClaims.ts'
import { median, seedsUpTo, type Claim } from './measure.ts'

const SEEDS = seedsUpTo(12)
const REDUCED: Partial<RunSpec> = { hiddenWidth: 60, auxSamples: 640, stepLimit: 12_000 }

const chapter = CHAPTERS.directions.spec
const { inputDim } = chapter
const hiddenWidth = REDUCED.hiddenWidth ?? NaN

/** The chapter's settings, or where a verb leads, are those of a preset. */
const expectPreset = (id: string, change: Partial<RunSpec>): void => {
  const preset = RELU_PRESETS.find((one) => one.id === id)?.spec
  expect(preset).toMatchObject({ ...chapter, ...change, rescale: preset?.rescale })
}

/** A claim of the preset's caption says at least so much. */
const expectJudged = (preset: string, title: string, atLeast: number): void => {
  const claim = RELU_CLAIMS.find((one) => one.preset === preset && one.title === title)
  expect(claim?.atLeast).toBeGreaterThanOrEqual(atLeast)
}

interface Turned {
  /** Mean angle in degrees by which units turn, weighted by their strength in the new task. */
  angle: number
  before: number
  after: number
  shared: number
}

const runs = openTrainer()

/** Angle between a unit before and after, and how much it counts. */
const turnOf = (before: Float64Array, after: Float64Array, unit: number): [number, number] => {
  let [product, one, other] = [0, 0, 0]
  for (let d = unit * inputDim; d < (unit + 1) * inputDim; d += 1) {
    const [a, b] = [before[d] ?? NaN, after[d] ?? NaN]
    product += a * b
    one += a * a
    other += b * b
  }
  const cosine = Math.max(-1, Math.min(1, product / Math.sqrt(one * other)))
  const readout = Math.abs(after[hiddenWidth * inputDim + unit] ?? NaN)
  return [(Math.acos(cosine) * 180) / Math.PI, Math.sqrt(one) * readout]
}

const measureAt = (rescale: number): Turned[] =>
  SEEDS.map((dataSeed) => {
    const spec: RunSpec = { ...chapter, ...REDUCED, rescale, dataSeed }
    const before = finish(runs.pretrained(spec))
    const after = finish(runs.end(spec, 'finetune')).weights
    const turns = Array.from({ length: hiddenWidth }, (_, unit) => turnOf(before, after, unit))
    const total = turns.reduce((sum, [, weight]) => sum + weight, 0)
    const [old, now] = [before, after].map((weights) =>
      hiddenCovariance({ inputDim, directions: weights.subarray(0, hiddenWidth * inputDim) }),
    ) as [Float64Array, Float64Array]
    return {
      angle: turns.reduce((sum, [angle, weight]) => sum + angle * weight, 0) / total,
      before: participationRatio(old),
      after: participationRatio(now),
      shared: effectiveSharedDimensions(old, now),
    }
  })

const known = new Map<number, Turned[]>()
const at = (rescale: number): Turned[] => {
  const found = known.get(rescale) ?? measureAt(rescale)
  known.set(rescale, found)
  return found
}

const ANGLE = (Math.acos(chapter.featureCorrelation) * 180) / Math.PI

const CLAIMS: Claim[] = [
  {
    sentence:
      'At c = 1 finetuning turns the units it needs by 26°, which is all the way from the old directions to the new ones.',
    measured: 'mean angle before to after by strength, every seed; the angle between directions',
    check: () => {
      for (const { angle } of at(1)) expect(Math.abs(angle - ANGLE)).toBeLessThan(2)
    },
  },
  {
    sentence: 'With ten times larger weights the units hardly turn',
    measured: 'c = 10: the same angle, every seed, beside a third of the way',
    check: () => {
      for (const { angle } of at(10)) expect(angle).toBeLessThan(ANGLE / 3)
    },
  },
  {
    sentence:
      'It ends more than ten times below training from scratch and more than ten times below multi-task learning.',
    measured: 'claims of the preset “tilted”, which the chapter opens with',
    check: () => {
      expectPreset('tilted', {})
      expectJudged('tilted', 'c = 1 below STL', 10)
      expectJudged('tilted', 'c = 1 below MTL', 10)
    },
  },
  {
    sentence:
      'and the error ends more than a hundred times higher. With ten times smaller weights much of what was learned is lost, and it ends more than five times higher.',
    measured: 'claims of the preset “tilted”',
    check: () => {
      expectJudged('tilted', 'c = 1 below c = 10', 100)
      expectJudged('tilted', 'c = 1 below c = 0.1', 5)
    },
  },
  {
    sentence:
      'Let all six directions tilt, and finetuning ends more than a hundred times below both other methods. Multi-task learning gains next to nothing',
    measured: 'claims of the preset “all tilted”',
    check: () => {
      expectPreset('all-tilted', ALL_TILTED)
      expectJudged('all-tilted', 'c = 1 below STL', 100)
      expectJudged('all-tilted', 'c = 1 below MTL', 100)
      expectJudged('all-tilted', 'MTL like STL', 1 / 3)
    },
  },
  {
    sentence:
      'at c = 1 finetuning gains only a small factor over training from scratch, and c = 0.3 does better',
    measured: 'claims of the preset “weak”',
    check: () => {
      expectPreset('weak', WEAK)
      expectJudged('weak', 'c = 1 below STL', 2)
      expectJudged('weak', 'c = 0.3 below c = 1', 2)
    },
  },
  {
    sentence: 'Which side of c = 1 is better now?',
    measured: 'the answer: claims of the preset “all shared”',
    check: () => {
      expectPreset('all-shared', ALL_SAME)
      expectJudged('all-shared', 'c = 10 below c = 1', 200)
    },
  },
  {
    sentence: 'Here the count falls as c falls',
    measured: 'participation ratio before, and after at c = 10, 1 and 0.1, every seed',
    check: () => {
      const [large, middle, small] = [at(10), at(1), at(0.1)]
      large.forEach(({ before, after }, seed) => {
        expect(after).toBeGreaterThan(0.95 * before)
        expect(middle[seed]?.after).toBeLessThan(after)
        expect(small[seed]?.after).toBeLessThan((middle[seed]?.after ?? NaN) - 0.3)
      })
    },
  },
  {
    sentence: 'the dimensions that remain are largely shared with those before',
    measured: 'effective number of shared dimensions over the participation ratio after',
    check: () => {
      for (const rescale of [0.1, 1, 10]) {
        const shares = at(rescale).map(({ shared, after }) => shared / after)
        expect(Math.min(...shares)).toBeGreaterThan(0.8)
        expect(median(shares)).toBeGreaterThan(0.9)
      }
    },
  },
  {
    sentence: 'a near direction of comparable strength still costs less than a fresh one',
    measured: 'explicit penalty of half to twice the old strength at a cosine of 0.9, and without',
    check: () => {
      for (const beta of [0.5, 1, 2]) {
        const near = explicitPenalty({ beta, betaAux: 1, correlation: 0.9 }).penalty
        expect(near).toBeLessThan(2 * beta)
      }
    },
  },
  {
    sentence: 'for a unit along the old direction, and the full',
    measured: 'the group norm’s price along an old direction, and for one that is only near',
    check: () => {
      const pays = (correlation: number): number =>
        explicitMultiTaskPenalty({ beta: 0.4, betaAux: 0.4, correlation }).penalty
      expect(pays(1)).toBeCloseTo(0.4 * (Math.SQRT2 - 1), 12)
      expect(pays(0.999)).toBeCloseTo(0.4, 12)
    },
  },
]

testClaims('directions', CLAIMS)
