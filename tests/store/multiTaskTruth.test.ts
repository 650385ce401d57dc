import { describe, expect, it } from 'vitest'
import { DEFAULT_SPEC } from '../../src/protocol/spec.ts'
import { createMultiTaskTruth } from '../../src/store/multiTaskTruth.ts'
import { createTrainingStore } from '../../src/store/training.ts'
import { endsResult, runSnapshot, snapshotReport, taskReport } from './fakes.ts'

const AUX = Float64Array.of(0.6, -0.8, 0, 0)
/** Beside AUX: group norm 0.6 + 1 + 0.8 + 0 = 2.4. */
const SMALLEST = Float64Array.of(0, -0.6, 0.8, 0)

const trained = (beta: Float64Array, auxBeta = AUX) => {
  const store = createTrainingStore()
  store.receive(taskReport())
  const runs = [runSnapshot('multiTask', { beta, auxBeta, status: 'converged' })]
  store.receive(snapshotReport(runs, { state: 'finished' }))
  return store
}

describe('createMultiTaskTruth()', () => {
  it('measures the trained network against the minimizer', () => {
    const store = trained(Float64Array.of(0.8, -0.6, 0.8, 0))
    store.receiveExact(endsResult({ smallestGroupNorm: SMALLEST, groupNormAux: AUX }), 'trained')
    const { now, smallest, undecayed, isJoint } = createMultiTaskTruth()(
      store.getState(),
      DEFAULT_SPEC,
    )
    expect(smallest?.group).toBeCloseTo(2.4, 12)
    expect(smallest?.error).toBe(0)
    expect(now?.distance).toBeCloseTo(0.8, 12)
    // √(0.6² + 0.8²) = 1 in place of 0.6 for the first feature: 2.8 against 2.4.
    expect(now?.group).toBeCloseTo(2.8, 12)
    expect(now?.excess).toBeCloseTo(2.8 / 2.4 - 1, 12)
    expect(undecayed).toBeNull()
    expect(isJoint).toBe(true)
  })

  it('says nothing of a minimizer that is not known yet', () => {
    const { now, smallest } = createMultiTaskTruth()(trained(SMALLEST).getState(), DEFAULT_SPEC)
    expect(smallest).toBeNull()
    expect(now).toMatchObject({ distance: null, excess: null })
  })

  it('keeps the last network without decay beside the decayed one, of the same task only', () => {
    const truth = createMultiTaskTruth()
    truth(trained(Float64Array.of(0.8, -0.6, 0.8, 0)).getState(), DEFAULT_SPEC)
    const decayed = trained(SMALLEST)
    decayed.receiveExact(endsResult({ smallestGroupNorm: SMALLEST, groupNormAux: AUX }), 'trained')
    const both = truth(decayed.getState(), { ...DEFAULT_SPEC, weightDecay: 1e-4, rescale: 1 })
    expect(both.now).toMatchObject({ weightDecay: 1e-4, distance: 0 })
    expect(both.undecayed?.distance).toBeCloseTo(0.8, 12)
    const other = truth(decayed.getState(), { ...DEFAULT_SPEC, weightDecay: 1e-4, overlap: 1 })
    expect(other.undecayed).toBeNull()
  })

  it('calls the minimizer joint only where the rows fix the auxiliary coefficients', () => {
    const truth = createMultiTaskTruth()
    const state = trained(SMALLEST).getState()
    expect(truth(state, { ...DEFAULT_SPEC, auxSamples: 199 }).isJoint).toBe(false)
    expect(truth(state, { ...DEFAULT_SPEC, auxSamples: 200 }).isJoint).toBe(true)
  })
})
