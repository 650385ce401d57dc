/**
 * Networks under training on one backend: take steps, give their weights, take new ones. The only
 * place where the tensors of a training live and die.
 */
import { getBackend, type Tensor } from '@tensorflow/tfjs-core'
import type { DescentProblem, DescentSettings } from '../theory/descent.ts'
import { referenceFor } from '../theory/networks.ts'
import { runDescend, type Batch, type TrainingBackend } from './kernel.ts'

/** A batch of networks of one shape, in the order in which they were given. */
export interface BatchDescender {
  /**
   * Takes gradient steps with every network, each with its own settings. On a GPU this only queues
   * them: to keep the queue short, await `settled()` of one chunk before queueing the next but one.
   */
  advance(descents: Batch<DescentSettings>, steps: number): void
  /** The weights after all steps taken so far; waits for queued work. */
  read(): Promise<Float64Array[]>
  /** Replaces the weights; same shapes. */
  write(weights: Batch<Float64Array>): void
  /** Resolves when all steps asked for so far have been computed. */
  settled(): Promise<void>
  /** Frees all tensors; any later call but this one throws. */
  dispose(): void
}

/** The same for a single network. */
export interface Descender {
  advance(descent: DescentSettings, steps: number): void
  read(): Promise<Float64Array>
  write(weights: Float64Array): void
  settled(): Promise<void>
  dispose(): void
}

const rowsOf = ({ tasks }: DescentProblem): number[] => tasks.map(({ rows }) => rows)

/** What the networks of a batch must have in common, in words. */
export const shapeOf = (problem: DescentProblem): string =>
  [
    `D = ${problem.inputDim}`,
    ...(problem.hiddenWidth === undefined ? [] : [`H = ${problem.hiddenWidth}`]),
    `rows ${rowsOf(problem).join(' + ')}`,
  ].join(', ')

/** The first problem, whose shape is that of all. */
const checkShapes = (problems: Batch<DescentProblem>): DescentProblem => {
  const [first, ...others] = problems
  if (first === undefined) throw new RangeError('invalid batch: no models')
  const other = others.find((problem) => shapeOf(problem) !== shapeOf(first))
  if (other !== undefined) {
    throw new RangeError(`invalid batch: shapes ${shapeOf(first)} and ${shapeOf(other)}`)
  }
  return first
}

/** @throws RangeError if the weights do not fit the problems, all of one shape */
export const checkWeights = (
  weights: Batch<Float64Array>,
  problems: Batch<DescentProblem>,
): void => {
  if (weights.length !== problems.length) {
    throw new RangeError(`invalid weights: of ${weights.length} models, not ${problems.length}`)
  }
  const [problem] = problems
  const expected = problem ? referenceFor(problem).weightCount(problem) : 0
  const wrong = weights.find(({ length }) => length !== expected)
  if (wrong !== undefined) {
    throw new RangeError(`invalid weights: ${wrong.length} numbers, expected ${expected}`)
  }
}

/** @throws RangeError */
export const checkSteps = (steps: number): void => {
  if (!Number.isInteger(steps) || steps < 0) throw new RangeError(`invalid steps: ${steps}`)
}

const columns = (descents: Batch<DescentSettings>) => ({
  learningRates: descents.map(({ learningRate }) => learningRate),
  weightDecays: descents.map(({ weightDecay }) => weightDecay),
  trainFirstLayers: descents.map(({ trainFirstLayer }) => trainFirstLayer),
})

/**
 * Networks with the given weights (copied) on a started backend. The problems'
 * arrays must not be changed while it lives.
 * @throws RangeError if the problems differ in shape, or the weights do not fit them
 */
export const createBatchDescender = (
  backend: TrainingBackend,
  problems: Batch<DescentProblem>,
  weights: Batch<Float64Array>,
): BatchDescender => {
  const first = checkShapes(problems)
  checkWeights(weights, problems)
  const checkActive = (): void => {
    // The kernel runs where tfjs is; on another backend it would silently move the tensors there.
    if (getBackend() !== backend.id) {
      throw new Error(`invalid backend: ${backend.id} is not active but ${getBackend()}`)
    }
  }
  checkActive()
  const data = backend.packProblems(problems)
  const { inputDim, hiddenWidth = 0 } = first
  const shape = { inputDim, hiddenWidth, rows: rowsOf(first) }
  let current: Tensor | undefined = backend.packWeights(weights, problems)

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
    advance: (descents, steps) => {
      checkSteps(steps)
      if (descents.length !== problems.length) {
        throw new RangeError(`invalid settings: of ${descents.length} models`)
      }
      const before = living()
      if (steps > 0) replace(runDescend(before, data, { ...shape, ...columns(descents), steps }))
    },
    read: async () => backend.readWeights(living(), problems),
    write: (next) => {
      checkWeights(next, problems)
      living()
      replace(backend.packWeights(next, problems))
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

/**
 * A network with the given weights (copied) on a started backend. The problem's
 * arrays must not be changed while it lives.
 */
export const createDescender = (
  backend: TrainingBackend,
  problem: DescentProblem,
  weights: Float64Array,
): Descender => {
  const batch = createBatchDescender(backend, [problem], [weights])
  return {
    ...batch,
    advance: (descent, steps) => batch.advance([descent], steps),
    read: async () => {
      const [own] = await batch.read()
      if (own === undefined) throw new Error('invalid read: the backend gave no weights')
      return own
    },
    write: (next) => batch.write([next]),
  }
}
