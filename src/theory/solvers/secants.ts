/**
 * Better steps from an outdated factor: each step that was taken tells how the gradient changed
 * along it, and the inverse Hessian is corrected to agree with the last few of them (BFGS with
 * limited memory, Nocedal & Wright, Numerical Optimization, algorithm 7.4). A factor whose weights
 * are all off by a tenth wins one digit a step by itself, and several with these corrections.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import { solveFactored } from './linearAlgebra.ts'

/** Pairs kept; the oldest makes room. */
const CAPACITY = 6

export interface Secants {
  /** Steps of λ, and the changes of the gradient along them: shape CAPACITY × n each. */
  readonly steps: Float64Array
  readonly changes: Float64Array
  /** step · change of each pair, and scratch. */
  readonly products: Float64Array
  readonly shares: Float64Array
  /** Pairs seen since the memory was last emptied. */
  count: number
}

export const createSecants = (rows: number): Secants => ({
  steps: new Float64Array(CAPACITY * rows),
  changes: new Float64Array(CAPACITY * rows),
  products: new Float64Array(CAPACITY),
  shares: new Float64Array(CAPACITY),
  count: 0,
})

/** Where the pair that was seen as number `index` (from 0) is kept. */
const slotOf = (index: number): number => index % CAPACITY

/** vector · (row `slot` of pairs) */
const dotWith = (pairs: Float64Array, slot: number, vector: Float64Array): number => {
  const start = slot * vector.length
  let sum = 0
  for (let i = 0; i < vector.length; i += 1) {
    sum += (pairs[start + i] as number) * (vector[i] as number)
  }
  return sum
}

/** vector ← vector + share·(row `slot` of pairs) */
const addTo = (
  vector: Float64Array,
  pairs: Float64Array,
  { slot, share }: { slot: number; share: number },
): void => {
  const start = slot * vector.length
  for (let i = 0; i < vector.length; i += 1) {
    vector[i] = (vector[i] as number) + share * (pairs[start + i] as number)
  }
}

/** Keeps size·step (shape n) and the change of the gradient from −before to −after (shape n). */
export const remember = (
  secants: Secants,
  moved: { step: Float64Array; size: number },
  residuals: { before: Float64Array; after: Float64Array },
): void => {
  const { steps, changes, products } = secants
  const { step, size } = moved
  const slot = slotOf(secants.count)
  const start = slot * step.length
  let product = 0
  for (let i = 0; i < step.length; i += 1) {
    const move = size * (step[i] as number)
    const change = (residuals.before[i] as number) - (residuals.after[i] as number)
    steps[start + i] = move
    changes[start + i] = change
    product += move * change
  }
  products[slot] = product
  // F is convex: anything else is rounding.
  if (product > 0) secants.count += 1
}

/** The step of λ for the residual y − Xβ that `step` holds (shape n), in place. */
export const solveWithSecants = (
  secants: Secants,
  factor: Float64Array,
  step: Float64Array,
): void => {
  const { steps, changes, products, shares, count } = secants
  const oldest = Math.max(0, count - CAPACITY)
  for (let index = count - 1; index >= oldest; index -= 1) {
    const slot = slotOf(index)
    const share = dotWith(steps, slot, step) / (products[slot] as number)
    shares[slot] = share
    addTo(step, changes, { slot, share: -share })
  }
  solveFactored(factor, step)
  // H = 2 L Lᵀ
  for (let i = 0; i < step.length; i += 1) step[i] = (step[i] as number) / 2
  for (let index = oldest; index < count; index += 1) {
    const slot = slotOf(index)
    const share = dotWith(changes, slot, step) / (products[slot] as number)
    addTo(step, steps, { slot, share: (shares[slot] as number) - share })
  }
}
