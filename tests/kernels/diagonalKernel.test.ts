import { describe, expect, it } from 'vitest'
import { openDiagonalKernel, padVectors, unpadVectors } from '../../src/kernels/diagonalKernel.ts'
import { descend } from '../../src/theory/descent.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import { methodCases, smallTasks, type TrainingCase } from '../engine/cases.ts'
import { openKernel } from './openKernel.ts'
import { storeTask } from './storeTask.ts'

const kernel = openKernel()

const trained = ({ problem, descent, weights }: TrainingCase, steps: number): Float64Array => {
  const { inputDim, tasks } = problem
  const vectors = padVectors(weights, inputDim)
  const address = kernel.store(vectors)
  const stored = tasks.map((data) => storeTask(kernel, data, inputDim))
  kernel.descend({ weights: address, tasks: stored, inputDim, steps, ...descent })
  const result = unpadVectors(kernel.float64At(address, vectors.length), inputDim)
  for (const { inputs, targets } of stored) [inputs, targets].forEach(kernel.release)
  kernel.release(address)
  return result
}

const reference = ({ problem, descent, weights }: TrainingCase, steps: number): Float64Array => {
  const result = weights.slice()
  descend(result, problem, { settings: descent, steps })
  return result
}

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

const deviation = (one: Float64Array, other: Float64Array): number =>
  largest(one.map((value, index) => value - (other[index] ?? NaN))) / largest(other)

/**
 * Data, β, residuals and gradients are rounded to float32, weights never: what a step does is off
 * by a few units of 2⁻²⁴ of what it does, at any number of steps. 40 units allow for sums of
 * hundreds of rounded terms.
 */
const TOLERANCE = 40 * 2 ** -24

const tasks = smallTasks()
const cases = [
  ...methodCases(METHOD_IDS, tasks, { initScale: 1e-3, rescale: 1 }),
  ...methodCases(METHOD_IDS, tasks, { initScale: 1e-7, rescale: 0.01 }),
  ...methodCases(['multiTask'], tasks, { initScale: 1e-3, rescale: 1, weightDecay: 1e-2 }),
  ...methodCases(['singleTask'], smallTasks({ inputDim: 51, auxSamples: 5, mainSamples: 17 }), {
    initScale: 1e-3,
    rescale: 1,
  }),
]

describe('descend(descent)', () => {
  it.each(cases)('follows the float64 reference: $name', (one) => {
    const found = trained(one, 300)
    expect(deviation(found, reference(one, 300))).toBeLessThan(TOLERANCE)
    expect(found).not.toEqual(one.weights)
  })

  it('passes over what lies left of the diagonal of a triangle', () => {
    const inputDim = 22
    const rows = 13
    const inputs = Float64Array.from({ length: rows * inputDim }, (_, index) => {
      const [row, d] = [Math.floor(index / inputDim), index % inputDim]
      return d < row ? 0 : Math.sin(1 + index)
    })
    const targets = Float64Array.from({ length: rows }, (_, row) => Math.cos(row))
    const weights = Float64Array.from({ length: 4 * inputDim }, (_, index) => Math.sin(index) / 3)
    const descent = { learningRate: 0.1, weightDecay: 0, trainFirstLayer: true }
    const whole = { inputDim, tasks: [{ rows, inputs, targets }] }
    const triangle = { inputDim, tasks: [{ rows, inputs, targets, isTriangular: true }] }
    const one = { name: '', problem: triangle, descent, weights }
    const expected = reference({ ...one, problem: whole }, 100)
    expect(deviation(trained(one, 100), expected)).toBeLessThan(TOLERANCE)
    expect(deviation(weights, expected)).toBeGreaterThan(0.01)
  })

  it('refuses a frozen first layer with several tasks, which no method has', () => {
    const [one] = methodCases(['multiTask'], tasks, { initScale: 1e-3, rescale: 1 })
    if (one === undefined) throw new Error('no case')
    const frozen = { ...one, descent: { ...one.descent, trainFirstLayer: false } }
    expect(() => trained(frozen, 1)).toThrow('invalid descent: a frozen first layer')
  })
})

describe('openDiagonalKernel(module)', () => {
  it('refuses a module that is not the kernel', () => {
    // The smallest module there is: the magic number and the version (WebAssembly 1.0, 5.5.16).
    const empty = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))
    expect(() => openDiagonalKernel(empty)).toThrow('invalid kernel: an export is missing')
  })
})
