/**
 * Minimizes the smooth convex F(λ) = ½ Σ_d (A_d e^{z_d} + B_d e^{−z_d}) − λ·y, z = 2Xᵀλ, whose
 * gradient is Xβ(λ) − y and whose Hessian is H = 2 X diag(W) Xᵀ, W = A e^z + B e^−z: the dual of
 * the end point of gradient flow (docs/model.md, "Exact end point").
 *
 * Newton's method with a line search along each step. The search is cheap, because z moves on a
 * straight line and X is not needed; it looks for the zero of the slope after an asinh, since a
 * slope made of exponentials is then nearly a straight line. H is not rebuilt for features whose
 * weight has hardly moved, so most of the last steps cost two products with X and no more.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import type { Sliced } from '../sliced.ts'
import { grow, type Growth } from './growth.ts'
import { factorize, multiply, multiplyTransposed, solveFactored } from './linearAlgebra.ts'
import { createGram, updateGram, type WeightedGram } from './weightedGram.ts'

/** All memory of a solve; it may be used again for any problem of the same shape. */
export interface NewtonWorkspace {
  readonly gram: WeightedGram
  /** L, shape n × n. */
  readonly factor: Float64Array
  /** Shape n: λ, the residual y − Xβ and the step of λ. */
  readonly lambda: Float64Array
  readonly residual: Float64Array
  readonly step: Float64Array
  /** Shape D: z, its step, β, W and their trial values on the line; scratch. */
  readonly z: Float64Array
  readonly zStep: Float64Array
  readonly trialZ: Float64Array
  readonly point: { beta: Float64Array; curvature: Float64Array }
  readonly trial: { beta: Float64Array; curvature: Float64Array }
  readonly sorted: Float64Array
}

export const createNewtonWorkspace = (rows: number, inputDim: number): NewtonWorkspace => {
  const features = (): Float64Array => new Float64Array(inputDim)
  return {
    gram: createGram(rows, inputDim),
    factor: new Float64Array(rows * rows),
    lambda: new Float64Array(rows),
    residual: new Float64Array(rows),
    step: new Float64Array(rows),
    z: features(),
    zStep: features(),
    trialZ: features(),
    point: { beta: features(), curvature: features() },
    trial: { beta: features(), curvature: features() },
    sorted: features(),
  }
}

export interface DualProblem {
  /** X, shape n × D. */
  inputs: Float64Array
  /** y, shape n. */
  targets: Float64Array
  growth: Growth
}

export interface NewtonResult {
  iterations: number
  /** The largest |Xβ − y| over rows. */
  residual: number
  /** What rounding alone can make of it. */
  floor: number
  /** The smallest pivot seen, as a share of its diagonal entry. */
  smallestPivot: number
}

const ITERATION_LIMIT = 200
const EPSILON = 2 ** -52
/** A weight in H may be this far from the true one … */
const STALE = 0.1
/** … or this share of the n-th largest weight: the n largest mostly span every direction of λ. */
const NEGLIGIBLE = 0.01
/** A pivot below this says that they do not: then nothing is neglected. */
const SUSPICIOUS_PIVOT = 1e-10
/** Nor is it, and nothing is stale, after this many steps: most solves need fewer. */
const PATIENCE = 24
/** Steps that move no exponent by more than this are taken whole: Newton is safe there. */
const SAFE_STEP = 0.5
/** The slope at the end of a step, as a share of the one at its start. */
const SLOPE_ACCEPTED = 0.4
const SEARCH_LIMIT = 60
/** The first trial of a search moves no exponent by more than this. */
const LARGEST_TRIAL = 60

/** y − Xβ into the workspace; returns its largest entry in size. */
const computeResidual = (problem: DualProblem, work: NewtonWorkspace): number => {
  const { residual, point } = work
  multiply(problem.inputs, point.beta, residual)
  let largest = 0
  for (let row = 0; row < residual.length; row += 1) {
    const value = (problem.targets[row] as number) - (residual[row] as number)
    residual[row] = value
    const size = Math.abs(value)
    if (!(size <= largest)) largest = size
  }
  return largest
}

/** What the rounding of β (of its sum, its start and its exponent) adds up to in a row of X. */
const roundingFloor = (problem: DualProblem, work: NewtonWorkspace): number => {
  const { point, z } = work
  const { start } = problem.growth
  let sum = 0
  for (let d = 0; d < z.length; d += 1) {
    sum += Math.abs(point.beta[d] as number) + Math.abs(start[d] as number)
    sum += (point.curvature[d] as number) * Math.abs(z[d] as number)
  }
  return EPSILON * sum
}

/** Brings H and its factor up to date; returns the smallest pivot, or Infinity if none was made. */
const refreshFactor = (problem: DualProblem, work: NewtonWorkspace, iterations: number): number => {
  const { gram, sorted, point } = work
  sorted.set(point.curvature)
  sorted.sort()
  const nth = sorted[Math.max(0, gram.inputDim - gram.rows)] as number
  const isPatient = iterations < PATIENCE
  const update = {
    weights: point.curvature,
    tolerance: isPatient ? STALE : 0,
    slack: isPatient ? NEGLIGIBLE * nth : 0,
  }
  if (updateGram(gram, problem.inputs, update) === 0) return Infinity
  const pivot = factorize(gram.matrix, gram.rows, work.factor)
  if (pivot > SUSPICIOUS_PIVOT) return pivot
  if (updateGram(gram, problem.inputs, { ...update, slack: 0 }) === 0) return pivot
  return factorize(gram.matrix, gram.rows, work.factor)
}

