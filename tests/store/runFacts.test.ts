import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SPEC, type RunSpec } from '../../src/protocol/spec.ts'
import { penaltyOf, PENALIZED_METHODS } from '../../src/store/featurePositions.ts'
import { runFacts } from '../../src/store/runFacts.ts'
import { createTrainingStore } from '../../src/store/training.ts'
import { runSnapshot, snapshotReport, taskReport } from './fakes.ts'

const SPEC: RunSpec = { ...DEFAULT_SPEC, methods: ['singleTask', 'finetune'] }

const stateWith = (state: 'playing' | 'finished') => {
  const store = createTrainingStore()
  store.receive(taskReport())
  store.receive(
    snapshotReport(
      [
        // The second feature is below a hundredth of the largest: pretraining left one.
        runSnapshot('pretraining', { beta: Float64Array.of(0.6, 0.005, 0, 0) }),
        runSnapshot('singleTask', { beta: Float64Array.of(0, 0, 0, 0.5) }),
        runSnapshot('finetune', { beta: Float64Array.of(0.3, 0, 0, 0.1), status: 'converged' }),
      ],
      { state },
    ),
  )
  return store.getState()
}

describe('runFacts(state, spec)', () => {
  it('is nothing before the run has ended, or before every method is there', () => {
    expect(runFacts(stateWith('playing'), SPEC)).toBeNull()
    expect(runFacts(stateWith('finished'), DEFAULT_SPEC)).toBeNull()
  })

  it('counts pretrained features and what is kept of them', () => {
    const facts = runFacts(stateWith('finished'), SPEC)
    expect(facts?.needed).toBe(2)
    const [alone, finetuned] = facts?.methods ?? []
    expect(alone).toMatchObject({
      pretrained: null,
      reusedShare: null,
      order: null,
      unusedShare: 1,
    })
    expect(finetuned?.pretrained).toEqual({ count: 1, kept: 1 })
    // 0.3 of 0.4 stands on the pretrained feature, 0.1 on the unused one.
    expect(finetuned?.reusedShare).toBeCloseTo(0.75, 12)
    expect(finetuned?.unusedShare).toBeCloseTo(0.25, 12)
    expect(finetuned?.order).toBeGreaterThanOrEqual(1)
    expect(finetuned?.order).toBeLessThanOrEqual(2)
  })
})

describe('penaltyOf[method](beta, bend)', () => {
  it.each(PENALIZED_METHODS)('%s: ℓ-order and feature dependence add up to 1', (method) => {
    const size = fc.double({ min: -12, max: 6, noNaN: true }).map((power) => 10 ** power)
    fc.assert(
      fc.property(size, size, (beta, bend) => {
        const { order, dependence } = penaltyOf[method](beta, bend)
        expect(order + dependence).toBeCloseTo(1, 9)
        expect(order).toBeGreaterThanOrEqual(1 - 1e-9)
        expect(order).toBeLessThanOrEqual(2 + 1e-9)
      }),
      { seed: 20241125 },
    )
  })
})
