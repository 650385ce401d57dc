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
import { grow, growthOf, type NetworkWeights } from './growth.ts'
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

/** β and W = dβ/dz at a given z, all of shape D. */
interface Response {
  /** β at z = 0, shape D. */
  start: Float64Array
  /** The largest error of z that growth forgives, however small W is. */
  largestError: number
  respond: (z: Float64Array, point: { beta: Float64Array; curvature: Float64Array }) => void
}

/** All weights are trained: β = A e^z − B e^−z. */
const growingResponse = (weights: NetworkWeights): Response => {
  const growth = growthOf(weights)
  return {
    start: growth.start,
    largestError: TOLERANCE,
    respond: (z, point) => grow(growth, z, point),
  }
}

/** Only the readout is trained: v grows by w·G, so β = β⁰ + ½((w⁺)² + (w⁻)²) z. */
const probingResponse = (weights: NetworkWeights): Response => {
  const { start } = growthOf(weights)
  const { wPlus, wMinus } = weights
  const rate = wPlus.map((value, d) => (value ** 2 + (wMinus[d] as number) ** 2) / 2)
  return {
    start,
    largestError: Infinity,
    respond: (z, point) => {
      point.curvature.set(rate)
      for (let d = 0; d < z.length; d += 1) {
        point.beta[d] = (start[d] as number) + (rate[d] as number) * (z[d] as number)
      }
    },
  }
}

/** z, β and W at a given λ, in memory that is used again. */
const createState = (data: RegressionData, { start, respond }: Response) => {
  const inputDim = start.length
  const z = new Float64Array(inputDim)
  const point = { beta: new Float64Array(inputDim), curvature: new Float64Array(inputDim) }
  const moveTo = (lambda: Float64Array): void => {
    multiplyTransposed(data.inputs, lambda, z)
    for (let d = 0; d < inputDim; d += 1) z[d] = 2 * (z[d] as number)
    respond(z, point)
  }
  return { point, moveTo }
}

/**
 * The equation of λ. An error e of λ moves exponents by about 2|e|; it is tolerated if neither the
 * weights that grow nor, where weights are large, β itself is off by more than the tolerance.
 */
const createSystem = (data: RegressionData, response: Response): StiffSystem => {
  const { rows, inputs, targets } = data
  const inputDim = response.start.length
  const state = createState(data, response)
  const { point } = state
  const gram = createGram(rows, inputDim)
  const matrix = new Float64Array(rows * rows)
  const factor = new Float64Array(rows * rows)
  const fitted = multiply(inputs, response.start, new Float64Array(rows))
  const scale = largestSize(targets.map((value, row) => value - (fitted[row] as number))) || 1
  state.moveTo(new Float64Array(rows))
  const steepest = largestSize(point.curvature) || 1
  const unit = Math.min(response.largestError, (TOLERANCE * scale) / steepest)
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

const follow = (data: RegressionData, response: Response, times: ArrayLike<number>): Flow => {
  const run = startIntegration(createSystem(data, response), new Float64Array(data.rows))
  const state = createState(data, response)
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

/**
 * β of gradient flow from `weights` (each of shape D) at `times` (not negative, in any order) on
 * X of shape n × D. Error: about 1e-6 of the largest entry.
 * @throws RangeError if the integrator cannot go on
 */
export const solveFlow = (
  data: RegressionData,
  weights: NetworkWeights,
  times: ArrayLike<number>,
): Flow => follow(data, growingResponse(weights), times)

/** The same for linear probing, where w is frozen. */
export const solveProbeFlow = (
  data: RegressionData,
  weights: NetworkWeights,
  times: ArrayLike<number>,
): Flow => follow(data, probingResponse(weights), times)
