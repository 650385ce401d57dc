import { describe, expect, it } from 'vitest'
import {
  initialReluWeights,
  reluOutputs,
  reluUnits,
  reluWeightCount,
  rescaleReluForFinetuning,
  type ReluInitialization,
} from '../../../src/theory/relu/reluNetwork.ts'

const START: ReluInitialization = {
  inputDim: 15,
  hiddenWidth: 400,
  tasks: 1,
  initScale: 0.5,
  initSeed: 3,
}
const FIRST_LAYER = 15 * 400

const meanSquare = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0) / values.length

describe('initialReluWeights(start)', () => {
  it('has H·(D + T) weights', () => {
    expect(reluWeightCount(START, 1)).toBe(6400)
    expect(initialReluWeights(START)).toHaveLength(6400)
    expect(initialReluWeights({ ...START, tasks: 2 })).toHaveLength(6800)
  })

  it('draws w with variance α²·2/D and v with variance α²·2/H', () => {
    const weights = initialReluWeights({ ...START, tasks: 2 })
    // The mean of N squares has a relative standard error of √(2/N): five of them.
    const expectVariance = (values: Float64Array, variance: number): void => {
      const error = Math.abs(meanSquare(values) / variance - 1)
      expect(error).toBeLessThan(5 * Math.sqrt(2 / values.length))
    }
    const { directions, readouts } = reluUnits(weights, START, 0)
    expectVariance(directions, (0.5 ** 2 * 2) / 15)
    expectVariance(readouts, (0.5 ** 2 * 2) / 400)
    expectVariance(reluUnits(weights, START, 1).readouts, (0.5 ** 2 * 2) / 400)
  })

  it('starts a network with one task with the numbers of one with two', () => {
    const one = initialReluWeights(START)
    const two = initialReluWeights({ ...START, tasks: 2 })
    expect(two.slice(0, one.length)).toEqual(one)
    expect(reluUnits(two, START, 1).readouts).not.toEqual(reluUnits(two, START, 0).readouts)
  })

  it('lets more units continue the same first layer', () => {
    const wide = initialReluWeights({ ...START, hiddenWidth: 500 })
    const first = initialReluWeights(START).slice(0, FIRST_LAYER)
    expect(wide.slice(0, FIRST_LAYER)).toEqual(first)
  })

  it('is proportional to α, and another for another seed', () => {
    const weights = initialReluWeights(START)
    // A power of two scales without rounding.
    expect(initialReluWeights({ ...START, initScale: 1 })).toEqual(weights.map((w) => 2 * w))
    const other = initialReluWeights({ ...START, initSeed: 4 })
    expect(other.every((value, index) => value !== weights[index])).toBe(true)
  })
})

describe('rescaleReluForFinetuning(weights, shape, change)', () => {
  const weights = initialReluWeights(START)
  const change = { rescale: 0.25, readoutInit: 0.5, initSeed: 3 }

  it('multiplies W by c', () => {
    const { directions } = reluUnits(rescaleReluForFinetuning(weights, START, change), START, 0)
    expect(directions).toEqual(weights.slice(0, FIRST_LAYER).map((value) => 0.25 * value))
  })

  it('draws v anew with variance γ²·2/H, whatever it was', () => {
    const { readouts } = reluUnits(rescaleReluForFinetuning(weights, START, change), START, 0)
    const ratio = meanSquare(readouts) / ((0.5 ** 2 * 2) / 400)
    expect(Math.abs(ratio - 1)).toBeLessThan(5 * Math.sqrt(2 / 400))
    const before = reluUnits(weights, START, 0).readouts
    expect(readouts.every((value, unit) => value !== before[unit])).toBe(true)
    const silent = weights.map((value, index) => (index < FIRST_LAYER ? value : 0))
    const again = rescaleReluForFinetuning(silent, START, change)
    expect(reluUnits(again, START, 0).readouts).toEqual(readouts)
  })

  it('leaves the weights that it is given as they were', () => {
    expect(weights).toEqual(initialReluWeights(START))
  })
})

describe('reluOutputs(units, inputs)', () => {
  it('adds up the units that are switched on', () => {
    // w₁ = (1, −1), v₁ = 2; w₂ = (0, 3), v₂ = −1. x = (2, 1): relu 1 and 3, 2·1 − 1·3 = −1.
    // x = (−1, −2): w₁·x = 1, w₂·x = −6, so 2·1 = 2. x = (0, 0): nothing.
    const units = {
      inputDim: 2,
      directions: Float64Array.of(1, -1, 0, 3),
      readouts: Float64Array.of(2, -1),
    }
    expect(reluOutputs(units, Float64Array.of(2, 1, -1, -2, 0, 0))).toEqual(
      Float64Array.of(-1, 2, 0),
    )
  })
})
