/**
 * The smallest group norm of multi-task learning: min Σ_d √(β_d² + a_d²) subject to Xβ = y, with
 * a = β_aux (docs/model.md, "Multi-task learning"). Where a_d = 0 the term is |β_d| and has a kink.
 * Source: Lippl & Lindsey 2024, section 4.
 *
 * First every a_d² is raised by μ², and μ is lowered from step to step. Each step solves the
 * optimality conditions Xβ = y, √(β²+a²+μ²)·u = β, u = Xᵀλ, |u| < 1, linearized in this
 * form, which stays accurate near the kink (Chan, Golub & Mulet 1999). Then the features whose kink
 * is left stand out (groupLassoSet.ts): with them u = ±1 holds exactly, with the others β = 0, and a
 * few Newton steps on these equations leave rounding errors only (groupLassoPolish.ts).
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import { finish, type Sliced } from '../sliced.ts'
import type { RegressionData } from '../tasks.ts'
import { reduceToEvenRows } from './evenRows.ts'
import { factorize, multiply, multiplyTransposed, solveFactored } from './linearAlgebra.ts'
import { polish } from './groupLassoPolish.ts'
import { largestSize, linearize, stepToBoundary } from './groupLassoStep.ts'
import type { GroupLassoPoint, GroupLassoProblem } from './groupLassoStep.ts'
import { factorLeastSquares } from './rowSpace.ts'
import { createGram, updateGram } from './weightedGram.ts'

const STEP_LIMIT = 100
/** μ as a share of the largest |β|: where smoothing ends and polishing begins. */
const LAST_SMOOTHING = 1e-4

const isAlwaysSmooth = (): boolean => true

/**
 * One linearized step of (β, λ, u) for the given μ, in place: a whole one of β, and as much of one
 * of λ and u as |u| < 1 allows, which is returned (0 … 1).
 */
const createStepper = (problem: GroupLassoProblem) => {
  const { data, aux } = problem
  const { rows, inputs, targets } = data
  const inputDim = aux.length
  const gram = createGram(rows, inputDim)
  const factor = new Float64Array(rows * rows)
  const right = new Float64Array(rows)
  const weights = new Float64Array(inputDim)
  const target = new Float64Array(inputDim)
  const slopeStep = new Float64Array(inputDim)
  const goalSlope = new Float64Array(inputDim)
  return (point: GroupLassoPoint, smoothing: number): number => {
    const { beta, lambda, slope } = point
    for (let d = 0; d < inputDim; d += 1) {
      const value = beta[d] as number
      const width = Math.hypot(aux[d] as number, smoothing)
      const { length, share } = linearize(value, slope[d] as number, width)
      weights[d] = length / share
      // Where β would go if u stayed: β + (ρu − β)/(1 − uβ/ρ).
      target[d] = value + (length * (slope[d] as number) - value) / share
    }
    updateGram(gram, inputs, { weights, tolerance: 0, slack: 0 })
    factorize(gram.matrix, rows, factor)
    multiply(inputs, target, right)
    for (let row = 0; row < rows; row += 1)
      right[row] = (targets[row] as number) - (right[row] as number)
    solveFactored(factor, right)
    multiplyTransposed(inputs, right, slopeStep)
    for (let d = 0; d < inputDim; d += 1) {
      goalSlope[d] = (slope[d] as number) + (slopeStep[d] as number)
    }
    const size = stepToBoundary(slope, goalSlope, isAlwaysSmooth)
    for (let row = 0; row < rows; row += 1) {
      lambda[row] = (lambda[row] as number) + size * (right[row] as number)
    }
    for (let d = 0; d < inputDim; d += 1) {
      beta[d] = (target[d] as number) + (weights[d] as number) * (slopeStep[d] as number)
      slope[d] = (slope[d] as number) + size * (slopeStep[d] as number)
    }
    return size
  }
}

