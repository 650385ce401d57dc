import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import {
  featurePositions,
  largestFeature,
  NESTED_ORDERS,
  orderAtRatio,
  PENALIZED_METHODS,
  penalizedVectors,
  ratioAtOrder,
} from '../../src/store/featurePositions.ts'
import { penaltyShapes } from '../../src/store/penaltyShapes.ts'
import { createTrainingStore } from '../../src/store/training.ts'
import { endsResult, runSnapshot, snapshotReport, TASK, taskReport } from './fakes.ts'

const AUX = Float64Array.of(0.6, -0.8, 0, 0)

/** A finished run; β = (0, −0.5, 0.5, 0) in every network. */
const finished = () => {
  const store = createTrainingStore()
  store.receive(taskReport())
  store.receive(
    snapshotReport(
      [
        runSnapshot('pretraining', { beta: AUX }),
        runSnapshot('multiTask', { auxBeta: Float64Array.of(0.3, 0.4, 0, 0) }),
        runSnapshot('finetune'),
      ],
      { state: 'finished' },
    ),
  )
  return store
}

describe('penalizedVectors(state, method, spec)', () => {
  it('takes the solver’s bends, and before they come those of what pretraining left', () => {
    const store = finished()
    const found = () => penalizedVectors(store.getState(), 'finetune', DEFAULT_SPEC)
    // α = 1e-3, c = 0.01, γ = α·c: s = ½c²√(β_aux² + 16α⁴).
    expect(found()?.bends[0]).toBeCloseTo(0.5e-4 * Math.hypot(0.6, 4e-6), 15)
    expect(found()?.bends[2]).toBeCloseTo(0.5e-4 * 4e-6, 20)
    const bends = Float64Array.of(1, 2, 3, 4)
    store.receiveExact(endsResult({ bends: { finetune: bends } }), 'trained')
    expect(found()?.bends).toBe(bends)
  })

  it('waits for the solver where weights start unlike, and for networks that are not there', () => {
    const state = finished().getState()
    expect(penalizedVectors(state, 'finetune', { ...DEFAULT_SPEC, initSpread: 0.5 })).toBeNull()
    expect(penalizedVectors(state, 'finetune', { ...DEFAULT_SPEC, methods: ['multiTask'] })).toBe(
      null,
    )
    const empty = createTrainingStore().getState()
    expect(penalizedVectors(empty, 'multiTask', DEFAULT_SPEC)).toBeNull()
  })

  it('bends multi-task learning at its own auxiliary coefficients', () => {
    const found = penalizedVectors(finished().getState(), 'multiTask', DEFAULT_SPEC)
    expect(found?.bends).toEqual(Float64Array.of(0.3, 0.4, 0, 0))
  })
})

const anyVectors = fc
  .array(
    fc.tuple(
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: 0, max: 2, noNaN: true }),
    ),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((pairs) => ({
    beta: Float64Array.from(pairs, ([beta]) => beta),
    betaAux: Float64Array.from(pairs, ([, bend]) => bend),
    bends: Float64Array.from(pairs, ([, bend]) => bend),
  }))

describe('featurePositions(method, vectors)', () => {
  it.each(PENALIZED_METHODS)(
    'puts every feature of %s on the line ℓ-order + dependence = 1',
    (method) => {
      fc.assert(
        fc.property(anyVectors, (vectors) => {
          for (const { order, dependence } of featurePositions(method, vectors)) {
            expect(Math.abs(order + dependence - 1)).toBeLessThan(1e-12)
            expect(order).toBeGreaterThanOrEqual(1)
            expect(order).toBeLessThanOrEqual(2)
          }
        }),
        { seed: 20240917 },
      )
    },
  )

  it('reads what is far beyond its bend, where the square of their ratio overflows', () => {
    const vectors = {
      ...{ beta: Float64Array.of(1e-120), betaAux: Float64Array.of(1e-300) },
      bends: Float64Array.of(1e-300),
    }
    // z = 1e180: ℓ = z asinh z / (1 − √(1+z²) + z asinh z) → asinh z / (asinh z − 1).
    const asinh = Math.log(2) + 180 * Math.log(10)
    const [position] = featurePositions('finetune', vectors)
    expect(position?.order).toBeCloseTo(asinh / (asinh - 1), 12)
    expect(position?.dependence).toBeCloseTo(-1 / (asinh - 1), 12)
  })

  it('leaves out what is at most a hundredth of the largest', () => {
    const beta = Float64Array.of(1, 0.01, -0.0101, 0)
    const vectors = { beta, betaAux: beta, bends: beta.map(Math.abs) }
    expect(featurePositions('multiTask', vectors).map(({ feature }) => feature)).toEqual([0, 2])
    expect(featurePositions('multiTask', { ...vectors, beta: new Float64Array(4) })).toEqual([])
  })
})

