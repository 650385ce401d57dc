/** What chapter 4 claims, at the settings on screen, by exact end points. */
import { CHAPTERS } from '../../../src/protocol/chapters.ts'
import { PRESETS } from '../../../src/protocol/presets.ts'
import { readoutInitOf, type RunSpec } from '../../../src/protocol/spec.ts'
import {
  NEGLIGIBLE_SHARE,
  NESTED_ORDERS,
  orderAtRatio,
  ratioAtOrder,
  type PenalizedMethod,
} from '../../../src/store/featurePositions.ts'
import { finetunePenalty } from '../../../src/theory/solvers/penalties.ts'
import { pretrainedBend } from '../../../src/theory/solvers/pretrainedBends.ts'
import { holds, largest, least, median, medianRatio, once } from '../checks.ts'
import type { Claim } from '../claim.ts'
import { count, exactEnd, tasksOf } from '../measure.ts'

const then = CHAPTERS.then.spec

interface Positions {
  /** ℓ-orders of features above 1 % of the largest, by whether pretraining used them. */
  old: number[]
  others: number[]
  /** Shares of features above 1 % of the largest. */
  keptAuxOnly: number
  keptUnused: number
}

/** What the dial shows of a finetuned network. */
const positionsAt = (rescale: number, dataSeed: number): Positions => {
  const spec = { ...then, rescale, dataSeed }
  const { beta, tasks } = exactEnd(spec, 'finetune')
  const handover = { initScale: spec.initScale, rescale, readoutInit: readoutInitOf(spec) }
  const largestSize = Math.max(...beta.map(Math.abs))
  const isKept = (d: number): boolean => Math.abs(beta[d] ?? 0) > NEGLIGIBLE_SHARE * largestSize
  const orderOf = (d: number): number =>
    finetunePenalty(beta[d] ?? 0, pretrainedBend(tasks.auxTeacher[d] ?? 0, handover)).order
  const shareKept = (features: readonly number[]): number =>
    count(features.map(isKept)) / features.length
  const { auxOnly, shared, mainOnly, unused } = tasks.groups
  return {
    old: [...auxOnly, ...shared].filter(isKept).map(orderOf),
    others: [...mainOnly, ...unused].filter(isKept).map(orderOf),
    keptAuxOnly: shareKept(auxOnly),
    keptUnused: shareKept(unused),
  }
}

const lowest = (rescale: number, key: 'old' | 'others') => (dataSeed: number) =>
  Math.min(...positionsAt(rescale, dataSeed)[key])
const highest = (rescale: number, key: 'old' | 'others') => (dataSeed: number) =>
  Math.max(...positionsAt(rescale, dataSeed)[key])

const decadesOf = (method: PenalizedMethod): number => {
  const orderAt = orderAtRatio(method, 1)
  const at = (order: number): number => Math.log10(ratioAtOrder(orderAt, order))
  return at(NESTED_ORDERS.to) - at(NESTED_ORDERS.from)
}

/** Where a feature with this auxiliary coefficient bends. */
const bendAt = (aux: number, rescale: number): number =>
  pretrainedBend(aux, {
    initScale: then.initScale,
    rescale,
    readoutInit: then.initScale * rescale,
  })
const OLD = 1 / Math.sqrt(then.auxActive)

/** The furthest that ℓ-order + dependence, as numerical derivatives, are from 1 in a run. */
const offTheLine = (rescale: number, dataSeed: number): number => {
  const spec = { ...then, rescale, dataSeed }
  const { beta } = exactEnd(spec, 'finetune')
  const { auxTeacher, groups } = tasksOf(spec)
  const q = (main: number, aux: number): number =>
    finetunePenalty(main, 0.5 * rescale ** 2 * Math.abs(aux)).penalty
  const power = (value: (factor: number) => number): number =>
    Math.log(value(1 + 1e-4) / value(1 - 1e-4)) / Math.log((1 + 1e-4) / (1 - 1e-4))
  return Math.max(
    ...groups.shared.map((d) => {
      const [main, aux] = [beta[d] ?? NaN, auxTeacher[d] ?? NaN]
      const order = power((factor) => q(factor * main, aux))
      const dependence = power((factor) => q(main, factor * aux))
      return Math.abs(order + dependence - 1)
    }),
  )
}

const presetError = (id: string, rescale: number, dataSeed: number): number => {
  const spec: RunSpec | undefined = PRESETS.diagonal.find((one) => one.id === id)?.spec
  if (spec === undefined) throw new RangeError(`invalid claim: no preset ${id}`)
  return exactEnd({ ...spec, rescale, dataSeed }, 'finetune').error
}

/** Power with which a penalty grows at a small coefficient. */
const powerOf = (bend: number): number =>
  Math.log2(finetunePenalty(2e-3, bend).penalty / finetunePenalty(1e-3, bend).penalty)

/** The teacher's coefficient on an old feature: its price over that on a new one. */
const priceOfOld = (rescale: number): number => {
  const price = (aux: number): number =>
    finetunePenalty(1 / Math.sqrt(then.mainActive), bendAt(aux, rescale)).penalty
  return price(OLD) / price(0)
}