/** Smooths and lowers μ until the kinks stand out. */
function* follow(
  problem: GroupLassoProblem,
): Sliced<{ point: GroupLassoPoint; smoothing: number }> {
  const { data, aux } = problem
  const point: GroupLassoPoint = {
    beta: new Float64Array(aux.length),
    lambda: new Float64Array(data.rows),
    slope: new Float64Array(aux.length),
  }
  const step = createStepper(problem)
  let smoothing = Math.max(largestSize(aux), largestSize(data.targets))
  for (let count = 0; count < STEP_LIMIT; count += 1) {
    const size = step(point, smoothing)
    yield
    if (size > 0.9) smoothing *= 0.1
    else if (size > 0.5) smoothing *= 0.4
    else if (size > 0.2) smoothing *= 0.8
    if (smoothing < LAST_SMOOTHING * largestSize(point.beta)) break
  }
  return { point, smoothing }
}

/** The smallest group norm, and what is known of it. */
export interface GroupLassoSolution {
  /** Shape D. */
  beta: Float64Array
  /**
   * Whether β is optimal up to rounding, with exact zeros: Xβ = y (or its projection), u = Xᵀλ is
   * β/√(β²+a²), and |u| ≤ 1 where a = β = 0.
   */
  isCertified: boolean
  /** By how much of itself the norm can at most be too large: the duality gap, at least 0. */
  gap: number
  /** False if another β was found to be as good: this one is a corner of them. */
  isUnique: boolean
}

/**
 * The largest share of the norm that the lower bound y·λ + Σ|a|√(1−u²) leaves open. λ is made
 * smaller where |u| > 1, so that the bound holds whatever λ is.
 */
const gapOf = ({ data, aux }: GroupLassoProblem, beta: Float64Array, lambda: Float64Array) => {
  const slope = multiplyTransposed(data.inputs, lambda, new Float64Array(aux.length))
  const share = 1 / Math.max(1, largestSize(slope))
  let bound = 0
  let norm = 0
  data.targets.forEach((target, row) => (bound += share * target * (lambda[row] as number)))
  aux.forEach((width, d) => {
    const u = share * (slope[d] as number)
    bound += width * Math.sqrt((1 - u) * (1 + u))
    norm += Math.hypot(width, beta[d] as number)
  })
  return Math.max(0, norm - bound) / norm
}

/** A gap of this share of the norm is rounding. */
const LARGEST_GAP = 1e-9

/** `solveGroupLassoFully` in slices, of one Newton step each. */
function* solveGroupLassoFullyInSlices(
  data: RegressionData,
  betaAux: Float64Array,
): Sliced<GroupLassoSolution> {
  const onlyOne = (beta: Float64Array): GroupLassoSolution => ({
    ...{ beta, isCertified: true, gap: 0, isUnique: true },
  })
  // As many independent rows as features leave no choice.
  const determined = data.rows >= betaAux.length ? yield* factorLeastSquares(data) : undefined
  if (determined) return onlyOne(determined.solve(data.targets))
  const problem: GroupLassoProblem = {
    data: (yield* reduceToEvenRows(data)).data,
    aux: betaAux.map(Math.abs),
  }
  if (largestSize(problem.data.targets) === 0) return onlyOne(new Float64Array(betaAux.length))
  const { point, smoothing } = yield* follow(problem)
  const { beta, lambda, isSettled, isUnique } = yield* polish(problem, point, smoothing)
  const gap = gapOf(problem, beta, lambda)
  return { beta, isCertified: isSettled && gap <= LARGEST_GAP, gap, isUnique }
}

/** `solveGroupLasso` in slices, of one Newton step each. */
export function* solveGroupLassoInSlices(
  data: RegressionData,
  betaAux: Float64Array,
): Sliced<Float64Array> {
  return (yield* solveGroupLassoFullyInSlices(data, betaAux)).beta
}

/**
 * The β of smallest group norm with β_aux (shape D) and Xβ = y (X of shape n × D); shape D. If no β
 * fits all rows, Xβ is the projection of y on what can be fitted. Error: about 1e-12 of its largest
 * entry where it is certified; where β_aux has zeros and several β are best, a corner of them. At
 * most n of the coefficients with β_aux = 0 are not 0.
 */
export const solveGroupLassoFully = (
  data: RegressionData,
  betaAux: Float64Array,
): GroupLassoSolution => finish(solveGroupLassoFullyInSlices(data, betaAux))

/** The same, without what is known of it. */
export const solveGroupLasso = (data: RegressionData, betaAux: Float64Array): Float64Array =>
  finish(solveGroupLassoInSlices(data, betaAux))
