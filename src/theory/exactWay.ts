/**
 * Exact answers for the methods that have them: one phase on the main task alone, with all weights
 * or the readout trained (docs/model.md, "Exact end point", "Exact trajectory", "Linear probing").
 */
import { METHOD_RECIPES, type MethodId, type PhaseRecipe } from './methodRecipes.ts'
import { vectorsOf } from './exactPretraining.ts'
import { networkOf } from './networks.ts'
import { learningRateOf } from './methodRun.ts'
import type { TrainingContext } from './referenceTrainer.ts'
import type { Sliced } from './sliced.ts'
import { solveEndPointInSlices, type EndPoint, type EndPointOptions } from './solvers/endPoint.ts'
import { solveFlowInSlices, solveProbeFlowInSlices } from './solvers/flow.ts'
import { solveLinearProbe } from './solvers/linearProbe.ts'
import { predict, type RegressionData } from './tasks.ts'

/** The only phase of a method with an exact end, or nothing. */
const exactPhase = (method: MethodId): PhaseRecipe | undefined => {
  const [phase, ...more] = METHOD_RECIPES[method].phases
  return phase?.tasks === 'main' && more.length === 0 ? phase : undefined
}

export const hasExactEnd = (method: MethodId): boolean => exactPhase(method) !== undefined

/** True for the methods whose end has the least potential Σ Q_d: all weights are trained. */
export const hasPotential = (method: MethodId): boolean =>
  exactPhase(method)?.trainFirstLayer ?? false

export type ExactEnd = Pick<EndPoint, 'beta' | 'status' | 'iterations'> & {
  /** To start a nearby problem from; linear probing needs no start. */
  lambda: Float64Array | null
}

/** More of y than this share left unexplained is no rounding. */
const MISFIT_TOLERANCE = 1e-9

const isFitted = ({ inputs, targets }: RegressionData, beta: Float64Array): boolean => {
  let misfit = 0
  let size = 0
  predict(inputs, beta).forEach((value, row) => {
    misfit += (value - (targets[row] ?? 0)) ** 2
    size += (targets[row] ?? 0) ** 2
  })
  return misfit <= MISFIT_TOLERANCE ** 2 * size
}

/**
 * Where a method ends that `hasExactEnd`.
 * @param weights at the start of its phase, shape 4 × D
 */
export function* solveExactEnd(
  method: MethodId,
  problem: { main: RegressionData; weights: Float64Array },
  options: EndPointOptions = {},
): Sliced<ExactEnd> {
  const { main, weights } = problem
  if (hasPotential(method)) return yield* solveEndPointInSlices(main, vectorsOf(weights), options)
  const beta = solveLinearProbe(main, vectorsOf(weights))
  const status = isFitted(main, beta) ? 'interpolates' : 'leastSquares'
  return { beta, status, iterations: 0, lambda: null }
}

const phaseOf = (method: MethodId): PhaseRecipe => {
  const phase = exactPhase(method)
  if (phase === undefined) throw new RangeError(`invalid method: ${method} has no exact way`)
  return phase
}

/** The time of the flow in which a method that `hasExactEnd` takes one gradient step. */
export const timePerStep = (
  method: MethodId,
  { context, weights }: { context: TrainingContext; weights: Float64Array },
): number =>
  learningRateOf({ ...context, network: networkOf(context.tasks) }, phaseOf(method), weights)

/**
 * β of a method that `hasExactEnd` after so many gradient steps, each of shape D: at time η·steps,
 * or η/κ·steps where the first layer is frozen.
 * @param weights at the start of its phase, shape 4 × D
 * @throws RangeError if the integrator cannot go on
 */
export function* solveExactWay(
  method: MethodId,
  problem: { context: TrainingContext; weights: Float64Array },
  steps: ArrayLike<number>,
): Sliced<Float64Array[]> {
  const { context, weights } = problem
  const phase = phaseOf(method)
  const rate = timePerStep(method, problem)
  const times = Array.from(steps, (step) => rate * step)
  const solve = phase.trainFirstLayer ? solveFlowInSlices : solveProbeFlowInSlices
  return (yield* solve(context.tasks.main, vectorsOf(weights), times)).betas
}

/** Steps looked at per factor of ten, as in training. */
const STEPS_PER_DECADE = 32

/** From one step to the limit, evenly on a logarithmic scale. */
export const observedSteps = (stepLimit: number): number[] => {
  const decades = Math.log10(stepLimit)
  const count = Math.ceil(STEPS_PER_DECADE * decades)
  return Array.from({ length: count + 1 }, (_, index) =>
    count === 0 ? 1 : 10 ** ((decades * index) / count),
  )
}