const ON_THE_DIAL: readonly Claim[] = [
  {
    sentence: 'About its old features it is lazy, and adjusts all of them a little, needed or not.',
    checks: [
      least('ℓ-order of old features, c = 1', lowest(1, 'old'), { atLeast: 1.4 }),
      median(
        'share of auxiliary-only features above 1 %, c = 1',
        (seed) => positionsAt(1, seed).keptAuxOnly,
        { atLeast: 0.85 },
      ),
    ],
  },
  {
    sentence: 'About all others it is rich, and picks few.',
    checks: [
      largest('ℓ-order of other features, c = 1', highest(1, 'others'), { atMost: 1.2 }),
      median('share of unused features above 1 %, c = 1', (s) => positionsAt(1, s).keptUnused, {
        atMost: 0.2,
      }),
    ],
  },
  {
    sentence: 'crowd into the lazy corner, while the new ones stay down',
    checks: [
      least('ℓ-order of old features, c = 10', lowest(10, 'old'), { atLeast: 1.9 }),
      largest('ℓ-order of other features, c = 10', highest(10, 'others'), { atMost: 1.45 }),
    ],
  },
  {
    sentence:
      'the old ones come down too, to where they are still preferred but no longer all taken along: nested',
    checks: [
      least('ℓ-order of old features, c = 0.01', lowest(0.01, 'old'), {
        atLeast: NESTED_ORDERS.from,
      }),
      largest('ℓ-order of old features, c = 0.01', highest(0.01, 'old'), {
        atMost: NESTED_ORDERS.to,
      }),
      median(
        'share of auxiliary-only features above 1 %, c = 0.01',
        (seed) => positionsAt(0.01, seed).keptAuxOnly,
        { atMost: 0.7 },
      ),
    ],
  },
  {
    sentence: 'None of them ever leaves the line.',
    checks: [10, 1, 0.01].map((rescale) =>
      largest(
        `|ℓ-order + dependence − 1| of q(β, ½c²|β_aux|) by numerical derivatives, c = ${rescale}`,
        (seed) => offTheLine(rescale, seed),
        { atMost: 1e-6 },
      ),
    ),
  },
  {
    sentence: 'features that pretraining never used stand a little above the sparse corner',
    checks: [
      least('ℓ-order of other features, c = 1', lowest(1, 'others'), { atLeast: 1.02 }),
      largest('ℓ-order of other features, c = 1', highest(1, 'others'), { atMost: 1.2 }),
    ],
  },
]

const OF_PENALTIES: readonly Claim[] = [
  {
    sentence: 'double both coefficients, and the penalty doubles',
    checks: [
      once(
        'largest |q(2β, 2k)/q(β, k) − 2|, both from 1e-6 to 1e3',
        () => {
          const sizes = [1e-6, 1e-2, 0.4, 1e3]
          const off = sizes.flatMap((beta) =>
            sizes.map((bend) => {
              const { penalty } = finetunePenalty(beta, bend)
              return Math.abs(finetunePenalty(2 * beta, 2 * bend).penalty / penalty - 2)
            }),
          )
          return Math.max(...off)
        },
        { atMost: 1e-12 },
      ),
    ],
  },
  {
    sentence: 'the wider the bowl in which it can be adjusted for little',
    checks: [
      once('bend of twice what pretraining left', () => bendAt(0.4, 1) / bendAt(0.2, 1), {
        atLeast: 1.9,
      }),
      once('bend at twice c', () => bendAt(0.2, 2) / bendAt(0.2, 1), { atLeast: 3.9 }),
      holds(
        'the same small coefficient costs less where more was left',
        () =>
          finetunePenalty(0.1, bendAt(0.4, 1)).penalty <
          finetunePenalty(0.1, bendAt(0.2, 1)).penalty,
      ),
    ],
  },
  {
    sentence:
      'Pretraining turns the lines of old features into bowls, and the factor sets how wide these are.',
    checks: [
      once('power of growth, never pretrained', () => powerOf(bendAt(0, 1)), { atMost: 1.2 }),
      once('power of growth, pretrained', () => powerOf(bendAt(OLD, 1)), { atLeast: 1.99 }),
      once('bend at c = 0.1 over that at 1', () => bendAt(OLD, 0.1) / bendAt(OLD, 1), {
        atLeast: 0.00999,
        atMost: 0.01001,
      }),
    ],
  },
  {
    sentence: 'old features come cheaper',
    checks: [
      once(
        'largest price of the teacher’s coefficient on an old feature over that on a new one, c from 10 to 0.001',
        () => Math.max(...[10, 1, 0.1, 0.01, 0.001].map(priceOfOld)),
        { atMost: 0.9 },
      ),
    ],
  },
  {
    sentence: 'finetuning is nested over more decades of',
    checks: [
      once(
        'decades of the nested band, finetuning over multi-task',
        () => decadesOf('finetune') / decadesOf('multiTask'),
        { atLeast: 3 },
      ),
    ],
  },
]

export const THEN_CLAIMS: readonly Claim[] = [
  ...ON_THE_DIAL,
  ...OF_PENALTIES,
  {
    sentence: 'which one is best depends on the task',
    checks: [
      medianRatio(
        'nested preset, error at c = 1 over that at 0.01',
        (seed) => [presetError('nested', 1, seed), presetError('nested', 0.01, seed)],
        { atLeast: 10 },
      ),
      medianRatio(
        'all shared, error at c = 0.01 over that at 1',
        (seed) => [presetError('all-shared', 0.01, seed), presetError('all-shared', 1, seed)],
        { atLeast: 10 },
      ),
    ],
  },
]
