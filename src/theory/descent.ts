/**
 * Full-batch gradient descent on the diagonal network in float64: the yardstick for every engine
 * (docs/model.md, "Training").
 *
 * Loss L = (1/N) Σ (f(x)−y)², the mean over all N rows of all tasks, each row scored on its own
 * task's output. With g_t = (2/N) X_tᵀ(X_t β_t − y_t): ∂w⁺ = Σ_t g_t∘v⁺_t, ∂w⁻ = −Σ_t g_t∘v⁻_t,
 * ∂v⁺_t = g_t∘w⁺, ∂v⁻_t = −g_t∘w⁻. Weight decay λ adds λ·(weight) to each derivative, that is,
 * (λ/2)·|weights|² to the loss.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import { coefficients } from './diagonalNetwork.ts'
import type { RegressionData } from './tasks.ts'

/** What is minimized: one entry of `tasks` per pair of readout vectors. */
export interface DescentProblem {
  inputDim: number
  /** H of a ReLU network; absent for a diagonal one. */
  hiddenWidth?: number
  tasks: readonly RegressionData[]
}

export interface DescentSettings {
  /** η, step size. */
  learningRate: number
  /** λ, weight decay. */
  weightDecay: number
  /** False for linear probing: w stays as it is. */
  trainFirstLayer: boolean
}

/** N, the rows of all tasks together. */
export const totalRows = (problem: DescentProblem): number =>
  problem.tasks.reduce((sum, task) => sum + task.rows, 0)

/**
 * Adds scale·Xᵀ(Xβ − y) to `gradient` (shape D) in one pass over X and returns Σ (Xβ − y)².
 */
const accumulateGradient = (
  data: RegressionData,
  beta: Float64Array,
  output: { gradient: Float64Array; scale: number },
): number => {
  const { inputs, targets, rows } = data
  const { gradient, scale } = output
  const inputDim = beta.length
  let squares = 0
  for (let row = 0, start = 0; row < rows; row += 1, start += inputDim) {
    let residual = -(targets[row] as number)
    for (let d = 0; d < inputDim; d += 1) {
      residual += (inputs[start + d] as number) * (beta[d] as number)
    }
    squares += residual * residual
    const factor = scale * residual
    for (let d = 0; d < inputDim; d += 1) {
      gradient[d] = (gradient[d] as number) + factor * (inputs[start + d] as number)
    }
  }
  return squares
}

/** What is measured at a point of training, all of it from the weights alone. */
export interface Measurement {
  /** Mean squared residual of each task over its own rows. */
  taskLosses: number[]
  /** L: mean squared residual over all rows of all tasks. */
  loss: number
  /** The largest |g| over tasks and features: how fast any weight can still grow. */
  largestForce: number
}

/** Losses and the largest force at the given weights (shape (2 + 2T) × D). */
export const measure = (weights: Float64Array, problem: DescentProblem): Measurement => {
  const rows = totalRows(problem)
  let squares = 0
  let largestForce = 0
  const taskLosses = problem.tasks.map((data, task) => {
    const gradient = new Float64Array(problem.inputDim)
    const beta = coefficients(weights, problem.inputDim, task)
    const own = accumulateGradient(data, beta, { gradient, scale: 2 / rows })
    for (const value of gradient) largestForce = Math.max(largestForce, Math.abs(value))
    squares += own
    return own / data.rows
  })
  return { taskLosses, loss: squares / rows, largestForce }
}

/** Working memory of `descend`, made once per problem so that its loop allocates nothing. */
export interface DescentWorkspace {
  betas: Float64Array[]
  gradients: Float64Array[]
}

export const createWorkspace = (problem: DescentProblem): DescentWorkspace => ({
  betas: problem.tasks.map(() => new Float64Array(problem.inputDim)),
  gradients: problem.tasks.map(() => new Float64Array(problem.inputDim)),
})

/** The derivatives at the given weights, into the workspace: β_t and g_t of every task. */
const computeForces = (
  weights: Float64Array,
  problem: DescentProblem,
  workspace: DescentWorkspace,
): void => {
  const { inputDim, tasks } = problem
  const scale = 2 / totalRows(problem)
  tasks.forEach((data, task) => {
    const beta = workspace.betas[task] as Float64Array
    const gradient = workspace.gradients[task] as Float64Array
    const offset = (2 + 2 * task) * inputDim
    for (let d = 0; d < inputDim; d += 1) {
      beta[d] =
        (weights[d] as number) * (weights[offset + d] as number) -
        (weights[inputDim + d] as number) * (weights[offset + inputDim + d] as number)
    }
    gradient.fill(0)
    accumulateGradient(data, beta, { gradient, scale })
  })
}

/** One update of all weights from the forces in the workspace. */
const applyForces = (
  weights: Float64Array,
  settings: DescentSettings,
  workspace: DescentWorkspace,
): void => {
  const { learningRate, weightDecay, trainFirstLayer } = settings
  const { gradients } = workspace
  const inputDim = (workspace.betas[0] as Float64Array).length
  const keep = 1 - learningRate * weightDecay
  for (let d = 0; d < inputDim; d += 1) {
    const wPlus = weights[d] as number
    const wMinus = weights[inputDim + d] as number
    let plusForce = 0
    let minusForce = 0
    for (let task = 0; task < gradients.length; task += 1) {
      const plus = (2 + 2 * task) * inputDim + d
      const minus = plus + inputDim
      const step = learningRate * ((gradients[task] as Float64Array)[d] as number)
      const vPlus = weights[plus] as number
      const vMinus = weights[minus] as number
      plusForce += step * vPlus
      minusForce += step * vMinus
      weights[plus] = keep * vPlus - step * wPlus
      weights[minus] = keep * vMinus + step * wMinus
    }
    if (trainFirstLayer) {
      weights[d] = keep * wPlus - plusForce
      weights[inputDim + d] = keep * wMinus + minusForce
    }
  }
}

/**
 * Takes `steps` steps of gradient descent, changing `weights` (shape (2 + 2T) × D) in place.
 * The order of every sum is fixed: same input, same bits.
 */
export const descend = (
  weights: Float64Array,
  problem: DescentProblem,
  options: { settings: DescentSettings; steps: number; workspace?: DescentWorkspace },
): void => {
  const workspace = options.workspace ?? createWorkspace(problem)
  for (let step = 0; step < options.steps; step += 1) {
    computeForces(weights, problem, workspace)
    applyForces(weights, options.settings, workspace)
  }
}