describe('largestFeature(beta)', () => {
  it('is the first with the largest magnitude, or nothing', () => {
    expect(largestFeature([0.5, -2, 2])).toBe(1)
    expect(largestFeature([0, 0])).toBeNull()
  })
})

describe('ratioAtOrder(orderAt, order)', () => {
  it('inverts the ℓ-order of multi-task learning, 1 + r/√(1+r²)', () => {
    for (const order of [1.05, 1.5, 1.9]) {
      const share = order - 1
      const ratio = ratioAtOrder(orderAtRatio('multiTask', 1), order)
      expect(ratio).toBeCloseTo(share / Math.sqrt(1 - share * share), 9)
    }
  })

  it('moves finetuning by c⁻² and leaves its nested width, far beyond multi-task learning’s', () => {
    const decades = (method: (typeof PENALIZED_METHODS)[number], rescale: number): number => {
      const orderAt = orderAtRatio(method, rescale)
      const [from, to] = [NESTED_ORDERS.from, NESTED_ORDERS.to].map((order) =>
        ratioAtOrder(orderAt, order),
      )
      return Math.log10((to ?? 0) / (from ?? 0))
    }
    const [one, small] = [1, 0.01].map((c) => ratioAtOrder(orderAtRatio('finetune', c), 1.5))
    expect((small ?? 0) / (one ?? 1)).toBeCloseTo(1e4, 3)
    expect(decades('finetune', 0.01)).toBeCloseTo(decades('finetune', 1), 6)
    expect(decades('finetune', 1)).toBeGreaterThan(5 * decades('multiTask', 1))
  })
})

describe('penaltyShapes(request)', () => {
  const request = (method: 'finetune' | 'multiTask', picked: number | null = null) => {
    const state = finished().getState()
    const vectors = penalizedVectors(state, method, DEFAULT_SPEC)
    if (vectors === null) throw new Error('the run above has both methods')
    return penaltyShapes({ method, vectors, spec: DEFAULT_SPEC, task: TASK, picked })
  }

  it.each(PENALIZED_METHODS)(
    '%s: every shape grows from 0 through 1 at the reference',
    (method) => {
      const found = request(method)
      // The largest coefficient of the fakes' teacher.
      expect(found?.reference).toBe(0.8)
      expect(found?.shapes.map(({ kind }) => kind)).toEqual(['unused', 'pretrained', 'feature'])
      for (const { values } of found?.shapes ?? []) {
        expect(values[0]).toBe(0)
        // Sizes end at 1.25 times the reference in 80 steps: it is the 64th.
        expect(values[64]).toBeCloseTo(1, 12)
        values.slice(1).forEach((value, index) => expect(value).toBeGreaterThan(values[index] ?? 0))
      }
    },
  )

  it('tells how much cheaper a pretrained feature is', () => {
    const costs = Object.fromEntries(
      request('multiTask')?.shapes.map(({ kind, cost }) => [kind, cost]) ?? [],
    )
    expect(costs['unused']).toBe(1)
    // The median of the two auxiliary coefficients above is the upper, 0.4.
    expect(costs['pretrained']).toBeCloseTo((Math.hypot(0.8, 0.4) - 0.4) / 0.8, 12)
  })

  it('stands on the picked feature, else on the largest; on none of a network of zeros', () => {
    expect(request('multiTask', 2)?.position).toMatchObject({ feature: 2, size: 0.5, order: 1 })
    expect(request('multiTask')?.position.feature).toBe(1)
    const zeros = { beta: new Float64Array(4), betaAux: AUX, bends: AUX }
    const nothing = { method: 'multiTask', vectors: zeros, spec: DEFAULT_SPEC, task: TASK } as const
    expect(penaltyShapes({ ...nothing, picked: null })).toBeNull()
  })

  it('compares with no pretrained feature where the auxiliary teacher has none', () => {
    const vectors = { beta: AUX, betaAux: AUX, bends: AUX.map(Math.abs) }
    const task = { ...TASK, auxTeacher: new Float64Array(4) }
    const found = penaltyShapes({
      ...{ method: 'multiTask', vectors, spec: DEFAULT_SPEC, task, picked: null },
    })
    expect(found?.shapes.map(({ kind }) => kind)).toEqual(['unused', 'feature'])
  })
})
