/**
 * The one custom kernel of the training loop: k steps of gradient descent on a diagonal network.
 * Each tfjs backend registers its own implementation under the same name; a faster kernel is one
 * new file beside the others in `backends/`.
 *
 * A backend may keep the weights in any tensor layout it likes (`pack`, `unpack`); outside a
 * backend they are always a Float64Array of shape (2 + 2T) × D (theory/diagonalNetwork.ts).
 */
import type { NamedTensorInfoMap, Tensor } from '@tensorflow/tfjs-core'
import type { EngineId } from '../protocol/engines.ts'
import type { DescentProblem } from '../theory/descent.ts'

export const DESCEND = 'DiagonalDescend'

/** What one call of the kernel does. */
export interface DescendAttributes {
  steps: number
  learningRate: number
  weightDecay: number
  /** False for linear probing: w stays as it is. */
  trainFirstLayer: boolean
  /** D */
  inputDim: number
  /** Rows of each task, n_t, before any padding. */
  rows: readonly number[]
}

/** The kernel's tensors: the weights and, per task, whatever the backend made of its data. */
export interface DescendInputs extends NamedTensorInfoMap {
  weights: Tensor
}

/** A tfjs backend that can train. */
export interface TrainingBackend {
  id: EngineId
  /** Starts the tfjs backend and registers the kernel. Rejects with a sentence if it cannot. */
  start(): Promise<void>
  /** Tensors of the training data, by input name; disposed of by the caller. */
  packProblem(problem: DescentProblem): Record<string, Tensor>
  /** The weights as the kernel wants them. */
  packWeights(weights: Float64Array, problem: DescentProblem): Tensor
  /** The inverse of `packWeights`; waits for queued work without blocking the thread. */
  readWeights(tensor: Tensor, problem: DescentProblem): Promise<Float64Array>
}
