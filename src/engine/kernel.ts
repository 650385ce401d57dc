/**
 * The one custom kernel of the training loop: k steps of gradient descent on networks of one kind,
 * a batch of them at a time. Each tfjs backend registers its own implementation under the same
 * name, with a part for each kind of network; a faster kernel is one new file beside the others in
 * `backends/`.
 *
 * The models of a batch have the same shape (D, H, and rows of each task) and take the same number
 * of steps; data, weights and settings are each model's own.
 *
 * A backend may keep the weights in any tensor layout it likes; outside a backend each model's are
 * a Float64Array in the layout of its kind (theory/diagonalNetwork.ts, theory/relu/reluNetwork.ts).
 */
import {
  engine,
  registerKernel,
  type NamedTensorInfoMap,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core'
import type { EngineId } from '../protocol/engines.ts'
import type { DescentProblem, DescentSettings } from '../theory/descent.ts'
import type { NetworkId } from '../theory/network.ts'
import { networkIdOf } from '../theory/networks.ts'

const DESCEND = 'NetworkDescend'

/**
 * What one call of the kernel does. A type and not an interface: only a type fits tfjs's map of
 * attributes.
 */
export type DescendAttributes = {
  steps: number
  /** D */
  inputDim: number
  /** H of ReLU networks; 0 for diagonal ones. */
  hiddenWidth: number
  /** Rows of each task, n_t, before any padding. */
  rows: number[]
  /** η of each model. One with 0 stands still: not a bit changes, even where it overflows. */
  learningRates: number[]
  /** λ of each model. */
  weightDecays: number[]
  /** Of each model; false for linear probing: w stays as it is. */
  trainFirstLayers: boolean[]
}

export type { EngineId }

/** One entry for each model of a batch. */
export type Batch<T> = readonly T[]

/** What model `index` of a batch is trained with. */
export const settingsOfModel = (
  { learningRates, weightDecays, trainFirstLayers }: DescendAttributes,
  index: number,
): DescentSettings => ({
  learningRate: learningRates[index] ?? 0,
  weightDecay: weightDecays[index] ?? 0,
  trainFirstLayer: trainFirstLayers[index] ?? true,
})

export interface StartOptions {
  /** The same numbers on every processor. */
  isExact: boolean
}

/** A tfjs backend that can train. */
export interface TrainingBackend {
  readonly id: EngineId
  /**
   * How long one chunk of steps should take, so that commands are answered promptly: short where
   * the steps block this thread, longer where they only queue up and each wait has a cost.
   */
  readonly chunkMilliseconds: number
  /** Whether networks of one shape train faster in one batch than one after the other. */
  readonly prefersBatches: boolean
  /** Whether a task's `isTriangular` saves this backend anything. */
  readonly skipsZeros: boolean
  /**
   * Starts the tfjs backend, registers the kernel and makes the backend the active one. Rejects
   * with a sentence (without its full stop) if it cannot. Where it need not be exact, a sum may be
   * rounded once instead of twice, which differs between processors.
   */
  start(options?: StartOptions): Promise<void>
  /**
   * After `start`: why another backend is better here although this one works, in a sentence
   * without its full stop; or nothing. Keeps it from being chosen automatically.
   */
  drawback(): string | null
  /** Tensors of the training data of all models, by input name; the caller disposes of them. */
  packProblems(problems: Batch<DescentProblem>): Record<string, Tensor>
  /** The weights of all models as the kernel wants them; the caller disposes of the tensor. */
  packWeights(weights: Batch<Float64Array>, problems: Batch<DescentProblem>): Tensor
  /**
   * The inverse of `packWeights`. Gives the values the tensor has when this is called, even if it
   * is disposed of before the promise settles; waits without blocking the thread.
   */
  readWeights(tensor: Tensor, problems: Batch<DescentProblem>): Promise<Float64Array[]>
  /** Resolves when all work queued so far is done; rejects with a sentence if it never will be. */
  settled(): Promise<void>
}

/** What an implementation of the kernel gets. */
export interface DescendCall<Backend> {
  /** Tensors as `packWeights` and `packProblems` made them. */
  weights: TensorInfo
  data: Record<string, TensorInfo>
  attributes: DescendAttributes
  backend: Backend
}

/** What a backend does with networks of one kind: see TrainingBackend. */
export interface NetworkPart<Backend> extends Pick<
  TrainingBackend,
  'packProblems' | 'packWeights' | 'readWeights'
> {
  /** The implementation of the kernel: returns the new weights, leaves its inputs as they are. */
  descend: (call: DescendCall<Backend>) => TensorInfo
}

/** The parts of a backend as one, each called for its own kind. */
export const joinParts = <Backend>(
  parts: Readonly<Record<NetworkId, NetworkPart<Backend>>>,
): NetworkPart<Backend> => {
  const partFor = ([first]: Batch<DescentProblem>): NetworkPart<Backend> =>
    parts[networkIdOf(first ?? {})]
  return {
    packProblems: (problems) => partFor(problems).packProblems(problems),
    packWeights: (weights, problems) => partFor(problems).packWeights(weights, problems),
    readWeights: (tensor, problems) => partFor(problems).readWeights(tensor, problems),
    descend: (call) => parts[call.attributes.hiddenWidth === 0 ? 'diagonal' : 'relu'].descend(call),
  }
}

const presentInputs = (inputs: NamedTensorInfoMap): Record<string, TensorInfo> =>
  Object.fromEntries(
    Object.entries(inputs).flatMap(([name, info]) => (info === undefined ? [] : [[name, info]])),
  )

/** Registers a backend's implementation. `isBackend` tells the backend's class from tfjs's `{}`. */
export const registerDescend = <Backend extends object>(
  backendName: EngineId,
  isBackend: (backend: object) => backend is Backend,
  descendOnBackend: NetworkPart<Backend>['descend'],
): void => {
  registerKernel({
    kernelName: DESCEND,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { weights, ...data } = presentInputs(inputs)
      if (weights === undefined || !isBackend(backend)) throw new TypeError('invalid kernel call')
      // tfjs hands attributes on as an untyped map; `runDescend` is the only caller.
      const attributes = attrs as DescendAttributes
      return descendOnBackend({ weights, data, attributes, backend })
    },
  })
}

/** Runs the kernel on the active backend; the result is a new tensor. */
export const runDescend = (
  weights: Tensor,
  data: Record<string, Tensor>,
  attributes: DescendAttributes,
): Tensor => engine().runKernel(DESCEND, { ...data, weights }, attributes)
