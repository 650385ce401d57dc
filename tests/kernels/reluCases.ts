/** ReLU networks that the kernel trains in the tests, and what should come out. */
import type { StoredTask } from '../../src/kernels/kernelInstance.ts'
import type { ReluKernel } from '../../src/kernels/reluKernel.ts'
import {
  packReluInputs,
  packReluTargets,
  padReluWeights,
  unpadReluWeights,
} from '../../src/kernels/reluKernel.ts'
import type { DescentProblem, DescentSettings } from '../../src/theory/descent.ts'
import { createRandom, type Random } from '../../src/theory/random.ts'
import type { RegressionData } from '../../src/theory/tasks.ts'

export interface ReluCase {
  problem: DescentProblem & { hiddenWidth: number }
  settings: DescentSettings
  /** W (H × D), then the readout of every task (T × H). */
  weights: Float64Array
}

export interface ReluSizes {
  inputDim: number
  hiddenWidth: number
  /** Rows of each task. */
  rows: readonly number[]
  /** α; 1 unless said. */
  initScale?: number
  seed?: number
}

const normals = (count: number, scale: number, random: Random): Float64Array =>
  Float64Array.from({ length: count }, () => scale * random.normal())

const dot = (one: Float64Array, other: Float64Array): number =>
  one.reduce((sum, value, index) => sum + value * (other[index] ?? NaN), 0)

/** Rows of length √D, with targets of three units. */
const drawData = (rows: number, inputDim: number, random: Random): RegressionData => {
  const units = [1, -1, 1].map((sign) => ({
    sign,
    direction: normals(inputDim, 1 / Math.sqrt(inputDim), random),
  }))
  const drawn = Array.from({ length: rows }, () => {
    const values = normals(inputDim, 1, random)
    const scale = Math.sqrt(inputDim / dot(values, values))
    return values.map((value) => value * scale)
  })
  return {
    rows,
    inputs: Float64Array.from(drawn.flatMap((row) => Array.from(row))),
    targets: Float64Array.from(drawn, (row) =>
      units.reduce((sum, { sign, direction }) => sum + sign * Math.max(0, dot(direction, row)), 0),
    ),
  }
}

/** The step is half of what a network of H units can stand on one row. */
export const makeCase = (
  { inputDim, hiddenWidth, rows, initScale = 1, seed = 1 }: ReluSizes,
  changes: Partial<DescentSettings> = {},
): ReluCase => {
  const random = createRandom(seed, 0)
  const first = normals(hiddenWidth * inputDim, initScale * Math.sqrt(2 / inputDim), random)
  const readouts = normals(
    hiddenWidth * rows.length,
    initScale * Math.sqrt(2 / hiddenWidth),
    random,
  )
  return {
    problem: {
      inputDim,
      hiddenWidth,
      tasks: rows.map((count) => drawData(count, inputDim, random)),
    },
    settings: {
      learningRate: 0.5 / hiddenWidth,
      weightDecay: 0,
      trainFirstLayer: true,
      ...changes,
    },
    weights: Float64Array.from([...first, ...readouts]),
  }
}

/** Σ_d a_{start+d} b_{other+d}; `as number` on reads inside the arrays, for speed. */
const product = (
  [a, start]: readonly [Float64Array, number],
  [b, other]: readonly [Float64Array, number],
  length: number,
): number => {
  let sum = 0
  for (let d = 0; d < length; d += 1) sum += (a[start + d] as number) * (b[other + d] as number)
  return sum
}

/**
 * The derivatives of (1/N) Σ (f(x) − y)² by the chain rule, one activation after the other. Shape of
 * the weights.
 */
const derivatives = (
  weights: Float64Array,
  { inputDim, hiddenWidth, tasks }: ReluCase['problem'],
): Float64Array => {
  const result = new Float64Array(weights.length)
  const allRows = tasks.reduce((sum, { rows }) => sum + rows, 0)
  const add = (place: number, value: number): void => {
    result[place] = (result[place] as number) + value
  }
  const activations = new Float64Array(hiddenWidth)
  tasks.forEach(({ rows, inputs, targets }, task) => {
    const readout = hiddenWidth * (inputDim + task)
    for (let row = 0; row < rows; row += 1) {
      const start = row * inputDim
      for (let unit = 0; unit < hiddenWidth; unit += 1) {
        const input = product([weights, unit * inputDim], [inputs, start], inputDim)
        activations[unit] = Math.max(0, input)
      }
      const output = product([activations, 0], [weights, readout], hiddenWidth)
      const toOutput = (2 / allRows) * (output - (targets[row] as number))
      for (let unit = 0; unit < hiddenWidth; unit += 1) {
        const activation = activations[unit] as number
        if (activation === 0) continue
        add(readout + unit, toOutput * activation)
        const toActivation = toOutput * (weights[readout + unit] as number)
        for (let d = 0; d < inputDim; d += 1) {
          add(unit * inputDim + d, toActivation * (inputs[start + d] as number))
        }
      }
    }
  })
  return result
}

/** The weights after so many steps, in float64. */
export const expected = ({ problem, settings, weights }: ReluCase, steps: number): Float64Array => {
  const { learningRate, weightDecay, trainFirstLayer } = settings
  const frozen = trainFirstLayer ? 0 : problem.hiddenWidth * problem.inputDim
  let now = weights
  for (let step = 0; step < steps; step += 1) {
    const forces = derivatives(now, problem)
    now = now.map((weight, index) =>
      index < frozen
        ? weight
        : weight - learningRate * ((forces[index] as number) + weightDecay * weight),
    )
  }
  return now
}

/** A task in the kernel's memory. */
export const storeReluTask = (
  kernel: ReluKernel,
  data: RegressionData,
  inputDim: number,
): StoredTask => ({
  inputs: kernel.store(packReluInputs(data, inputDim)),
  targets: kernel.store(packReluTargets(data)),
  rows: data.rows,
})

interface Division {
  steps: number
  /** Steps of each call; all unless said. */
  perCall?: number
  /** Gives the data back after each call, so that the next knows nothing of the one before. */
  forgets?: boolean
}

/** The weights after so many steps of the kernel. */
export const trained = (
  kernel: ReluKernel,
  { problem, settings, weights }: ReluCase,
  { steps, perCall = steps, forgets = false }: Division,
): Float64Array => {
  const { inputDim, hiddenWidth } = problem
  const shape = { inputDim, hiddenWidth }
  const storeTasks = (): StoredTask[] =>
    problem.tasks.map((data) => storeReluTask(kernel, data, inputDim))
  const release = (tasks: readonly StoredTask[]): void => {
    for (const { inputs, targets } of tasks) [inputs, targets].forEach(kernel.release)
  }
  const values = padReluWeights(weights, shape)
  const address = kernel.store(values)
  let tasks = storeTasks()
  for (let taken = 0; taken < steps; taken += perCall) {
    kernel.descend({ weights: address, tasks, ...shape, steps: perCall, ...settings })
    if (!forgets) continue
    release(tasks)
    tasks = storeTasks()
  }
  const result = unpadReluWeights(kernel.float64At(address, values.length), shape)
  release(tasks)
  kernel.release(address)
  return result
}

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** The largest difference, as a share of the largest weight. */
export const deviation = (one: Float64Array, other: Float64Array): number =>
  largest(one.map((value, index) => value - (other[index] ?? NaN))) / largest(other)
