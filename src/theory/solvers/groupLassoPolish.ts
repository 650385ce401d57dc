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
import type { Sliced } from '../sliced.ts'
import { solveDense } from './denseSolve.ts'
import { largestSize, linearize, stepToBoundary } from './groupLassoStep.ts'
import type { GroupLassoPoint, GroupLassoProblem } from './groupLassoStep.ts'
import { correctSet, guessRoles, hasRival, makeIndependent, type Roles } from './groupLassoSet.ts'
import { multiply, multiplyTransposed } from './linearAlgebra.ts'
import { createGram, updateGram } from './weightedGram.ts'

const ROUNDS = 40
/** Newton has settled when no β changes by more than this share of the largest. */
const SETTLED = 1e-13
/** … or by no more than this, and rounding keeps it from falling. */
const NEARLY_SETTLED = 1e-9
/** μ is lowered once more, by this factor at a time, to this share of what it was. */
const SHARPENING = 0.2
const LAST_SHARPENING = 1e-6
/**
 * Where fewer than n features have β ≠ 0, λ is not unique; this much (times the largest |β|) on its
 * diagonal then keeps λ near the last point. What it changes vanishes as the steps settle.
 */
const DAMPING = 1e-10
/** A feature is eliminated if its 1 − uβ/ρ is at least this: it loses three digits. */
const SMALLEST_SHARE = 1e-3
/**
 * How a feature enters the Newton system, by the linearization of groupLasso.ts. With `bend`
 * (dβ/du) it is eliminated, which costs nothing but loses the digits of 1/(1 − uβ/ρ); with
 * `stiffness` (du/dβ) its β is an unknown, which stays accurate where a ≪ |β| and u is too near ±1 to
 * tell β from it.
 */
type Entry =
  | { kind: 'absent' }
  | { kind: 'eliminated'; beta: number; bend: number }
  | { kind: 'unknown'; slope: number; stiffness: number }

const entryOf = (
  problem: GroupLassoProblem,
  roles: Roles,
  at: { feature: number; beta: number; slope: number },
): Entry => {
  const { feature, beta, slope } = at
  const sign = roles.signs[feature] as number
  if (roles.isKinked(feature)) {
    return sign === 0 ? { kind: 'absent' } : { kind: 'unknown', slope: sign, stiffness: 0 }
  }
  const aux = problem.aux[feature] as number
  const { length, share } = linearize(beta, slope, aux)
  if (share < SMALLEST_SHARE) {
    return { kind: 'unknown', slope: beta / length, stiffness: share / length }
  }
  return { kind: 'eliminated', beta: beta + (length * slope - beta) / share, bend: length / share }
}

interface NewtonSystem {
  /** In (λ, β of the unknown features), (n + |S|) square. */
  matrix: Float64Array
  /** What is missing: of y, and of the slope of each unknown feature. */
  right: Float64Array
  entries: Entry[]
  unknown: number[]
}

/** Adds Σ bend·x xᵀ and −Σ β·x of the eliminated features. */
const addEliminated = (problem: GroupLassoProblem, system: NewtonSystem): void => {
  const { rows, inputs } = problem.data
  const inputDim = problem.aux.length
  const size = system.right.length
  const bends = new Float64Array(inputDim)
  const betas = new Float64Array(inputDim)
  system.entries.forEach((entry, feature) => {
    if (entry.kind !== 'eliminated') return
    bends[feature] = entry.bend
    betas[feature] = entry.beta
  })
  const fitted = multiply(inputs, betas, new Float64Array(rows))
  const gram = createGram(rows, inputDim)
  updateGram(gram, inputs, { weights: bends, tolerance: 0, slack: 0 })
  for (let row = 0; row < rows; row += 1) {
    system.right[row] = (system.right[row] as number) - (fitted[row] as number)
    for (let column = 0; column <= row; column += 1) {
      const value = gram.matrix[row * rows + column] as number
      system.matrix[row * size + column] = value
      system.matrix[column * size + row] = value
    }
  }
}

