/**
 * Full-batch gradient descent on the ReLU network in float64: the yardstick for every engine
 * (docs/model.md, "ReLU networks").
 *
 * Loss L = (1/N) Σ (f(x)−y)², the mean over all N rows of all tasks, each row scored on its own
 * task's output. With G_{t,h} = (2/N) Σ_i r_i 1[w_h·x_i > 0] x_i over the rows i of task t:
 * ∂v_{t,h} = w_h·G_{t,h}, because relu(z) = 1[z > 0] z, and ∂w_h = Σ_t v_{t,h} G_{t,h}. Weight decay λ
 * adds λ·(weight) to each derivative.
 *
 * A unit is on unless w_h·x ≤ 0, so that weights that are not numbers make a loss that is none.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import {
  totalRows,
  type DescentProblem,
  type DescentSettings,
  type Measurement,
} from '../descent.ts'
import type { RegressionData } from '../tasks.ts'
import { reluUnits, type ReluUnits } from './reluNetwork.ts'

/** What is minimized: one entry of `tasks` per readout. */
export interface ReluProblem extends DescentProblem {
  /** H, the number of hidden units. */
  hiddenWidth: number
}

/** Working memory of `descendRelu`, made once per problem so that its loop allocates nothing. */
export interface ReluWorkspace {
  /** G of each task, each of shape H × D. */
  forces: Float64Array[]
  /** w_h·x of one row, shape H. */
  activations: Float64Array
  /** −∂L/∂w_h of one unit, shape D. */
  change: Float64Array
}

export const createReluWorkspace = ({
  inputDim,
  hiddenWidth,
  tasks,
}: ReluProblem): ReluWorkspace => ({
  forces: tasks.map(() => new Float64Array(hiddenWidth * inputDim)),
  activations: new Float64Array(hiddenWidth),
  change: new Float64Array(inputDim),
})

/** w_h·x of all units for the row that begins at `start`; four units at a time, so that none waits. */
const activate = (
  units: ReluUnits,
  data: { inputs: Float64Array; start: number },
  activations: Float64Array,
): void => {
  const { directions, inputDim } = units
  const { inputs, start } = data
  const width = activations.length
  let unit = 0
  for (; unit + 3 < width; unit += 4) {
    const a = unit * inputDim
    const b = a + inputDim
    const c = b + inputDim
    const e = c + inputDim
    let first = 0
    let second = 0
    let third = 0
    let fourth = 0
    for (let d = 0; d < inputDim; d += 1) {
      const value = inputs[start + d] as number
      first += (directions[a + d] as number) * value
      second += (directions[b + d] as number) * value
      third += (directions[c + d] as number) * value
      fourth += (directions[e + d] as number) * value
    }
    activations[unit] = first
    activations[unit + 1] = second
    activations[unit + 2] = third
    activations[unit + 3] = fourth
  }
  for (; unit < width; unit += 1) {
    let sum = 0
    for (let d = 0; d < inputDim; d += 1) {
      sum += (directions[unit * inputDim + d] as number) * (inputs[start + d] as number)
    }
    activations[unit] = sum
  }
}

/** Σ_h v_h relu(z_h). */
const readOut = (activations: Float64Array, readouts: Float64Array): number => {
  let output = 0
  for (let unit = 0; unit < activations.length; unit += 1) {
    const activation = activations[unit] as number
    if (!(activation <= 0)) output += (readouts[unit] as number) * activation
  }
  return output
}

/** Adds factor·x to the force of every unit that is on. */
const addRow = (
  force: Float64Array,
  activations: Float64Array,
  row: { inputs: Float64Array; start: number; inputDim: number; factor: number },
): void => {
  const { inputs, start, inputDim, factor } = row
  for (let unit = 0; unit < activations.length; unit += 1) {
    if ((activations[unit] as number) <= 0) continue
    const offset = unit * inputDim
    for (let d = 0; d < inputDim; d += 1) {
      force[offset + d] = (force[offset + d] as number) + factor * (inputs[start + d] as number)
    }
  }
}

/** G of one task into `force`; returns Σ r² over its rows. */
const computeForce = (
  units: ReluUnits,
  data: RegressionData,
  output: { force: Float64Array; activations: Float64Array; scale: number },
): number => {
  const { force, activations, scale } = output
  const row = { inputs: data.inputs, start: 0, inputDim: units.inputDim, factor: 0 }
  let squares = 0
  force.fill(0)
  for (let index = 0; index < data.rows; index += 1, row.start += row.inputDim) {
    activate(units, row, activations)
    const residual = readOut(activations, units.readouts) - (data.targets[index] as number)
    squares += residual * residual
    row.factor = scale * residual
    addRow(force, activations, row)
  }
  return squares
}

