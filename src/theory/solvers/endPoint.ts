/**
 * The exact end point of gradient flow on the diagonal network, from any starting weights
 * (docs/model.md, "Exact end point"): the β with Xβ = y that lies on β = A e^z − B e^−z, z = 2Xᵀλ.
 * Of all interpolating β it is the one with the smallest potential Σ Q_d.
 * Source: Woodworth et al. 2020, theorem 1; Lippl & Lindsey 2024, theorem for pretraining.
 *
 * If no β fits all rows, the flow ends at the β on the same curve with the least squares.
 */
import { finish, type Sliced } from '../sliced.ts'
import type { RegressionData } from '../tasks.ts'
import { createNewtonWorkspace, minimizeDual, type NewtonWorkspace } from './dualNewton.ts'
import { reduceToEvenRows } from './evenRows.ts'
import { exponentsFor, grow, growthOf, potentialOf, type Growth } from './growth.ts'
import type { NetworkWeights } from './growth.ts'
import { divideRows, rowSizes } from './rowScales.ts'
import { factorLeastSquares, hasIndependentRows } from './rowSpace.ts'
import type { LeastSquares } from './rowSpace.ts'
import { multiply } from './linearAlgebra.ts'

type EndPointStatus =
  /** Xβ = y up to rounding. */
  | 'interpolates'
  /** No β fits all rows; this one has the least squares. */
  | 'leastSquares'
  /** Stopped above the rounding floor; `residual` says how far. */
  | 'stalled'

export interface EndPoint {
  /** β, shape D. */
  beta: Float64Array
  /** λ, shape n: a later solve of a nearby problem may start from it. */
  lambda: Float64Array
  /** z = 2Xᵀλ, shape D: the force that the weights have felt (see `weightsAfter`). */
  exponents: Float64Array
  /** Newton steps; 0 if n ≥ D rows determine β by themselves. */
  iterations: number
  /** The largest |Xβ − y| over rows, apart from what no β could fit. */
  residual: number
  /** Euclidean length of the part of y that no β fits. */
  misfit: number
  /** Σ Q_d(β_d) */
  potential: number
  status: EndPointStatus
}

export interface EndPointOptions {
  /** λ of a nearby problem, shape n, to start from. */
  lambda?: Float64Array
  /** Memory of an earlier solve with as many rows and features, and of no other under way. */
  workspace?: NewtonWorkspace
}

export { createNewtonWorkspace as createEndPointWorkspace } from './dualNewton.ts'

/** More of y than this share left unexplained is no rounding. */
const MISFIT_TOLERANCE = 1e-9
/** Residuals up to this many rounding floors are as good as the problem allows. */
const FLOORS_ALLOWED = 1e4
/** A pivot this small may come from dependent rows, and asks for a look at X itself. */
const SUSPICIOUS_PIVOT = 1e-10

const norm = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))

/** The end point of data whose rows are independent. */
function* solveIndependent(
  data: RegressionData,
  growth: Growth,
  options: EndPointOptions,
): Sliced<EndPoint & { smallestPivot: number }> {
  const { inputs, targets, rows } = data
  const work = options.workspace ?? createNewtonWorkspace(rows, growth.plus.length)
  const result = yield* minimizeDual({ inputs, targets, growth }, work, options.lambda)
  return {
    beta: work.point.beta.slice(),
    lambda: work.lambda.slice(),
    exponents: work.z.slice(),
    iterations: result.iterations,
    residual: result.residual,
    misfit: 0,
    potential: potentialOf(growth, work.z, work.point),
    status: result.residual <= FLOORS_ALLOWED * result.floor ? 'interpolates' : 'stalled',
    smallestPivot: result.smallestPivot,
  }
}