/** The Newton system at a point: Σ x β = y and, for unknown features, φ'(β) = xᵀλ. */
const assemble = (
  problem: GroupLassoProblem,
  roles: Roles,
  point: GroupLassoPoint,
): NewtonSystem => {
  const { data, aux } = problem
  const inputDim = aux.length
  const entries = Array.from(aux, (_, feature) =>
    entryOf(problem, roles, {
      feature,
      beta: point.beta[feature] as number,
      slope: point.slope[feature] as number,
    }),
  )
  const unknown = Array.from(entries.keys()).filter((d) => entries[d]?.kind === 'unknown')
  const size = data.rows + unknown.length
  const right = new Float64Array(size)
  right.set(data.targets)
  const system = { matrix: new Float64Array(size * size), right, entries, unknown }
  addEliminated(problem, system)
  const damping = DAMPING * largestSize(point.beta)
  for (let row = 0; row < data.rows; row += 1) {
    system.matrix[row * (size + 1)] = (system.matrix[row * (size + 1)] as number) + damping
  }
  unknown.forEach((feature, at) => {
    const entry = entries[feature]
    if (entry?.kind !== 'unknown') return
    const own = data.rows + at
    for (let row = 0; row < data.rows; row += 1) {
      const input = data.inputs[row * inputDim + feature] as number
      right[row] = (right[row] as number) - input * (point.beta[feature] as number)
      system.matrix[row * size + own] = input
      system.matrix[own * size + row] = input
    }
    right[own] = entry.slope - (point.slope[feature] as number)
    system.matrix[own * size + own] = -entry.stiffness
  })
  return system
}

/** Where the whole Newton step would lead; nothing if the equations are singular. */
const proposeStep = (
  problem: GroupLassoProblem,
  roles: Roles,
  point: GroupLassoPoint,
): GroupLassoPoint | undefined => {
  const { data, aux } = problem
  const { matrix, right, entries, unknown } = assemble(problem, roles, point)
  if (!solveDense(matrix, right)) return undefined
  const lambda = point.lambda.map((value, row) => value + (right[row] as number))
  const slope = multiplyTransposed(data.inputs, lambda, new Float64Array(aux.length))
  const beta = point.beta.slice()
  entries.forEach((entry, feature) => {
    const move = (slope[feature] as number) - (point.slope[feature] as number)
    if (entry.kind === 'absent') beta[feature] = 0
    if (entry.kind === 'eliminated') beta[feature] = entry.beta + entry.bend * move
  })
  unknown.forEach((feature, at) => {
    beta[feature] = (beta[feature] as number) + (right[data.rows + at] as number)
  })
  return { beta, lambda, slope }
}

/** Moves `from` towards `to` by the share `size`, in place; returns the largest change. */
const moveTowards = (from: Float64Array, to: Float64Array, size: number): number => {
  let largest = 0
  for (let i = 0; i < from.length; i += 1) {
    const change = size * ((to[i] as number) - (from[i] as number))
    from[i] = (from[i] as number) + change
    largest = Math.max(largest, Math.abs(change))
  }
  return largest
}

/** Newton steps for a fixed S; nothing if its equations are singular or the steps do not settle. */
function* solveForSet(
  problem: GroupLassoProblem,
  { roles, rounds }: { roles: Roles; rounds: number },
  start: GroupLassoPoint,
): Sliced<GroupLassoPoint | undefined> {
  const point = {
    beta: start.beta.slice(),
    lambda: start.lambda.slice(),
    slope: start.slope.slice(),
  }
  let before = Infinity
  for (let round = 0; round < rounds; round += 1) {
    const goal = proposeStep(problem, roles, point)
    yield
    if (goal === undefined) return undefined
    const isSmooth = (feature: number): boolean => !roles.isKinked(feature)
    const size = stepToBoundary(point.slope, goal.slope, isSmooth)
    const change = moveTowards(point.beta, goal.beta, 1)
    moveTowards(point.lambda, goal.lambda, size)
    moveTowards(point.slope, goal.slope, size)
    const share = change / largestSize(point.beta)
    if (size === 1 && (share <= SETTLED || (share <= NEARLY_SETTLED && share > before / 2))) {
      return point
    }
    before = share
  }
  return undefined
}

