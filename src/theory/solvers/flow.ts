/**
 * The exact trajectory of gradient flow on the diagonal network (docs/model.md, "Exact
 * trajectory"): dλ/dt = −(2/n)(Xβ(λ) − y), λ(0) = 0, with β = A e^z − B e^−z and z = 2Xᵀλ. Time is
 * learning rate × steps. The n numbers λ replace all 4D weights; the equation is stiff, because
 * active features follow their gradient at once while the others wait.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import type { RegressionData } from '../tasks.ts'
import { advance, interpolate, startIntegration, type StiffSystem } from './backwardDifferences.ts'
import { grow, growthOf, type Growth, type NetworkWeights } from './growth.ts'
import { factorize, multiply, multiplyTransposed, solveFactored } from './linearAlgebra.ts'
import { createGram, updateGram } from './weightedGram.ts'

export interface Flow {
  /** β at each of the given times, each of shape D. */
  betas: Float64Array[]
  /** Steps of the integrator. */
  steps: number
}

/** What a step may be wrong by, in units of an exponent z: the relative error of growing weights. */
const TOLERANCE = 1e-7
/** How far a weight in the Newton matrix may be off. */
const STALE = 0.1
const STEP_LIMIT = 20_000

const largestSize = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** z, β and W at a given λ, in memory that is used again. */
const createState = (data: RegressionData, growth: Growth) => {
  const inputDim = growth.plus.length
  const z = new Float64Array(inputDim)
  const point = { beta: new Float64Array(inputDim), curvature: new Float64Array(inputDim) }
  const moveTo = (lambda: Float64Array): void => {
    multiplyTransposed(data.inputs, lambda, z)
    for (let d = 0; d < inputDim; d += 1) z[d] = 2 * (z[d] as number)
    grow(growth, z, point)
  }
  return { point, moveTo }
}

/**
 * The equation of λ. An error e of λ moves exponents by about 2|e|; it is tolerated if neither the
 * weights that grow nor, where weights are large, β itself is off by more than the tolerance.
 */
const createSystem = (data: RegressionData, growth: Growth): StiffSystem => {
  const { rows, inputs, targets } = data
  const inputDim = growth.plus.length
  const state = createState(data, growth)
  const { point } = state
  const gram = createGram(rows, inputDim)
  const matrix = new Float64Array(rows * rows)
  const factor = new Float64Array(rows * rows)
  const fitted = multiply(inputs, growth.start, new Float64Array(rows))
  const scale = largestSize(targets.map((value, row) => value - (fitted[row] as number))) || 1
  state.moveTo(new Float64Array(rows))
  const unit = TOLERANCE * Math.min(1, scale / largestSize(point.curvature))
  return {
    size: rows,
    derivative: (lambda, output) => {
      state.moveTo(lambda)
      multiply(inputs, point.beta, output)
      for (let row = 0; row < rows; row += 1) {
        output[row] = (2 / rows) * ((targets[row] as number) - (output[row] as number))
      }
    },
    factor: (c, lambda) => {
      state.moveTo(lambda)
      const slack = (STALE * rows) / (4 * c * inputDim)
      updateGram(gram, inputs, { weights: point.curvature, tolerance: STALE, slack })
      for (let index = 0; index < matrix.length; index += 1) {
        matrix[index] = ((4 * c) / rows) * (gram.matrix[index] as number)
      }
      for (let row = 0; row < rows; row += 1) {
        matrix[row * (rows + 1)] = (matrix[row * (rows + 1)] as number) + 1
      }
      factorize(matrix, rows, factor)
    },
    solve: (right) => {
      solveFactored(factor, right)
    },
    errorNorm: (error) => {
      let squares = 0
      for (const value of error) squares += value * value
      return (2 * Math.sqrt(squares)) / unit
    },
  }
}

/**
 * β of gradient flow from `weights` (each of shape D) at `times` (not negative, in any order) on
 * X of shape n × D. Error: about 1e-6 of the largest entry.
 * @throws RangeError if the integrator cannot go on
 */
export const solveFlow = (
  data: RegressionData,
  weights: NetworkWeights,
  times: ArrayLike<number>,
): Flow => {
  const growth = growthOf(weights)
  const run = startIntegration(createSystem(data, growth), new Float64Array(data.rows))
  const state = createState(data, growth)
  const lambda = new Float64Array(data.rows)
  const order = Array.from(times, (time, index) => ({ time, index }))
  const betas = order.map(() => new Float64Array(0))
  for (const { time, index } of order.sort((one, other) => one.time - other.time)) {
    while (run.time < time) {
      if (run.steps === STEP_LIMIT || !advance(run)) {
        throw new RangeError(`invalid times: the flow could not be followed beyond ${run.time}`)
      }
    }
    interpolate(run, time, lambda)
    state.moveTo(lambda)
    betas[index] = state.point.beta.slice()
  }
  return { betas, steps: run.steps }
}
