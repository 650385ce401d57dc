/** Runs that are solved instead of trained: methods with an exact end (theory/exactWay.ts). */
import {
  observedSteps,
  solveExactEnd,
  solveExactWay,
  timePerStep,
} from '../../src/theory/exactWay.ts'
import { METHOD_RECIPES, type MethodId } from '../../src/theory/methodRecipes.ts'
import { startingWeights, type TrainingContext } from '../../src/theory/referenceTrainer.ts'
import { finish, type Sliced } from '../../src/theory/sliced.ts'

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

/** The trajectory, or nothing where the integrator gives up. */
const follow = (way: Sliced<Float64Array[]>): Float64Array[] => {
  try {
    return finish(way)
  } catch (error) {
    if (error instanceof RangeError) return []
    throw error
  }
}

/** `pretrained`: weights of shape 4 × D, for the methods that start from them. */
export const solveExactly = (
  method: MethodId,
  context: TrainingContext,
  pretrained?: Float64Array,
): ExactRun => {
  const weights = startingWeights(METHOD_RECIPES[method], context, pretrained)
  const problem = { context, main: context.tasks.main, weights }
  const { beta: end, iterations, status } = finish(solveExactEnd(method, problem))
  const steps = observedSteps(context.settings.stepLimit)
  const betas = follow(solveExactWay(method, problem, steps))
  const rate = timePerStep(method, problem)
  return {
    end,
    iterations,
    status,
    timePerStep: rate,
    times: steps.map((step) => rate * step),
    betas,
  }
}
