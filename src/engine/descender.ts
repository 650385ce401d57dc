/**
 * One network under training on one backend: takes steps, gives its weights, takes new ones. The
 * only place where the tensors of a training live and die.
 */
import { getBackend, type Tensor } from '@tensorflow/tfjs-core'
import { vectorCount } from '../theory/diagonalNetwork.ts'
import type { DescentProblem, DescentSettings } from '../theory/descent.ts'
import { runDescend, type TrainingBackend } from './kernel.ts'

export interface Descender {
  /**
   * Takes gradient steps. On a GPU this only queues them: to keep the queue short, await
   * `settled()` of one chunk before queueing the next but one.
   */
  advance(descent: DescentSettings, steps: number): void
  /** The weights after all steps taken so far, shape (2 + 2T) × D; waits for queued work. */
  read(): Promise<Float64Array>
  /** Replaces the weights; same shape. */
  write(weights: Float64Array): void
  /** Resolves when all steps asked for so far have been computed. */
  settled(): Promise<void>
  /** Frees all tensors; any later call but this one throws. */
  dispose(): void
}

const checkShape = (weights: Float64Array, problem: DescentProblem): void => {
  const expected = vectorCount(problem.tasks.length) * problem.inputDim
  if (weights.length !== expected) {
    throw new RangeError(`invalid weights: ${weights.length} numbers, expected ${expected}`)
  }
}

/**
 * A network with the given weights (shape (2 + 2T) × D, copied) on a started backend. The problem's
 * arrays must not be changed while it lives.
 */
export const createDescender = (
  backend: TrainingBackend,
  problem: DescentProblem,
  weights: Float64Array,
): Descender => {
  checkShape(weights, problem)
  const checkActive = (): void => {
    // The kernel runs where tfjs is; on another backend it would silently move the tensors there.
    if (getBackend() !== backend.id) {
      throw new Error(`invalid backend: ${backend.id} is not active but ${getBackend()}`)
    }
  }
  checkActive()
  const data = backend.packProblem(problem)
  const rows = problem.tasks.map((task) => task.rows)
  let current: Tensor | undefined = backend.packWeights(weights, problem)

  const living = (): Tensor => {
    if (current === undefined) throw new Error('invalid call: the descender is disposed of')
    checkActive()
    return current
  }
  const replace = (next: Tensor): void => {
    current?.dispose()
    current = next
  }

  return {
    advance: (descent, steps) => {
      if (!Number.isInteger(steps) || steps < 0) throw new RangeError(`invalid steps: ${steps}`)
      const before = living()
      if (steps === 0) return
      const { inputDim } = problem
      replace(runDescend(before, data, { ...descent, steps, inputDim, rows }))
    },
    read: async () => backend.readWeights(living(), problem),
    write: (next) => {
      checkShape(next, problem)
      living()
      replace(backend.packWeights(next, problem))
    },
    settled: async () => {
      living()
      await backend.settled()
    },
    dispose: () => {
      if (current === undefined) return
      Object.values(data).forEach((tensor) => tensor.dispose())
      current.dispose()
      current = undefined
    },
  }
}
