/**
 * Minimizes the smooth convex F(λ) = ½ Σ_d (A_d e^{z_d} + B_d e^{−z_d}) − λ·y, z = 2Xᵀλ, whose
 * gradient is Xβ(λ) − y and whose Hessian is H = 2 X diag(W) Xᵀ, W = A e^z + B e^−z: the dual of
 * the end point of gradient flow (docs/model.md, "Exact end point").
 *
 * Newton's method with a line search along each step (see lineSearch.ts). H is not rebuilt for
 * features whose weight has hardly moved, so most of the last steps cost two products with X and no
 * more; what they lose by that, the secants of earlier steps make good (see secants.ts).
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import type { Sliced } from '../sliced.ts'
import { grow, type Growth } from './growth.ts'
import { searchLine, type Line } from './lineSearch.ts'
import { factorizeInSlices, multiply, multiplyTransposed } from './linearAlgebra.ts'
import { nthLargest } from './nthLargest.ts'
import { createSecants, remember, solveWithSecants, type Secants } from './secants.ts'
import { createGram, updateGramInSlices, type WeightedGram } from './weightedGram.ts'

/** All memory of a solve; it may be used again for any problem of the same shape. */
export interface NewtonWorkspace extends Line {
  readonly gram: WeightedGram
  /** L, shape n × n. */
  readonly factor: Float64Array
  readonly secants: Secants
  /** Shape n: λ, its step, the residual y − Xβ now and before the last step. */
  readonly lambda: Float64Array
  readonly step: Float64Array
  readonly residual: Float64Array
  readonly residualBefore: Float64Array
  /** Shape D. */
  readonly scratch: Float64Array
}

export const createNewtonWorkspace = (rows: number, inputDim: number): NewtonWorkspace => {
  const features = (): Float64Array => new Float64Array(inputDim)
  return {
    gram: createGram(rows, inputDim),
    factor: new Float64Array(rows * rows),
    secants: createSecants(rows),
    lambda: new Float64Array(rows),
    step: new Float64Array(rows),
    residual: new Float64Array(rows),
    residualBefore: new Float64Array(rows),
    z: features(),
    zStep: features(),
    trialZ: features(),
    point: { beta: features(), curvature: features() },
    trial: { beta: features(), curvature: features() },
    scratch: features(),
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

/** Residuals up to this many rounding floors are near the end. */
const NEAR_FLOORS = 1e4
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
function* refreshFactor(
  problem: DualProblem,
  work: NewtonWorkspace,
  isPatient: boolean,
): Sliced<number> {
  const { gram, scratch, point } = work
  scratch.set(point.curvature)
  const nth = nthLargest(scratch, Math.min(gram.rows, gram.inputDim))
  const update = {
    weights: point.curvature,
    tolerance: isPatient ? STALE : 0,
    slack: isPatient ? NEGLIGIBLE * nth : 0,
  }
  if ((yield* updateGramInSlices(gram, problem.inputs, update)) === 0) return Infinity
  work.secants.count = 0
  const pivot = yield* factorizeInSlices(gram.matrix, gram.rows, work.factor)
  if (pivot > SUSPICIOUS_PIVOT) return pivot
  const exact = { ...update, slack: 0 }
  if ((yield* updateGramInSlices(gram, problem.inputs, exact)) === 0) return pivot
  return yield* factorizeInSlices(gram.matrix, gram.rows, work.factor)
}

/** The Newton step of λ and of z; returns F's slope along it and the largest step of an exponent. */
const computeStep = (
  problem: DualProblem,
  work: NewtonWorkspace,
): { slope: number; largest: number } => {
  const { residual, step, zStep } = work
  step.set(residual)
  solveWithSecants(work.secants, work.factor, step)
  let slope = 0
  for (let row = 0; row < step.length; row += 1) {
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

/** Moves to the trial point. */
const acceptTrial = (work: NewtonWorkspace, size: number): void => {
  const { lambda, step, z, trialZ, point, trial } = work
  for (let row = 0; row < lambda.length; row += 1) {
    lambda[row] = (lambda[row] as number) + size * (step[row] as number)
  }
  work.residualBefore.set(work.residual)
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
  work.secants.count = 0
  work.lambda.fill(0)
  if (lambda) work.lambda.set(lambda)
  multiplyTransposed(problem.inputs, work.lambda, z)
  for (let d = 0; d < z.length; d += 1) z[d] = 2 * (z[d] as number)
  grow(problem.growth, z, point)
}

/** What is known of the way so far. */
interface Progress extends NewtonResult {
  best: number
  /** Last steps near the end that have not halved the residual. */
  idleSteps: number
}

/** Residual, its floor and what the last step won, at the current point. */
const lookAround = (problem: DualProblem, work: NewtonWorkspace, progress: Progress): void => {
  progress.residual = computeResidual(problem, work)
  progress.floor = roundingFloor(problem, work)
  const isNear = progress.residual <= NEAR_FLOORS * progress.floor
  const isIdle = isNear && progress.residual > progress.best / 2
  progress.idleSteps = isIdle ? progress.idleSteps + 1 : 0
  progress.best = Math.min(progress.best, progress.residual)
}

const isAtEnd = ({ residual, floor, idleSteps, iterations }: Progress): boolean =>
  residual <= floor || idleSteps === 2 || iterations === ITERATION_LIMIT

/** One step; false if none could be made. */
function* takeStep(
  problem: DualProblem,
  work: NewtonWorkspace,
  progress: Progress,
): Sliced<boolean> {
  const isPatient = progress.iterations < PATIENCE
  // Near the end the secants may be rounding errors.
  if (!isPatient || progress.idleSteps > 0) work.secants.count = 0
  const pivot = yield* refreshFactor(problem, work, isPatient)
  progress.smallestPivot = Math.min(progress.smallestPivot, pivot)
  const line = computeStep(problem, work)
  if (!(line.slope < 0) || !Number.isFinite(line.largest)) return false
  const size = searchLine(problem.growth, work, line)
  if (size === 0) return false
  acceptTrial(work, size)
  progress.iterations += 1
  lookAround(problem, work, progress)
  const { secants, step, residual, residualBefore } = work
  remember(secants, { step, size }, { before: residualBefore, after: residual })
  return true
}

/**
 * Minimizes F from λ = 0 or from the given λ; the workspace then holds λ, z, β and W there. Stops
 * where rounding does: at the floor, or when two steps near it have not halved the residual.
 * Yields after each step, and within long ones.
 */
export function* minimizeDual(
  problem: DualProblem,
  work: NewtonWorkspace,
  lambda?: Float64Array,
): Sliced<NewtonResult> {
  begin(problem, work, lambda)
  const progress: Progress = {
    iterations: 0,
    residual: 0,
    floor: 0,
    smallestPivot: Infinity,
    best: Infinity,
    idleSteps: 0,
  }
  lookAround(problem, work, progress)
  while (!isAtEnd(progress) && (yield* takeStep(problem, work, progress))) yield
  return progress
}
