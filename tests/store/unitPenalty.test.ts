import { describe, expect, it } from 'vitest'
import { DEFAULT_SPECS, type RunSpec } from '../../src/protocol/spec.ts'
import {
  correlationOf,
  finetuneCurves,
  multiTaskCurves,
  pretrainedSizes,
  unitChanges,
} from '../../src/store/unitPenalty.ts'
import { createRandom } from '../../src/theory/random.ts'
import type { HiddenUnits } from '../../src/theory/network.ts'

const SPEC: RunSpec = { ...DEFAULT_SPECS.relu, rescale: 1 }

/** First-layer weights unit after unit, then the readouts. */
const units = (inputDim: number, ...weights: number[]): HiddenUnits => ({
  inputDim,
  weights: Float64Array.from(weights),
})

describe('unitChanges(units, pretrained, rescale)', () => {
  it('counts what fresh units cost: |w|² + v², at least twice their strength', () => {
    const fresh = unitChanges(units(2, 3, 4, 0, 2, 5, 1), units(2, 0, 0, 0, 0, 1, 1), 1)
    // |w| = 5, v = 5; |w| = 2, v = 1.
    expect(Array.from(fresh?.strengths ?? [])).toEqual([25, 2])
    expect(fresh?.total.made).toBeCloseTo(25 + 25 + 4 + 1, 12)
    expect(fresh?.least[0]).toBeCloseTo(50, 9)
    expect(fresh?.least[1]).toBeCloseTo(4, 9)
    expect(fresh?.total.fresh).toBeCloseTo(54, 12)
  })

  it('begins from c times the pretrained weights, with a readout of 0', () => {
    // From 2·(1, 0) to (2, 0): only the readout has moved, to 0.001, where m = 2 is nearly best.
    const change = unitChanges(units(2, 2, 0, 1e-3), units(2, 1, 0, 7), 2)
    expect(change?.total.made).toBeCloseTo(1e-6, 12)
    // To first order (β/m₀)² with β = 0.002 and m₀ = 2.
    expect(change?.total.least).toBeCloseTo(1e-6, 9)
  })

  it('never finds a change smaller than the least, whatever the units', () => {
    const random = createRandom(5, 1)
    const draw = () => units(3, ...Array.from({ length: 50 * 4 }, () => random.normal()))
    for (const rescale of [0, 0.1, 1, 10]) {
      const change = unitChanges(draw(), draw(), rescale)
      if (change === null) throw new Error('no change')
      expect(change.total.made).toBeGreaterThanOrEqual(change.total.least)
      expect(change.total.least).toBeGreaterThan(0)
    }
  })

  it('compares only networks of the same units', () => {
    expect(unitChanges(units(1, 1, 1), units(1, 1, 1, 1, 1), 1)).toBeNull()
  })
})

describe('pretrainedSizes(pretrained)', () => {
  it('leaves out units below a hundredth of the largest', () => {
    // |w|² of 4, 1, 0.09 and 0.01: the last is a four-hundredth.
    const sizes = pretrainedSizes(units(1, 2, 1, 0.3, 0.1, 1, 1, 1, 1))
    expect(sizes).toEqual({ median: 1, largest: 4 })
  })

  it('is nothing for weights of 0', () => {
    expect(pretrainedSizes(units(1, 0, 0, 1, 1))).toBeNull()
  })
})

describe('the curves of a unit’s cost', () => {
  const request = { sizes: [0, 0.5, 1], reference: 1, pretrained: { median: 0.5, largest: 2 } }

  it('are in units of a fresh unit, which costs in proportion to its strength', () => {
    const spec = { ...SPEC, rescale: 2 }
    for (const curves of [
      finetuneCurves({ ...request, spec }),
      multiTaskCurves({ ...request, spec }),
    ]) {
      const [fresh, median, largest] = curves
      for (const [index, size] of request.sizes.entries()) {
        expect(fresh?.values[index]).toBeCloseTo(size, 9)
      }
      expect(median?.cost).toBeLessThan(1)
      expect(largest?.cost).toBeLessThan(median?.cost ?? 0)
    }
  })

  it('knows c in finetuning alone: multi-task learning has no rescaling', () => {
    const at = (rescale: number) => ({ ...request, spec: { ...SPEC, rescale } })
    expect(finetuneCurves(at(1))).not.toEqual(finetuneCurves(at(2)))
    expect(multiTaskCurves(at(1))).toEqual(multiTaskCurves(at(2)))
  })

  it('cannot share a unit that is merely correlated in multi-task learning', () => {
    const spec = { ...SPEC, featureCorrelation: 0.9 }
    expect(multiTaskCurves({ ...request, spec }).map(({ kind }) => kind)).toEqual(['fresh'])
    // Finetuning pays for the turn even without any strength: m₀²(1 − ρ²) of a fresh unit's 2.
    const [, , largest] = finetuneCurves({ ...request, spec })
    expect(largest?.values[0]).toBeCloseTo((2 * (1 - 0.81)) / 2, 9)
  })

  it('takes a main teacher without shared units as orthogonal', () => {
    expect(correlationOf({ ...SPEC, overlap: 0 })).toBe(0)
    expect(correlationOf({ ...SPEC, overlap: 1, featureCorrelation: 0.5 })).toBe(0.5)
  })
})
