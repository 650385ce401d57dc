/**
 * What the two stages of the smallest group norm share: the linearization of one feature's
 * condition √(β²+a²)·u = β, and how far a step may go (see groupLasso.ts).
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import type { RegressionData } from '../tasks.ts'

export interface GroupLassoProblem {
  /** X, shape n × D, of independent rows. */
  data: RegressionData
  /** |β_aux|, shape D. */
  aux: Float64Array
}

/** A point on the way. */
export interface GroupLassoPoint {
  /** β, shape D. */
  beta: Float64Array
  /** λ, shape n. */
  lambda: Float64Array
  /** u = Xᵀλ, shape D. */
  slope: Float64Array
}

/** How far towards |u| = 1 one step may go, and how near u may come. */
const BOUNDARY_SHARE = 0.99
const BOUNDARY_ROUNDING = 1e-15

export const largestSize = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/**
 * ρ = √(β²+a²) and 1 − uβ/ρ > 0, whose part 1 − |β|/ρ = a²/(ρ(ρ+|β|)) does not cancel. The condition
 * becomes (1 − uβ/ρ)·(step of β) = ρ·(u + step of u) − β.
 * Source: Chan, Golub & Mulet 1999, equation 3.6.
 */
export const linearize = (
  beta: number,
  slope: number,
  aux: number,
): { length: number; share: number } => {
  const size = Math.abs(beta)
  const length = Math.hypot(beta, aux)
  const room = Math.max(0, 1 - Math.sign(beta) * slope)
  return { length, share: (aux / length) * (aux / (length + size)) + (size / length) * room }
}

/** The largest share ≤ 1 of the way from u to `goal` that keeps the smooth features in |u| < 1. */
export const stepToBoundary = (
  slope: Float64Array,
  goal: Float64Array,
  isSmooth: (feature: number) => boolean,
): number => {
  let size = 1
  for (let d = 0; d < slope.length; d += 1) {
    const move = (goal[d] as number) - (slope[d] as number)
    const room = move > 0 ? 1 - (slope[d] as number) : 1 + (slope[d] as number)
    if (BOUNDARY_SHARE * room >= Math.abs(move) || !isSmooth(d)) continue
    const allowed = Math.max(BOUNDARY_SHARE * room, BOUNDARY_ROUNDING)
    size = Math.min(size, allowed / Math.abs(move))
  }
  return size
}
