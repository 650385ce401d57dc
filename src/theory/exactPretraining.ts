/**
 * The exact end of pretraining: gradient flow on the auxiliary rows to its end, instead of training
 * that stops at a threshold (docs/model.md, "Exact end point").
 */
import type { TrainingContext } from './referenceTrainer.ts'
import { startingWeights } from './referenceTrainer.ts'
import { PRETRAINING_RECIPE } from './methodRecipes.ts'
import { finish, type Sliced } from './sliced.ts'
import { solveEndPointInSlices } from './solvers/endPoint.ts'
import { exponentsFor, growthOf, weightsAfter, type NetworkWeights } from './solvers/growth.ts'
import type { RegressionData, TaskSettings } from './tasks.ts'

/** The four vectors of one-task weights of shape 4 × D. */
export const vectorsOf = (weights: Float64Array): NetworkWeights => {
  const inputDim = weights.length / 4
  const vector = (row: number): Float64Array =>
    weights.subarray(row * inputDim, (row + 1) * inputDim)
  return { wPlus: vector(0), wMinus: vector(1), vPlus: vector(2), vMinus: vector(3) }
}

/**
 * True where the auxiliary rows need not be looked at: at least D rows without noise. Gaussian rows
 * are then independent (with probability 1), and the only β that fits them is the teacher.
 */
export const isTeacherTheEnd = (
  settings: Pick<TaskSettings, 'auxSamples' | 'inputDim' | 'labelNoise'>,
): boolean => settings.labelNoise === 0 && settings.auxSamples >= settings.inputDim

/** `solvePretraining` in slices, of one Newton step each. */
export function* solvePretrainingInSlices(
  context: TrainingContext,
  settings: TaskSettings,
  drawAux: () => RegressionData,
): Sliced<Float64Array> {
  const start = vectorsOf(startingWeights(PRETRAINING_RECIPE, context))
  const exponents = isTeacherTheEnd(settings)
    ? exponentsFor(growthOf(start), context.tasks.auxTeacher)
    : (yield* solveEndPointInSlices(drawAux(), start)).exponents
  const { wPlus, wMinus, vPlus, vMinus } = weightsAfter(start, exponents)
  return Float64Array.from([...wPlus, ...wMinus, ...vPlus, ...vMinus])
}

/**
 * Weights of shape 4 × D at the end of exact pretraining.
 * @param drawAux draws the auxiliary rows; not called where the teacher is the end
 */
export const solvePretraining = (
  context: TrainingContext,
  settings: TaskSettings,
  drawAux: () => RegressionData,
): Float64Array => finish(solvePretrainingInSlices(context, settings, drawAux))
