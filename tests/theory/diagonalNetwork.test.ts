import { describe, expect, it } from 'vitest'
import {
  coefficients,
  initialWeights,
  probingStrength,
  rescaleForFinetuning,
  vectorCount,
} from '../../src/theory/diagonalNetwork.ts'

const START = { inputDim: 2000, tasks: 1, initScale: 1e-3, initSpread: 0, initSeed: 4 }

describe('initialWeights(start)', () => {
  it('sets every weight to α, in 2 + 2T vectors', () => {
    expect(initialWeights(START)).toEqual(new Float64Array(4 * 2000).fill(1e-3))
    expect(initialWeights({ ...START, tasks: 2 })).toHaveLength(vectorCount(2) * 2000)
    expect(vectorCount(2)).toBe(6)
  })

  it('spreads log-weights normally around log α, from the init seed alone', () => {
    const spread = { ...START, initSpread: 0.5 }
    const logs = Array.from(initialWeights(spread), (value) => Math.log(value / 1e-3) / 0.5)
    const mean = logs.reduce((sum, z) => sum + z, 0) / logs.length
    const variance = logs.reduce((sum, z) => sum + z * z, 0) / logs.length
    // Five standard errors of 8000 draws of N(0, 1).
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(8000))
    expect(Math.abs(variance - 1)).toBeLessThan(5 * Math.sqrt(2 / 8000))
    expect(initialWeights(spread)).toEqual(initialWeights(spread))
    expect(initialWeights({ ...spread, initSeed: 5 })).not.toEqual(initialWeights(spread))
  })
})

// Two features, two tasks: w⁺, w⁻, then v⁺ and v⁻ of each task.
const WEIGHTS = Float64Array.of(...[1, 2], ...[3, 4], ...[5, 6], ...[7, 8], ...[9, 10], 11, 12)

describe('a network of two features, by hand', () => {
  it('coefficients(…) are w⁺v⁺ − w⁻v⁻ of the asked task', () => {
    expect(coefficients(WEIGHTS, 2, 0)).toEqual(Float64Array.of(5 - 21, 12 - 32))
    expect(coefficients(WEIGHTS, 2, 1)).toEqual(Float64Array.of(9 - 33, 20 - 48))
  })

  it('probingStrength(…) is (w⁺)² + (w⁻)²', () => {
    expect(probingStrength(WEIGHTS, 2)).toEqual(Float64Array.of(1 + 9, 4 + 16))
  })

  it('rescaleForFinetuning(…) multiplies w by c, sets v to γ, and leaves its argument alone', () => {
    const before = WEIGHTS.slice(0, 8)
    expect(rescaleForFinetuning(before, 0.5, 0.25)).toEqual(
      Float64Array.of(0.5, 1, 1.5, 2, 0.25, 0.25, 0.25, 0.25),
    )
    expect(before).toEqual(WEIGHTS.slice(0, 8))
  })
})