/** The Newton step of λ and of z; returns F's slope along it and the largest step of an exponent. */
const computeStep = (
  problem: DualProblem,
  work: NewtonWorkspace,
): { slope: number; largest: number } => {
  const { residual, step, zStep } = work
  step.set(residual)
  solveFactored(work.factor, step)
  let slope = 0
  for (let row = 0; row < step.length; row += 1) {
    step[row] = (step[row] as number) / 2
    slope -= (step[row] as number) * (residual[row] as number)
  }
  multiplyTransposed(problem.inputs, step, zStep)
  let largest = 0
  for (let d = 0; d < zStep.length; d += 1) {
    const value = 2 * (zStep[d] as number)
    zStep[d] = value
    if (Math.abs(value) > largest) largest = Math.abs(value)
  }
  return { slope, largest }
}

/** β and W at z + t·(step of z); returns how much F's slope has grown since t = 0. */
const tryStep = (problem: DualProblem, work: NewtonWorkspace, size: number): number => {
  const { z, zStep, trialZ, trial, point } = work
  for (let d = 0; d < z.length; d += 1) {
    trialZ[d] = (z[d] as number) + size * (zStep[d] as number)
  }
  grow(problem.growth, trialZ, trial)
  let growth = 0
  for (let d = 0; d < z.length; d += 1) {
    growth += (zStep[d] as number) * ((trial.beta[d] as number) - (point.beta[d] as number))
  }
  return growth / 2
}

/**
 * The next size to try between two tried ones, of which the upper may be unknown (NaN), from the
 * asinh of their slopes; every third time the middle, so that no end can stay for ever.
 */
const nextSize = (
  lower: { size: number; height: number },
  upper: { size: number; height: number },
  round: number,
): number => {
  if (Number.isNaN(upper.size)) return 2 * lower.size
  const width = upper.size - lower.size
  if (!Number.isFinite(upper.height) || round % 3 === 2) return lower.size + width / 2
  const share = -lower.height / (upper.height - lower.height)
  return lower.size + width * Math.min(0.95, Math.max(0.05, share))
}

/** A step size near F's minimum along the step, its trial point in the workspace. */
const searchLine = (
  problem: DualProblem,
  work: NewtonWorkspace,
  line: { slope: number; largest: number },
): number => {
  const steepness = Math.abs(line.slope)
  const lower = { size: 0, height: Math.asinh(-1) }
  const upper = { size: NaN, height: NaN }
  let size = Math.min(1, LARGEST_TRIAL / line.largest)
  for (let round = 0; round < SEARCH_LIMIT; round += 1) {
    const slope = tryStep(problem, work, size) / steepness - 1
    if (line.largest <= SAFE_STEP || Math.abs(slope) <= SLOPE_ACCEPTED) return size
    const bound = slope < 0 ? lower : upper
    bound.size = size
    bound.height = Math.asinh(slope)
    size = nextSize(lower, upper, round)
  }
  tryStep(problem, work, lower.size)
  return lower.size
}

/** Moves to the trial point. */
const acceptTrial = (work: NewtonWorkspace, size: number): void => {
  const { lambda, step, z, trialZ, point, trial } = work
  for (let row = 0; row < lambda.length; row += 1) {
    lambda[row] = (lambda[row] as number) + size * (step[row] as number)
  }
  z.set(trialZ)
  point.beta.set(trial.beta)
  point.curvature.set(trial.curvature)
}

/** Puts λ (0 unless given) and its z, β and W into the workspace. */
const begin = (problem: DualProblem, work: NewtonWorkspace, lambda?: Float64Array): void => {
  const { gram, z, point } = work
  gram.matrix.fill(0)
  gram.used.fill(0)
  gram.peak = 0
  work.lambda.fill(0)
  if (lambda) work.lambda.set(lambda)
  multiplyTransposed(problem.inputs, work.lambda, z)
  for (let d = 0; d < z.length; d += 1) z[d] = 2 * (z[d] as number)
  grow(problem.growth, z, point)
}

/**
 * Minimizes F from λ = 0 or from the given λ; the workspace then holds λ, z, β and W there. Stops
 * where rounding does: at the floor, or when two steps near it have not halved the residual.
 * Yields after each step.
 */
export function* minimizeDual(
  problem: DualProblem,
  work: NewtonWorkspace,
  lambda?: Float64Array,
): Sliced<NewtonResult> {
  begin(problem, work, lambda)
  const result: NewtonResult = { iterations: 0, residual: 0, floor: 0, smallestPivot: Infinity }
  let best = Infinity
  let idleSteps = 0
  for (;;) {
    result.residual = computeResidual(problem, work)
    result.floor = roundingFloor(problem, work)
    const isNear = result.residual <= 1e4 * result.floor
    idleSteps = isNear && result.residual > best / 2 ? idleSteps + 1 : 0
    best = Math.min(best, result.residual)
    const isDone = result.residual <= result.floor || idleSteps === 2
    if (isDone || result.iterations === ITERATION_LIMIT) return result
    result.smallestPivot = Math.min(
      result.smallestPivot,
      refreshFactor(problem, work, result.iterations),
    )
    const line = computeStep(problem, work)
    if (!(line.slope < 0) || !Number.isFinite(line.largest)) return result
    const size = searchLine(problem, work, line)
    if (size === 0) return result
    acceptTrial(work, size)
    result.iterations += 1
    yield
  }
}
