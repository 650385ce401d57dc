/**
 * Which networks are trained by what has moved (assembly/moves.ts; docs/model.md, "Moved features"),
 * what that needs beside data and weights, and how the kernel is asked for it.
 */
import type { DescentProblem } from '../theory/descent.ts'
import type { Address } from './address.ts'
import {
  describeTasks,
  paddedDim,
  paddedRows,
  ratesOf,
  type KernelDescent,
  type KernelTask,
} from './diagonalShapes.ts'
import { createScratch, createTable, type KernelExports } from './kernelInstance.ts'
import { BLOCK_ROWS } from './rowShares.ts'

/**
 * D from which XᵀX repays its place and its making, and up to which it is kept (16 MB). A matter of
 * the sizes alone, never of the machine: moving instead of computing anew changes the last digits.
 */
const LEAST_DIM = 256
const MOST_DIM = 2048

/**
 * Whether a network is trained by what has moved: one with a single task whose rows have been
 * factored, so its training is a long one.
 */
export const isByMoves = ({ inputDim, tasks }: DescentProblem): boolean =>
  tasks.length === 1 &&
  tasks[0]?.isTriangular === true &&
  inputDim >= LEAST_DIM &&
  inputDim <= MOST_DIM

/** Float64 numbers behind the weights of a network, all of them zero at first. */
export const stateLength = (problem: DescentProblem): number =>
  isByMoves(problem) ? 2 + 1.5 * paddedDim(problem.inputDim) : 0

export interface Moves {
  /** As `descend` of the kernel, for a model with a state whose task has XᵀX. */
  descend: (descent: KernelDescent) => void
  /** XᵀX of a triangular task, padded D × padded D float32, put where as many zeros are. */
  fillGram: (task: Pick<KernelTask, 'inputs' | 'rows'>, inputDim: number, gram: Address) => void
}

type Call = (...numbers: number[]) => void

const callOf = (exports: KernelExports, name: string): Call => {
  const call: unknown = Reflect.get(exports, name)
  if (typeof call !== 'function') throw new TypeError(`invalid kernel: it has no ${name}`)
  return call as Call
}

const blocksOf = ({ rows }: Pick<KernelTask, 'rows'>): number => paddedRows(rows) / BLOCK_ROWS

/** Bytes that the kernel works in: see `descendByMoves`. */
const scratchBytes = (dim: number): number => 32 + 20 * dim

/** @throws TypeError if the module is another one */
export const openMoves = (exports: KernelExports): Moves => {
  const descendByMoves = callOf(exports, 'descendByMoves')
  const fillGram = callOf(exports, 'fillGram')
  const tableOf = createTable(exports)
  const scratchFor = createScratch(exports)
  return {
    descend: (descent) => {
      const { weights, state, tasks, inputDim, steps, trainFirstLayer } = descent
      const dim = paddedDim(inputDim)
      const [task] = tasks
      if (task?.gram === undefined || state === undefined) {
        throw new RangeError('invalid descent: a state without XᵀX')
      }
      const table = tableOf(describeTasks([task], () => [0, blocksOf(task)]))
      const { rate, keep } = ratesOf(descent)
      descendByMoves(
        ...[weights, table, task.gram, dim, state, scratchFor(scratchBytes(dim))],
        ...[steps, rate, keep, Number(trainFirstLayer)],
      )
    },
    fillGram: (task, inputDim, gram) =>
      fillGram(task.inputs, blocksOf(task), paddedDim(inputDim), gram),
  }
}
