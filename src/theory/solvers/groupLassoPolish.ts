/**
 * The last digits of the smallest group norm (see groupLasso.ts): once it is known which features
 * with β_aux = 0 have β ≠ 0 (the set S), the conditions are smooth,
 *
 *     Σ_{a>0} x_d β_d(u_d) + Σ_S x_d β_d = y,   β_d(u) = a_d u/√(1−u²),   x_dᵀλ = ±1 on S,
 *
 * and Newton's method on (λ, β_S) ends at rounding errors.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import { solveDense } from './denseSolve.ts'
import type { GroupLassoPoint, GroupLassoProblem } from './groupLasso.ts'
import { multiplyTransposed } from './linearAlgebra.ts'

const ROUNDS = 12
const SET_CHANGES = 20
/** Where a is this small a share of |β|, its kink is sharper than the smoothing. */
const KINK_SHARE = 1e-9
/** |u| above 1 by more than this on a feature with β = 0 breaks optimality. */
const SLOPE_TOLERANCE = 1e-9

/** +1 or −1 for features of S, 0 for the others. */
type Signs = Int8Array

interface Roles {
  /** Features with a kink: a = 0, or too small to be told from it. */
  isKinked: (feature: number) => boolean
  signs: Signs
}

const chosenFeatures = (signs: Signs): number[] =>
  Array.from(signs.keys()).filter((feature) => signs[feature] !== 0)

/** S as the smoothed point suggests it: |u| nearly 1 and β not small. */
const guessRoles = (problem: GroupLassoProblem, point: GroupLassoPoint): Roles => {
  const scale = point.beta.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const isKinked = (feature: number): boolean =>
    (problem.aux[feature] as number) <= KINK_SHARE * scale
  const signs = Int8Array.from(point.beta, (value, feature) =>
    isKinked(feature) && Math.abs(value) > 1e-6 * scale ? Math.sign(value) : 0,
  )
  return { isKinked, signs }
}

/** β(u) and dβ/du where the feature has no kink; u is kept inside (−1, 1). */
const smoothPart = (aux: number, slope: number): { beta: number; rate: number } => {
  const rest = Math.max((1 - slope) * (1 + slope), 1e-30)
  const beta = (aux * slope) / Math.sqrt(rest)
  return { beta, rate: aux / (rest * Math.sqrt(rest)) }
}

/** The Newton system in (λ, β_S), (n + |S|) square, and its right-hand side. */
const assemble = (
  problem: GroupLassoProblem,
  roles: Roles,
  point: GroupLassoPoint,
): { matrix: Float64Array; right: Float64Array; chosen: number[] } => {
  const { data, aux } = problem
  const { rows, inputs, targets } = data
  const inputDim = aux.length
  const chosen = chosenFeatures(roles.signs)
  const size = rows + chosen.length
  const matrix = new Float64Array(size * size)
  const right = new Float64Array(size)
  right.set(targets)
  for (let d = 0; d < inputDim; d += 1) {
    if (roles.isKinked(d)) continue
    const { beta, rate } = smoothPart(aux[d] as number, point.slope[d] as number)
    for (let row = 0; row < rows; row += 1) {
      const input = inputs[row * inputDim + d] as number
      right[row] = (right[row] as number) - input * beta
      for (let column = 0; column < rows; column += 1) {
        const index = row * size + column
        matrix[index] =
          (matrix[index] as number) + rate * input * (inputs[column * inputDim + d] as number)
      }
    }
  }
  chosen.forEach((feature, at) => {
    for (let row = 0; row < rows; row += 1) {
      const input = inputs[row * inputDim + feature] as number
      matrix[row * size + rows + at] = input
      matrix[(rows + at) * size + row] = input
    }
    right[rows + at] = (roles.signs[feature] as number) - (point.slope[feature] as number)
  })
  return { matrix, right, chosen }
}

/** Newton steps for a fixed S; nothing if its equations are singular or lead out of |u| < 1. */
const solveForSet = (
  problem: GroupLassoProblem,
  roles: Roles,
  start: GroupLassoPoint,
): GroupLassoPoint | undefined => {
  const { data, aux } = problem
  const point = {
    beta: new Float64Array(aux.length),
    lambda: start.lambda.slice(),
    slope: start.slope.slice(),
  }
  let chosenBetas: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const { matrix, right, chosen } = assemble(problem, roles, point)
    if (!solveDense(matrix, right)) return undefined
    for (let row = 0; row < data.rows; row += 1) {
      point.lambda[row] = (point.lambda[row] as number) + (right[row] as number)
    }
    multiplyTransposed(data.inputs, point.lambda, point.slope)
    chosenBetas = chosen.map((_, at) => right[data.rows + at] as number)
    for (let d = 0; d < aux.length; d += 1) {
      if (!roles.isKinked(d) && !(Math.abs(point.slope[d] as number) < 1)) return undefined
    }
  }
  chosenFeatures(roles.signs).forEach(
    (feature, at) => (point.beta[feature] = chosenBetas[at] as number),
  )
  for (let d = 0; d < aux.length; d += 1) {
    if (!roles.isKinked(d))
      point.beta[d] = smoothPart(aux[d] as number, point.slope[d] as number).beta
  }
  return point
}

/** Corrects S by the feature that breaks optimality most; false if none does. */
const correctSet = (roles: Roles, point: GroupLassoPoint): boolean => {
  let worst = -1
  let excess = 0
  for (let d = 0; d < point.beta.length; d += 1) {
    if (!roles.isKinked(d)) continue
    const sign = roles.signs[d] as number
    const outside = Math.abs(point.slope[d] as number) - 1 - SLOPE_TOLERANCE
    const broken = sign === 0 ? outside : -sign * (point.beta[d] as number)
    if (broken > excess) {
      excess = broken
      worst = d
    }
  }
  if (worst < 0) return false
  roles.signs[worst] = roles.signs[worst] === 0 ? Math.sign(point.slope[worst] as number) : 0
  return true
}

/** β with rounding errors only; nothing if no set of kinked features fulfils the conditions. */
export const polish = (
  problem: GroupLassoProblem,
  smoothed: GroupLassoPoint,
): Float64Array | undefined => {
  const roles = guessRoles(problem, smoothed)
  for (let change = 0; change < SET_CHANGES; change += 1) {
    const point = solveForSet(problem, roles, smoothed)
    if (point === undefined) return undefined
    if (!correctSet(roles, point)) return point.beta
  }
  return undefined
}
