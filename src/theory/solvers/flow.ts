/**
 * The exact trajectory of gradient flow on the diagonal network (docs/model.md, "Exact
 * trajectory"): dλ/dt = −(2/n)(Xβ(λ) − y), λ(0) = 0, with β = A e^z − B e^−z and z = 2Xᵀλ. Time is
 * learning rate × steps. The n numbers λ replace all 4D weights; the equation is stiff, because
 * active features follow their gradient at once while the others wait.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import { finish, type Sliced } from '../sliced.ts'
import type { RegressionData } from '../tasks.ts'
import { advance, interpolate, startIntegration, type StiffSystem } from './backwardDifferences.ts'
import { grow, growthOf, type NetworkWeights } from './growth.ts'
import { factorize, multiply, multiplyTransposed, solveFactored } from './linearAlgebra.ts'
import { rowSizes } from './rowScales.ts'
import { hasIndependentRows, reduceToRowSpace } from './rowSpace.ts'
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
/** An exponent of size 1 is not known better than this while it is integrated. */
const ROUNDING = 2e-13
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
  return { z, point, moveTo }
}

/** |Xᵀe|/√D, the mean size of what an error e of λ does to Xᵀλ, from the factor of X Xᵀ. */
const createLength = (space: RegressionData): ((error: Float64Array) => number) => {
  const { rows, inputs } = space
  const inputDim = inputs.length / rows
  const gram = createGram(rows, inputDim)
  updateGram(gram, inputs, { weights: new Float64Array(inputDim).fill(1), tolerance: 0, slack: 0 })
  const factor = new Float64Array(rows * rows)
  factorize(gram.matrix, rows, factor)
  const product = new Float64Array(rows)
  return (error) => {
    product.fill(0)
    for (let row = 0; row < rows; row += 1) {
      const value = error[row] as number
      for (let column = 0, index = row * rows; column <= row; column += 1, index += 1) {
        product[column] = (product[column] as number) + value * (factor[index] as number)
      }
    }
    let squares = 0
    for (const value of product) squares += value * value
    return Math.sqrt(squares / inputDim)
  }
}

/**
 * The equation of λ for `space`, independent rows that stand for `rows` ones. An error of λ is
 * measured by how far it moves the exponents; it is tolerated if neither the
 * weights that grow nor, where weights are large, β itself is off by more than the tolerance.
 */
const createSystem = (space: RegressionData, rows: number, response: Response): StiffSystem => {
  const { inputs, targets } = space
  const size = targets.length
  const inputDim = response.start.length
  const state = createState(space, response)
  const { z, point } = state
  const lengthOfMove = createLength(space)
  const gram = createGram(size, inputDim)
  const matrix = new Float64Array(size * size)
  const factor = new Float64Array(size * size)
  const fitted = multiply(inputs, response.start, new Float64Array(size))
  const scale = largestSize(targets.map((value, row) => value - (fitted[row] as number))) || 1
  state.moveTo(new Float64Array(size))
  const steepest = largestSize(point.curvature) || 1
  const wanted = Math.min(response.largestError, (TOLERANCE * scale) / steepest)
  let unit = Math.max(wanted, ROUNDING)
  return {
    size,
    derivative: (lambda, output) => {
      state.moveTo(lambda)
      multiply(inputs, point.beta, output)
      for (let row = 0; row < size; row += 1) {
        output[row] = (2 / rows) * ((targets[row] as number) - (output[row] as number))
      }
    },
    factor: (c, lambda) => {
      state.moveTo(lambda)
      unit = Math.max(wanted, ROUNDING * (1 + largestSize(z)))
      const slack = (STALE * rows) / (4 * c * inputDim)
      updateGram(gram, inputs, { weights: point.curvature, tolerance: STALE, slack })
      for (let index = 0; index < matrix.length; index += 1) {
        matrix[index] = ((4 * c) / rows) * (gram.matrix[index] as number)
      }
      for (let row = 0; row < size; row += 1) {
        matrix[row * (size + 1)] = (matrix[row * (size + 1)] as number) + 1
      }
      factorize(matrix, size, factor)
    },
    solve: (right) => {
      solveFactored(factor, right)
    },
    errorNorm: (error) => (2 * lengthOfMove(error)) / unit,
  }
}