/** The end point of n ≥ D rows with independent columns: β needs no potential. */
const solveDetermined = (
  data: RegressionData,
  growth: Growth,
  leastSquares: LeastSquares,
): EndPoint => {
  const target = leastSquares.solve(data.targets)
  const exponents = exponentsFor(growth, target)
  const beta = new Float64Array(target.length)
  const point = { beta, curvature: new Float64Array(target.length) }
  grow(growth, exponents, point)
  const remainder = multiply(data.inputs, target, new Float64Array(data.rows)).map(
    (value, row) => value - (data.targets[row] ?? 0),
  )
  const misfit = norm(remainder)
  const isExact = misfit <= MISFIT_TOLERANCE * norm(data.targets)
  return {
    beta,
    lambda: leastSquares.lift(exponents.map((value) => value / 2)),
    exponents,
    iterations: 0,
    residual: isExact ? remainder.reduce((most, value) => Math.max(most, Math.abs(value)), 0) : 0,
    misfit: isExact ? 0 : misfit,
    potential: potentialOf(growth, exponents, point),
    status: isExact ? 'interpolates' : 'leastSquares',
  }
}

/** The end point of any data, through independent rows that span the same space. */
function* solveReduced(data: RegressionData, growth: Growth): Sliced<EndPoint> {
  const space = yield* reduceToEvenRows(data)
  const solved = yield* solveIndependent(space.data, growth, {})
  const isExact = space.misfit <= MISFIT_TOLERANCE * norm(data.targets)
  return {
    ...solved,
    lambda: space.expand(solved.lambda),
    misfit: isExact ? 0 : space.misfit,
    status: solved.status === 'interpolates' && !isExact ? 'leastSquares' : solved.status,
  }
}

/** The end point of any data whose rows are alike. */
function* solveAlike(
  data: RegressionData,
  growth: Growth,
  options: EndPointOptions,
): Sliced<EndPoint> {
  const inputDim = growth.plus.length
  if (data.rows >= inputDim) {
    const leastSquares = yield* factorLeastSquares(data)
    return leastSquares
      ? solveDetermined(data, growth, leastSquares)
      : yield* solveReduced(data, growth)
  }
  const { smallestPivot, ...solved } = yield* solveIndependent(data, growth, options)
  const isSuspicious = smallestPivot < SUSPICIOUS_PIVOT || solved.status === 'stalled'
  if (!isSuspicious || (yield* hasIndependentRows(data))) return solved
  return yield* solveReduced(data, growth)
}

/** y − Xβ, shape n. */
const missesOf = ({ inputs, targets }: RegressionData, beta: Float64Array): Float64Array =>
  multiply(inputs, beta, new Float64Array(targets.length)).map(
    (value, row) => (targets[row] ?? 0) - value,
  )

/**
 * `solveEndPoint` in slices, of one Newton step or less. Small rows would drown in the rounding of
 * rows that are decades larger, so they are made alike; where no β fits, the rows as they are decide.
 */
export function* solveEndPointInSlices(
  data: RegressionData,
  weights: NetworkWeights,
  options: EndPointOptions = {},
): Sliced<EndPoint> {
  const growth = growthOf(weights)
  const sizes = rowSizes(data)
  if (sizes === undefined) return yield* solveAlike(data, growth, options)
  const lambda = options.lambda?.map((value, row) => value * (sizes[row] ?? 1))
  const even = yield* solveAlike(divideRows(data, sizes), growth, {
    ...options,
    ...(lambda && { lambda }),
  })
  if (even.status === 'interpolates') {
    return {
      ...even,
      lambda: even.lambda.map((value, row) => value / (sizes[row] ?? 1)),
      residual: missesOf(data, even.beta).reduce((most, miss) => Math.max(most, Math.abs(miss)), 0),
    }
  }
  const solved = yield* solveAlike(data, growth, options)
  if (even.status === 'stalled' || solved.status === 'stalled') return solved
  return { ...solved, status: 'leastSquares', misfit: norm(missesOf(data, solved.beta)) }
}

/**
 * Where gradient flow from `weights` (each of shape D) on `data` (X of shape n × D) ends.
 * Accuracy: β to about 1e-12 of its largest entry where the start is not degenerate; the residual
 * reaches the rounding floor of Xβ.
 */
export const solveEndPoint = (
  data: RegressionData,
  weights: NetworkWeights,
  options: EndPointOptions = {},
): EndPoint => finish(solveEndPointInSlices(data, weights, options))
