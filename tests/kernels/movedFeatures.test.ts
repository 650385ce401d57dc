import { describe, expect, it } from 'vitest'
import { padVectors, unpadVectors } from '../../src/kernels/diagonalKernel.ts'
import { paddedDim } from '../../src/kernels/diagonalShapes.ts'
import { isByMoves, stateLength } from '../../src/kernels/movedFeatures.ts'
import { descend, type DescentProblem, type DescentSettings } from '../../src/theory/descent.ts'
import { initialWeights } from '../../src/theory/diagonalNetwork.ts'
import { hasWorthwhileTriangle, reduceRows } from '../../src/theory/rowReduction.ts'
import { createTasks } from '../../src/theory/tasks.ts'
import { openKernel } from './openKernel.ts'
import { storeTask } from './storeTask.ts'

const kernel = openKernel()

const draw = (inputDim: number, auxSamples: number, mainSamples: number) =>
  createTasks({
    ...{ inputDim, auxActive: 12, mainActive: 5, overlap: 3 },
    ...{ auxSamples, mainSamples, labelNoise: 0, dataSeed: 1 },
  })

/** Triangular tasks of an odd size, so that there is padding, and one whose rows are fewer than D. */
const square = draw(261, 400, 40)
const wide = draw(300, 270, 20)

const plain: DescentSettings = { learningRate: 0.2, weightDecay: 0, trainFirstLayer: true }

interface Case {
  name: string
  problem: DescentProblem
  settings: DescentSettings
}

const factored = (inputDim: number, tasks: DescentProblem['tasks']): DescentProblem =>
  reduceRows({ inputDim, tasks }, hasWorthwhileTriangle)

const cases: Case[] = [
  { name: 'a triangle', problem: factored(261, [square.aux]), settings: plain },
  { name: 'a trapezoid', problem: factored(300, [wide.aux]), settings: plain },
  {
    name: 'weight decay',
    problem: factored(261, [square.aux]),
    settings: { ...plain, weightDecay: 1e-2 },
  },
  {
    name: 'a frozen first layer',
    problem: factored(261, [square.aux]),
    settings: { ...plain, learningRate: 2, trainFirstLayer: false },
  },
]

const startOf = ({ inputDim, tasks }: DescentProblem, initScale: number): Float64Array =>
  initialWeights({ inputDim, tasks: tasks.length, initScale, initSpread: 0.2, initSeed: 1 })

interface Trained {
  weights: Float64Array
  /** Steps for which the kept gradient of the first task still serves. */
  left: number
}

/** Takes the steps in calls of the given sizes. */
const train = ({ problem, settings }: Case, initScale: number, calls: number[]): Trained => {
  const { inputDim } = problem
  const dim = paddedDim(inputDim)
  const tasks = problem.tasks.map((data) => {
    const stored = storeTask(kernel, data, inputDim)
    const gram = kernel.store(new Float32Array(dim * dim))
    kernel.fillGram(stored, inputDim, gram)
    return { ...stored, gram }
  })
  const vectors = padVectors(startOf(problem, initScale), inputDim)
  const address = kernel.store(vectors)
  const state = kernel.store(new Float64Array(stateLength(problem)))
  for (const steps of calls) {
    kernel.descend({ weights: address, state, tasks, inputDim, steps, ...settings })
  }
  const weights = unpadVectors(kernel.float64At(address, vectors.length), inputDim)
  const left = kernel.float64At(state, 1)[0] ?? NaN
  for (const { inputs, targets, gram } of tasks) [inputs, targets, gram].forEach(kernel.release)
  ;[address, state].forEach(kernel.release)
  return { weights, left }
}

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

const deviation = (one: Float64Array, other: Float64Array): number =>
  largest(one.map((value, index) => value - (other[index] ?? NaN))) / largest(other)

/** As for steps that read all rows: see diagonalKernel.test.ts. */
const TOLERANCE = 40 * 2 ** -24

describe('descend(descent) with kept gradients', () => {
  it.each(cases)('follows the float64 reference: $name', (one) => {
    const expected = startOf(one.problem, 1e-3)
    descend(expected, one.problem, { settings: one.settings, steps: 1000 })
    const { weights } = train(one, 1e-3, [1000])
    expect(deviation(weights, expected)).toBeLessThan(TOLERANCE)
    expect(deviation(startOf(one.problem, 1e-3), expected)).toBeGreaterThan(0.01)
  })

  it.each(cases)('gives the same bits however its steps are divided into calls: $name', (one) => {
    const whole = train(one, 1e-3, [700])
    expect(train(one, 1e-3, [1, 63, 64, 65, 7, 400, 100])).toEqual(whole)
  })

  it('keeps the gradient while most features stand still, and computes it anew in time', () => {
    const [one] = cases
    if (one === undefined) throw new Error('no case')
    // Computed anew, a gradient serves for 64 steps (assembly/moves.ts), the first of them included.
    const lefts = Array.from({ length: 65 }, (_, more) => train(one, 1e-3, [900 + more]).left)
    expect(new Set(lefts).size).toBe(64)
    expect(Math.max(...lefts)).toBe(63)
  })

  it('says what it does with weights that have overflowed: they stay so', () => {
    const [one] = cases
    if (one === undefined) throw new Error('no case')
    const wild = { ...one, settings: { ...plain, learningRate: 1e6 } }
    expect(train(wild, 1, [200]).weights.every(Number.isFinite)).toBe(false)
  })
})

describe('isByMoves(problem)', () => {
  it('is true of one task with many features whose rows have been factored', () => {
    const small = draw(200, 400, 40)
    expect(cases.map(({ problem }) => isByMoves(problem))).not.toContain(false)
    expect(isByMoves({ inputDim: 261, tasks: [square.aux] })).toBe(false)
    expect(isByMoves(factored(261, [square.aux, square.main]))).toBe(false)
    expect(isByMoves(factored(200, [small.aux]))).toBe(false)
  })
})

describe('fillGram(task, inputDim, gram)', () => {
  it.each([
    ['a triangle', 261, square],
    ['a trapezoid', 300, wide],
  ] as const)('is the product of the rows with themselves: %s', (_, inputDim, { aux }) => {
    const [data] = factored(inputDim, [aux]).tasks
    if (data === undefined) throw new Error('no task')
    const dim = paddedDim(inputDim)
    const stored = storeTask(kernel, data, inputDim)
    const gram = kernel.store(new Float32Array(dim * dim))
    kernel.fillGram(stored, inputDim, gram)
    const found = kernel.float32At(gram, dim * dim)
    // Σ over rows of x_a·x_b, in float64, from the same rows.
    let most = 0
    let furthest = 0
    for (let a = 0; a < inputDim; a += 1) {
      for (let b = 0; b < inputDim; b += 1) {
        let sum = 0
        for (let row = 0; row < data.rows; row += 1) {
          sum += (data.inputs[row * inputDim + a] ?? 0) * (data.inputs[row * inputDim + b] ?? 0)
        }
        most = Math.max(most, Math.abs(sum))
        furthest = Math.max(furthest, Math.abs(sum - (found[a * dim + b] ?? NaN)))
      }
    }
    // Sums of up to 300 products in float32.
    expect(furthest).toBeLessThan(300 * 2 ** -24 * most)
    expect(most).toBeGreaterThan(0)
    ;[stored.inputs, stored.targets, gram].forEach(kernel.release)
  })
})
