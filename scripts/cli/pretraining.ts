/**
 * The weights that finetuning in a sweep starts from, computed instead of trained.
 *
 * `end`: the end of gradient flow on the auxiliary rows (theory/exactPretraining.ts). Measured at
 * n₁ = 1024 without noise against training: at D = 1000 there is nothing to compute where training
 * takes a minute. (The weights of unused features rest on rounding errors of 1e-16 against 2α²:
 * negligible for α ≥ 1e-6, the least a spec allows.)
 *
 * For so many steps: the exact trajectory until training would stop. With n₁ ≈ D some directions of
 * the auxiliary rows are so flat that this is 1e-4 away from β_aux even after a million steps, and
 * the weights of unused features are uneven; later losses grow by up to a factor of three.
 */
import { vectorsOf, solvePretraining } from '../../src/theory/exactPretraining.ts'
import { PRETRAINING_RECIPE } from '../../src/theory/methodRecipes.ts'
import { startingWeights, type TrainingContext } from '../../src/theory/referenceTrainer.ts'
import { solveFlow } from '../../src/theory/solvers/flow.ts'
import { exponentsFor, growthOf, weightsAfter } from '../../src/theory/solvers/growth.ts'
import { auxiliaryKey, type RegressionData, type TaskSettings } from '../../src/theory/tasks.ts'
import { observedTimes, trainingLossOf } from './trajectory.ts'

/** To the end of the flow, or at most so many steps of η₁. */
export type PretrainingLength = 'end' | number

export interface PretrainingRequest {
  context: TrainingContext
  settings: TaskSettings
  length: PretrainingLength
  /** Draws the auxiliary rows. */
  drawAux: () => RegressionData
}

/** Weights of shape 4 × D where the flow stands when training would stop. */
const followPretraining = (request: PretrainingRequest, steps: number): Float64Array => {
  const { auxLearningRate, stopLoss } = request.context.settings
  const start = vectorsOf(startingWeights(PRETRAINING_RECIPE, request.context))
  const data = request.drawAux()
  const { betas } = solveFlow(data, start, observedTimes(steps, auxLearningRate))
  const hasStopped = (beta: Float64Array): boolean => trainingLossOf(data, beta) <= stopLoss
  const growth = growthOf(start)
  const beta = betas.find(hasStopped) ?? betas.at(-1) ?? growth.start
  const { wPlus, wMinus, vPlus, vMinus } = weightsAfter(start, exponentsFor(growth, beta))
  return Float64Array.from([...wPlus, ...wMinus, ...vPlus, ...vMinus])
}

const keyOf = ({ context, settings, length }: PretrainingRequest): string => {
  const { initScale, initSpread, initSeed } = context.start
  const { auxLearningRate, stopLoss } = context.settings
  const start = [auxiliaryKey(settings), length, initScale, initSpread, initSeed]
  return JSON.stringify(length === 'end' ? start : [...start, auxLearningRate, stopLoss])
}

const WEIGHTS_KEPT = 64

/** Computes pretrained weights of shape 4 × D; remembers the last ones. */
export const createPretrainer = (): ((request: PretrainingRequest) => Float64Array) => {
  const known = new Map<string, Float64Array>()
  return (request) => {
    const key = keyOf(request)
    const { context, settings, length, drawAux } = request
    const weights =
      known.get(key) ??
      (length === 'end'
        ? solvePretraining(context, settings, drawAux)
        : followPretraining(request, length))
    known.set(key, weights)
    const [oldest] = known.keys()
    if (known.size > WEIGHTS_KEPT && oldest !== undefined) known.delete(oldest)
    return weights
  }
}