/**
 * The point at a smaller μ, from the nearest larger one: every a is raised to √(a²+μ²), so no
 * feature has a kink.
 */
const sharpen = (
  problem: GroupLassoProblem,
  point: GroupLassoPoint,
  smoothing: number,
): Sliced<GroupLassoPoint | undefined> => {
  const smooth = { ...problem, aux: problem.aux.map((value) => Math.hypot(value, smoothing)) }
  const roles = { isKinked: () => false, signs: new Int8Array(problem.aux.length) }
  return solveForSet(smooth, { roles, rounds: ROUNDS }, point)
}

/** Whether Xβ = y up to rounding. */
const isFeasible = ({ data }: GroupLassoProblem, beta: Float64Array): boolean => {
  const fitted = multiply(data.inputs, beta, new Float64Array(data.rows))
  const misses = fitted.map((value, row) => value - (data.targets[row] as number))
  return largestSize(misses) <= 1e-9 * largestSize(data.targets)
}

/** A β of small group norm. */
export interface Polished {
  /** Shape D. */
  beta: Float64Array
  /** λ, shape n, that proves how small the norm is. */
  lambda: Float64Array
  /** Whether the conditions of optimality hold up to rounding, with exact zeros outside S. */
  isSettled: boolean
  /** False if another β was found to be as good. */
  isUnique: boolean
}

/** What is tried before a set S is given up. */
interface Patience {
  /** Corrections of S, one feature at a time. */
  changes: number
  /** Newton steps for one S. */
  rounds: number
}

/** More corrections mean that μ must be lowered first; a set that leads anywhere takes few steps … */
const EARLY: Patience = { changes: 10, rounds: 12 }
/** … unless μ is at its last. */
const AT_LAST: Patience = { changes: 200, rounds: ROUNDS }

/** The exact solution near a point whose kinks stand out; nothing if this S does not lead to one. */
function* settleKinks(
  problem: GroupLassoProblem,
  sharpened: GroupLassoPoint,
  { roles, changes, rounds }: { roles: Roles } & Patience,
): Sliced<Polished | undefined> {
  let start: GroupLassoPoint = { ...sharpened, beta: sharpened.beta.slice() }
  makeIndependent(problem, roles, start)
  for (let change = 0; change < changes; change += 1) {
    const point = yield* solveForSet(problem, { roles, rounds }, start)
    if (point === undefined) return undefined
    if (!correctSet(problem, roles, point)) {
      if (!isFeasible(problem, point.beta)) return undefined
      const { beta, lambda } = point
      return { beta, lambda, isSettled: true, isUnique: !hasRival(problem, roles, point) }
    }
    start = point
  }
  return undefined
}

/** The exact solution from the first set S that leads to one, of those that the point suggests. */
function* settle(
  problem: GroupLassoProblem,
  point: GroupLassoPoint,
  { smoothing, ...patience }: { smoothing: number } & Patience,
): Sliced<Polished | undefined> {
  for (const roles of guessRoles(problem, point, smoothing)) {
    const settled = yield* settleKinks(problem, point, { roles, ...patience })
    if (settled) return settled
  }
  return undefined
}

/**
 * β with rounding errors only, from a point whose μ is `smoothing`. Where no set S fulfils the
 * conditions, β of the smallest μ, which is not settled.
 */
export function* polish(
  problem: GroupLassoProblem,
  smoothed: GroupLassoPoint,
  smoothing: number,
): Sliced<Polished> {
  let point = smoothed
  let width = smoothing
  for (; width >= LAST_SHARPENING * smoothing; width *= SHARPENING) {
    // A set that fulfils the conditions is the solution, however early it is found.
    const settled = yield* settle(problem, point, { smoothing: width, ...EARLY })
    if (settled) return settled
    point = (yield* sharpen(problem, point, width)) ?? point
  }
  const settled = yield* settle(problem, point, { smoothing: width / SHARPENING, ...AT_LAST })
  return settled ?? { beta: point.beta, lambda: point.lambda, isSettled: false, isUnique: true }
}
