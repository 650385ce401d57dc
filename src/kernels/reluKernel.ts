/** The compiled kernel of assembly/relu.ts, and how weights and data lie in its memory. */
import type { RegressionData } from '../theory/tasks.ts'
import type { Address } from './address.ts'
import {
  createTable,
  instantiate,
  memoryOf,
  padded,
  padTargets,
  respaced,
  type KernelExports,
  type KernelMemory,
  type StoredTask,
} from './kernelInstance.ts'
import { createKeptNetworks, type NetworkExports } from './keptNetworks.ts'

/** To a multiple of what features, and units and rows, are padded with zeros. */
const FEATURES = 16
const UNITS = 16
const ROWS = 16

/** The sizes of a network. */
export interface ReluShape {
  /** D */
  inputDim: number
  /** H */
  hiddenWidth: number
}

/** One model, and what is done with it. */
interface ReluDescent extends ReluShape {
  /** As `padReluWeights` makes them; changed in place. */
  weights: Address
  tasks: readonly StoredTask[]
  steps: number
  learningRate: number
  weightDecay: number
  trainFirstLayer: boolean
}

export interface ReluKernel extends KernelMemory {
  descend: (descent: ReluDescent) => void
}

/**
 * The inputs of a task in the two orders in which the kernel reads them: first chunks of 16 rows, in a
 * chunk feature after feature; then row after row.
 */
export const packReluInputs = (
  { rows, inputs }: RegressionData,
  inputDim: number,
): Float32Array => {
  const width = padded(inputDim, FEATURES)
  const size = padded(rows, ROWS) * width
  const values = new Float32Array(2 * size)
  for (let row = 0; row < rows; row += 1) {
    const chunk = Math.floor(row / ROWS) * ROWS * width + (row % ROWS)
    for (let d = 0; d < inputDim; d += 1) {
      const value = inputs[row * inputDim + d] ?? 0
      values[chunk + d * ROWS] = value
      values[size + row * width + d] = value
    }
  }
  return values
}

export const packReluTargets = (data: RegressionData): Float32Array => padTargets(data, ROWS)

/** W (H × D) and the readouts (T × H) of a network, with zeros after each row and after the last unit. */
export const padReluWeights = (weights: Float64Array, shape: ReluShape): Float64Array => {
  const { inputDim, hiddenWidth } = shape
  const first = hiddenWidth * inputDim
  const width = padded(inputDim, FEATURES)
  const units = padded(hiddenWidth, UNITS)
  const readouts = respaced(weights.subarray(first), hiddenWidth, units)
  const values = new Float64Array(units * width + readouts.length)
  values.set(respaced(weights.subarray(0, first), inputDim, width))
  values.set(readouts, units * width)
  return values
}

/** The inverse of `padReluWeights`. */
export const unpadReluWeights = (values: Float64Array, shape: ReluShape): Float64Array => {
  const { inputDim, hiddenWidth } = shape
  const width = padded(inputDim, FEATURES)
  const units = padded(hiddenWidth, UNITS)
  const first = respaced(values.subarray(0, hiddenWidth * width), width, inputDim)
  const readouts = respaced(values.subarray(units * width), units, hiddenWidth)
  const weights = new Float64Array(first.length + readouts.length)
  weights.set(first)
  weights.set(readouts, first.length)
  return weights
}

type ReluExports = KernelExports & NetworkExports

const isRelu = (exports: KernelExports): exports is ReluExports =>
  ['open', 'isAt', 'close'].every((name) => typeof Reflect.get(exports, name) === 'function')

/** @throws TypeError if the module is not a kernel; whatever its instantiation throws. */
export const openReluKernel = (module: WebAssembly.Module): ReluKernel => {
  const exports = instantiate(module)
  if (!isRelu(exports)) throw new TypeError('invalid kernel: an export is missing')
  const networks = createKeptNetworks(exports, createTable(exports))
  return {
    ...memoryOf(exports),
    release: (address) => {
      networks.forget(address)
      exports.release(address)
    },
    descend: ({ weights, tasks, inputDim, hiddenWidth, steps, ...settings }) => {
      const { learningRate, weightDecay, trainFirstLayer } = settings
      // Not a bit changes then, even of a network that has overflowed.
      if (learningRate === 0 || steps === 0) return
      const allRows = tasks.reduce((sum, { rows }) => sum + rows, 0)
      const entries = tasks.flatMap(({ inputs, targets, rows }) => {
        const paddedRows = padded(rows, ROWS)
        return [inputs, targets, paddedRows]
      })
      const network = networks.networkFor({ inputDim, hiddenWidth, entries }, weights)
      exports.descend(
        ...[network, weights, steps, (2 * learningRate) / allRows, 1 - learningRate * weightDecay],
        Number(trainFirstLayer),
      )
    },
  }
}