/** Σ r² over the rows of one task. */
const squaresOf = (units: ReluUnits, data: RegressionData): number => {
  const activations = new Float64Array(units.readouts.length)
  const row = { inputs: data.inputs, start: 0 }
  let squares = 0
  for (let index = 0; index < data.rows; index += 1, row.start += units.inputDim) {
    activate(units, row, activations)
    const residual = readOut(activations, units.readouts) - (data.targets[index] as number)
    squares += residual * residual
  }
  return squares
}

/** G of every task into the workspace; returns each task's Σ r². */
const computeForces = (
  weights: Float64Array,
  problem: ReluProblem,
  workspace: ReluWorkspace,
): number[] => {
  const { activations } = workspace
  const scale = 2 / totalRows(problem)
  return problem.tasks.map((data, task) => {
    const force = workspace.forces[task] as Float64Array
    return computeForce(reluUnits(weights, problem, task), data, { force, activations, scale })
  })
}

/** One update of all weights of a unit from the forces in the workspace. */
const moveUnit = (
  weights: Float64Array,
  at: { unit: number; problem: ReluProblem; settings: DescentSettings },
  { forces, change }: ReluWorkspace,
): void => {
  const { inputDim, hiddenWidth } = at.problem
  const { learningRate, weightDecay, trainFirstLayer } = at.settings
  const keep = 1 - learningRate * weightDecay
  const start = at.unit * inputDim
  change.fill(0)
  for (let task = 0; task < forces.length; task += 1) {
    const force = forces[task] as Float64Array
    const index = hiddenWidth * (inputDim + task) + at.unit
    const readout = weights[index] as number
    let derivative = 0
    for (let d = 0; d < inputDim; d += 1) {
      const entry = force[start + d] as number
      derivative += (weights[start + d] as number) * entry
      change[d] = (change[d] as number) - readout * entry
    }
    weights[index] = keep * readout - learningRate * derivative
  }
  if (!trainFirstLayer) return
  for (let d = 0; d < inputDim; d += 1) {
    weights[start + d] =
      keep * (weights[start + d] as number) + learningRate * (change[d] as number)
  }
}

/**
 * Takes `steps` steps of gradient descent, changing `weights` (shape H·(D + T)) in place. All
 * weights of a step move together. The order of every sum is fixed: same input, same bits.
 */
export const descendRelu = (
  weights: Float64Array,
  problem: ReluProblem,
  options: { settings: DescentSettings; steps: number; workspace?: ReluWorkspace },
): void => {
  const { settings } = options
  if (settings.learningRate === 0) return
  const workspace = options.workspace ?? createReluWorkspace(problem)
  for (let step = 0; step < options.steps; step += 1) {
    computeForces(weights, problem, workspace)
    const at = { unit: 0, problem, settings }
    for (; at.unit < problem.hiddenWidth; at.unit += 1) moveUnit(weights, at, workspace)
  }
}

/** The largest |G_h|₂ over the units of one task; not a number if one is none. */
const largestNorm = (force: Float64Array, inputDim: number): number => {
  let largest = 0
  for (let start = 0; start < force.length; start += inputDim) {
    let squares = 0
    for (let d = 0; d < inputDim; d += 1) squares += (force[start + d] as number) ** 2
    largest = Math.max(largest, squares)
  }
  return Math.sqrt(largest)
}

/**
 * Losses, and the largest force |G_{t,h}|₂ over tasks and units, at the given weights (shape
 * H·(D + T), to be left as they are until that has been read): |w_h| and each |v_h| grow by at most this force times the size of the other.
 */
export const measureRelu = (weights: Float64Array, problem: ReluProblem): Measurement => {
  const squares = problem.tasks.map((data, task) =>
    squaresOf(reluUnits(weights, problem, task), data),
  )
  return {
    taskLosses: squares.map((own, task) => own / (problem.tasks[task]?.rows ?? 0)),
    loss: squares.reduce((sum, own) => sum + own, 0) / totalRows(problem),
    // Takes as long again, and is hardly ever asked for.
    get largestForce(): number {
      const workspace = createReluWorkspace(problem)
      computeForces(weights, problem, workspace)
      const norms = workspace.forces.map((force) => largestNorm(force, problem.inputDim))
      return Math.max(...norms)
    },
  }
}
