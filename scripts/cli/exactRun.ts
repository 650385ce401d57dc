/** Runs that are solved instead of trained: one phase on the main task alone (STL, PT+FT, probes). */
import { vectorsOf } from '../../src/theory/exactPretraining.ts'
import { probingStrength } from '../../src/theory/diagonalNetwork.ts'
import { METHOD_RECIPES, type MethodId } from '../../src/theory/methodRecipes.ts'
import { startingWeights, type TrainingContext } from '../../src/theory/referenceTrainer.ts'
import { solveEndPoint } from '../../src/theory/solvers/endPoint.ts'
import { solveFlow, solveProbeFlow } from '../../src/theory/solvers/flow.ts'
import { solveLinearProbe } from '../../src/theory/solvers/linearProbe.ts'
import type { RegressionData, TaskPair } from '../../src/theory/tasks.ts'
import { observedTimes, trainingLossOf } from './trajectory.ts'

export interface ExactRun {
  /** β at the end of the flow, shape D. */
  end: Float64Array
  /** Newton steps of the end point; 0 if it needed none. */
  iterations: number
  /** 'interpolates', 'leastSquares' (no β fits all rows) or 'stalled' (above the rounding floor). */
  status: string
  timePerStep: number
  times: number[]
  /** β at these times, each of shape D; none if the trajectory could not be followed. */
  betas: Float64Array[]
}

/** One phase on the main task alone has a closed end. */
export const isSolvable = (method: MethodId): boolean => {
  const { phases } = METHOD_RECIPES[method]
  return phases.length === 1 && phases[0]?.tasks === 'main'
}

/** κ, by which training divides the step of a probe; see methodRun.ts. */
const probingScale = (weights: Float64Array, { main, inputDim }: TaskPair): number => {
  const strength = probingStrength(weights, inputDim)
  const sum = main.inputs.reduce(
    (total, value, index) => total + (strength[index % inputDim] ?? 0) * value * value,
    0,
  )
  return sum / main.rows
}

/** The trajectory, or nothing where the integrator gives up. */
const follow = (solve: () => { betas: Float64Array[] }): Float64Array[] => {
  try {
    return solve().betas
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

/** More of y than this share left unexplained is no rounding. */
const MISFIT_TOLERANCE = 1e-9

const fits = (data: RegressionData, beta: Float64Array): boolean => {
  const zero = data.targets.reduce((sum, value) => sum + value * value, 0) / data.rows
  return trainingLossOf(data, beta) <= MISFIT_TOLERANCE ** 2 * zero
}

/** `pretrained`: weights of shape 4 × D, for the methods that start from them. */
export const solveExactly = (
  method: MethodId,
  context: TrainingContext,
  pretrained?: Float64Array,
): ExactRun => {
  const { main } = context.tasks
  const { learningRate, stepLimit } = context.settings
  const recipe = METHOD_RECIPES[method]
  const weights = startingWeights(recipe, context, pretrained)
  const network = vectorsOf(weights)
  if (recipe.phases[0]?.trainFirstLayer) {
    const times = observedTimes(stepLimit, learningRate)
    const { beta, iterations, status } = solveEndPoint(main, network)
    const betas = follow(() => solveFlow(main, network, times))
    return { end: beta, iterations, status, timePerStep: learningRate, times, betas }
  }
  const timePerStep = learningRate / (probingScale(weights, context.tasks) || 1)
  const times = observedTimes(stepLimit, timePerStep)
  const end = solveLinearProbe(main, network)
  const betas = follow(() => solveProbeFlow(main, network, times))
  const status = fits(main, end) ? 'interpolates' : 'leastSquares'
  return { end, iterations: 0, status, timePerStep, times, betas }
}
