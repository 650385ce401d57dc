/** The compiled kernel of assembly/diagonal.ts, and how weights and data lie in its memory. */
import type { RegressionData } from '../theory/tasks.ts'
import type { Address } from './address.ts'
import {
  describeTasks,
  paddedDim,
  paddedRows,
  ratesOf,
  type KernelDescent,
} from './diagonalShapes.ts'
import {
  createScratch,
  createTable,
  instantiate,
  memoryOf,
  padTargets,
  respaced,
  type KernelExports,
  type KernelMemory,
} from './kernelInstance.ts'
import { openMoves, type Moves } from './movedFeatures.ts'
import { BLOCK_ROWS, divideRows, GROUP_FEATURES } from './rowShares.ts'
import {
  createRowThreads,
  importsWith,
  type Helpers,
  type RowThreads,
  type SharedDescent,
  type SharedKernel,
} from './rowThreads.ts'

export interface DiagonalKernel extends KernelMemory, Pick<Moves, 'fillGram'> {
  /**
   * Returns how many threads took the steps: one, where gradients are kept.
   * @throws RangeError if the first layer of a network with several tasks is to be frozen
   */
  descend: (descent: KernelDescent) => number
  /** Ends its other threads, where there are any. */
  close: () => void
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

export const packTargets = (data: RegressionData): Float32Array => padTargets(data, BLOCK_ROWS)

/** Vectors of D numbers each, with padding between them. */
export const padVectors = (values: Float64Array, inputDim: number): Float64Array =>
  respaced(values, inputDim, paddedDim(inputDim))

/** The inverse of `padVectors`. */
export const unpadVectors = (values: Float64Array, inputDim: number): Float64Array =>
  respaced(values, paddedDim(inputDim), inputDim)

/** The numbers of a call, and the descriptions of its tasks, one after the other. */
const plan = (descent: KernelDescent): Omit<SharedDescent, 'table'> & { entries: number[] } => {
  const { weights, tasks, inputDim, steps, trainFirstLayer } = descent
  const dim = paddedDim(inputDim)
  const blocks = tasks.map(({ rows, isTriangular }) => ({
    blocks: paddedRows(rows) / BLOCK_ROWS,
    isTriangular,
  }))
  const begins = divideRows(blocks, dim)
  return {
    problem: JSON.stringify([dim, blocks]),
    entries: describeTasks(tasks, (_, task) => begins[task] ?? []),
    ...{ weights, tasks: tasks.length, dim, steps, trainFirstLayer },
    shares: (begins[0]?.length ?? 2) - 1,
    ...ratesOf(descent),
  }
}

/** Bytes that one thread works in. */
const scratchBytes = ({ tasks, dim, shares }: Pick<SharedDescent, 'tasks' | 'dim' | 'shares'>) =>
  4 * (BLOCK_ROWS + (2 + (shares > 1 ? shares : 0)) * tasks * dim)

const descendAlone = (
  exports: KernelExports,
  { weights, table, tasks, dim, shares, steps, rate, keep, trainFirstLayer }: SharedDescent,
  scratch: Address,
): void =>
  exports.descend(
    ...[weights, table, tasks, dim, shares, scratch, steps],
    ...[rate, keep, Number(trainFirstLayer)],
  )

/** What instances on several threads need. */
export interface Sharing {
  memory: WebAssembly.Memory
  helpers: Helpers
}

const openRowThreads = (
  exports: KernelExports,
  { module, memory }: SharedKernel,
  helpers: Helpers,
): RowThreads => {
  const together: unknown = Reflect.get(exports, 'descendTogether')
  if (typeof together !== 'function') throw new TypeError('invalid kernel: it has no row threads')
  const descendTogether = together as (control: Address) => number
  return createRowThreads({ module, memory, reserve: exports.allocate, descendTogether }, helpers)
}

/**
 * @param sharing for a build that shares its memory; the rows of large problems are then divided over
 *   threads, as soon as these are there
 * @throws TypeError if the module is not the kernel; whatever its instantiation throws.
 */
export const openDiagonalKernel = (
  module: WebAssembly.Module,
  sharing: Sharing | null = null,
): DiagonalKernel => {
  const exports = instantiate(module, sharing === null ? {} : importsWith(sharing.memory))
  const threads =
    sharing === null
      ? null
      : openRowThreads(exports, { module, memory: sharing.memory }, sharing.helpers)
  const tableOf = createTable(exports)
  const scratchFor = createScratch(exports)
  const moves = openMoves(exports)
  return {
    ...memoryOf(exports),
    fillGram: moves.fillGram,
    descend: (given) => {
      if (given.tasks.length > 1 && !given.trainFirstLayer) {
        throw new RangeError('invalid descent: a frozen first layer with several tasks')
      }
      if (given.state !== undefined) {
        moves.descend(given)
        return 1
      }
      const { entries, ...numbers } = plan(given)
      const alone = (descent: SharedDescent): void =>
        descendAlone(exports, descent, scratchFor(scratchBytes(descent)))
      const descent = { ...numbers, table: tableOf(entries) }
      if (threads !== null && descent.shares > 1) return threads.descend(descent, alone)
      alone(descent)
      return 1
    },
    close: () => threads?.close(),
  }
}
