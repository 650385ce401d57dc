/**
 * The compiled kernel of assembly/diagonal.ts, its memory, and how weights and data lie in it. Knows
 * neither tfjs nor how the module was fetched, so it runs in any thread and in Node.
 */
import type { RegressionData } from '../theory/tasks.ts'

/** An address in the kernel's memory, in bytes. */
export type Address = number

interface KernelExports {
  memory: WebAssembly.Memory
  allocate: (bytes: number) => Address
  release: (address: Address) => void
  descend: (...numbers: number[]) => void
}

/** Rows of a block and features of a group: the inputs are padded to them with zeros. */
const BLOCK_ROWS = 8
const GROUP_FEATURES = 4
const TASK_BYTES = 16

const padded = (count: number, unit: number): number => unit * Math.ceil(count / unit)

/** D, padded. */
const paddedDim = (inputDim: number): number => padded(inputDim, GROUP_FEATURES)
const paddedRows = (rows: number): number => padded(rows, BLOCK_ROWS)

const hasKernel = (exports: object): exports is KernelExports =>
  'memory' in exports &&
  exports.memory instanceof WebAssembly.Memory &&
  ['allocate', 'release', 'descend'].every(
    (name) => typeof Reflect.get(exports, name) === 'function',
  )

/** One task in the kernel's memory. */
export interface KernelTask {
  inputs: Address
  targets: Address
  rows: number
  /** X is upper triangular or trapezoidal: what lies left of its diagonal is passed over. */
  isTriangular: boolean
}

/** One model, and what is done with it. */
interface KernelDescent {
  /** (2 + 2T) × padded D, float64; changed in place. */
  weights: Address
  tasks: readonly KernelTask[]
  inputDim: number
  steps: number
  learningRate: number
  weightDecay: number
  trainFirstLayer: boolean
}

export interface DiagonalKernel {
  /** Copies numbers into fresh memory; to be given back with `release`. */
  store: (values: Float32Array | Float64Array) => Address
  release: (address: Address) => void
  /** The size of its memory, which never shrinks. */
  memoryBytes: () => number
  /** A view, valid until memory is next reserved. */
  float32At: (address: Address, length: number) => Float32Array
  float64At: (address: Address, length: number) => Float64Array
  /** @throws RangeError if the first layer of a network with several tasks is to be frozen */
  descend: (descent: KernelDescent) => void
}

/**
 * The inputs of a task in the order in which the kernel reads them: blocks of 8 rows, in a block
 * groups of 4 features, in a group row after row.
 */
export const packInputs = ({ rows, inputs }: RegressionData, inputDim: number): Float32Array => {
  const groups = paddedDim(inputDim) / GROUP_FEATURES
  const values = new Float32Array(paddedRows(rows) * groups * GROUP_FEATURES)
  const groupSize = BLOCK_ROWS * GROUP_FEATURES
  for (let row = 0; row < rows; row += 1) {
    const block = Math.floor(row / BLOCK_ROWS) * groups * groupSize
    const line = block + (row % BLOCK_ROWS) * GROUP_FEATURES
    for (let d = 0; d < inputDim; d += 1) {
      const place = line + Math.floor(d / GROUP_FEATURES) * groupSize + (d % GROUP_FEATURES)
      values[place] = inputs[row * inputDim + d] ?? 0
    }
  }
  return values
}

export const packTargets = ({ rows, targets }: RegressionData): Float32Array => {
  const values = new Float32Array(paddedRows(rows))
  values.set(targets)
  return values
}

/** Vectors of D numbers each, with padding between them. */
export const padVectors = (values: Float64Array, inputDim: number): Float64Array => {
  const row = paddedDim(inputDim)
  const vectors = values.length / inputDim
  const result = new Float64Array(vectors * row)
  for (let vector = 0; vector < vectors; vector += 1) {
    const from = vector * inputDim
    result.set(values.subarray(from, from + inputDim), vector * row)
  }
  return result
}

/** The inverse of `padVectors`. */
export const unpadVectors = (values: Float64Array, inputDim: number): Float64Array => {
  const row = paddedDim(inputDim)
  const vectors = values.length / row
  const result = new Float64Array(vectors * inputDim)
  for (let vector = 0; vector < vectors; vector += 1) {
    const from = vector * row
    result.set(values.subarray(from, from + inputDim), vector * inputDim)
  }
  return result
}

/** Memory that is used again by the next call, and grows where it must. */
const createScratch = (exports: KernelExports): ((bytes: number) => Address) => {
  let address = 0
  let size = 0
  return (bytes) => {
    if (bytes > size) {
      if (address !== 0) exports.release(address)
      address = exports.allocate(bytes)
      size = bytes
    }
    return address
  }
}

/** @throws TypeError if the module is not the kernel; whatever its instantiation throws. */
export const openDiagonalKernel = (module: WebAssembly.Module): DiagonalKernel => {
  const { exports } = new WebAssembly.Instance(module, {})
  if (!hasKernel(exports)) throw new TypeError('invalid kernel: an export is missing')
  const tableFor = createScratch(exports)
  const scratchFor = createScratch(exports)
  // The buffer is another one after memory has grown.
  const float32At = (address: Address, length: number): Float32Array =>
    new Float32Array(exports.memory.buffer, address, length)
  const float64At = (address: Address, length: number): Float64Array =>
    new Float64Array(exports.memory.buffer, address, length)
  const tableOf = (tasks: readonly KernelTask[]): Address => {
    const table = tableFor(TASK_BYTES * tasks.length)
    const entries = tasks.flatMap(({ inputs, targets, rows, isTriangular }) => [
      inputs,
      targets,
      paddedRows(rows) / BLOCK_ROWS,
      Number(isTriangular),
    ])
    new Int32Array(exports.memory.buffer, table, entries.length).set(entries)
    return table
  }
  return {
    store: (values) => {
      const address = exports.allocate(values.byteLength)
      const isDouble = values instanceof Float64Array
      const target = isDouble
        ? float64At(address, values.length)
        : float32At(address, values.length)
      target.set(values)
      return address
    },
    release: exports.release,
    memoryBytes: () => exports.memory.buffer.byteLength,
    float32At,
    float64At,
    descend: (descent) => {
      const { weights, tasks, inputDim, steps, learningRate, weightDecay } = descent
      if (tasks.length > 1 && !descent.trainFirstLayer) {
        throw new RangeError('invalid descent: a frozen first layer with several tasks')
      }
      const dim = paddedDim(inputDim)
      const rows = tasks.reduce((sum, task) => sum + task.rows, 0)
      const table = tableOf(tasks)
      const scratch = scratchFor(4 * (BLOCK_ROWS + 2 * tasks.length * dim))
      exports.descend(
        ...[weights, table, tasks.length, dim, scratch, steps],
        ...[(2 * learningRate) / rows, 1 - learningRate * weightDecay],
        Number(descent.trainFirstLayer),
      )
    },
  }
}