/** With dependent rows λ has directions that Xᵀ does not see, along which it would drift for ever. */
function* independentRows(data: RegressionData): Sliced<RegressionData> {
  const isTall = data.rows * data.rows > data.inputs.length
  if (!isTall && (yield* hasIndependentRows(data))) return data
  return (yield* reduceToRowSpace(data)).data
}

/** A residual of this many rounding errors of Xβ says nothing about what is left of the way … */
const ERRORS_AT_REST = 16
/** … and where one of this many cannot be followed further, rounding is what moves it. */
const ERRORS_IN_NOISE = 1e7
const EPSILON = 2 ** -52

/** Tests whether the flow has come to rest at λ: Xβ = y up to so many rounding errors. */
const createRestTest = (space: RegressionData, response: Response) => {
  const { z, point, moveTo } = createState(space, response)
  const fitted = new Float64Array(space.rows)
  // Rounding in a small row is as small as the row.
  const sizes = rowSizes(space)
  return (lambda: Float64Array, errors: number): boolean => {
    moveTo(lambda)
    multiply(space.inputs, point.beta, fitted)
    let size = 0
    for (let d = 0; d < z.length; d += 1) {
      size += Math.abs(point.beta[d] as number) + Math.abs(response.start[d] as number)
      size += (point.curvature[d] as number) * Math.abs(z[d] as number)
    }
    const misses = fitted.map(
      (value, row) => (value - (space.targets[row] as number)) / Math.min(1, sizes?.[row] ?? 1),
    )
    return largestSize(misses) <= errors * EPSILON * size
  }
}

/** Steps between two looks at whether the flow has come to rest. */
const REST_INTERVAL = 8

function* follow(data: RegressionData, response: Response, times: ArrayLike<number>): Sliced<Flow> {
  const space = yield* independentRows(data)
  const system = createSystem(space, data.rows, response)
  const run = startIntegration(system, new Float64Array(space.rows))
  const state = createState(space, response)
  const isAtRest = createRestTest(space, response)
  const lambda = new Float64Array(space.rows)
  const order = Array.from(times, (time, index) => ({ time, index }))
  const betas = order.map(() => new Float64Array(0))
  let restsFrom = Infinity
  for (const { time, index } of order.sort((one, other) => one.time - other.time)) {
    while (run.time < Math.min(time, restsFrom)) {
      yield
      const current = run.differences[0] ?? lambda
      const looks = run.steps % REST_INTERVAL === 0
      if (looks && isAtRest(current, ERRORS_AT_REST)) restsFrom = run.time
      else if (run.steps < STEP_LIMIT && advance(run)) continue
      else if (isAtRest(current, ERRORS_IN_NOISE)) restsFrom = run.time
      else throw new RangeError(`invalid times: the flow was lost after ${run.time}`)
    }
    interpolate(run, Math.min(time, restsFrom), lambda)
    state.moveTo(lambda)
    betas[index] = state.point.beta.slice()
  }
  return { betas, steps: run.steps }
}

/** `solveFlow` in slices, of one step of the integrator each. */
export const solveFlowInSlices = (
  data: RegressionData,
  weights: NetworkWeights,
  times: ArrayLike<number>,
): Sliced<Flow> => follow(data, growingResponse(weights), times)

/** `solveProbeFlow` in slices, of one step of the integrator each. */
export const solveProbeFlowInSlices = (
  data: RegressionData,
  weights: NetworkWeights,
  times: ArrayLike<number>,
): Sliced<Flow> => follow(data, probingResponse(weights), times)

/**
 * β of gradient flow from `weights` (each of shape D) at `times` (not negative, in any order) on
 * X of shape n × D. Error: about 1e-6 of the largest entry.
 * @throws RangeError if the integrator cannot go on
 */
export const solveFlow = (
  data: RegressionData,
  weights: NetworkWeights,
  times: ArrayLike<number>,
): Flow => finish(solveFlowInSlices(data, weights, times))

/** The same for linear probing, where w is frozen. */
export const solveProbeFlow = (
  data: RegressionData,
  weights: NetworkWeights,
  times: ArrayLike<number>,
): Flow => finish(solveProbeFlowInSlices(data, weights, times))
