/** Gradient descent on one diagonal network, on one thread. See step.ts for shapes. */
import { BLOCK, computeShares, update } from './step'

export { descendByMoves, fillGram } from './moves'

/** Reserves memory, aligned to 16 bytes; to be given back with `release`. */
export function allocate(bytes: i32): usize {
  return heap.alloc(bytes)
}

export function release(address: usize): void {
  heap.free(address)
}

/**
 * Takes steps of gradient descent, changing the weights in place.
 * @param weights (2 + 2T) × dim float64
 * @param tasks T, and `table` the address of their descriptions, 32 bytes each
 * @param shares into how many the rows are divided, 1 or 4
 * @param scratch 8 + 2T × dim float32: residuals of a block, β and gradient of every task; with four
 *   shares 4T × dim more
 * @param rate 2η/N
 * @param keep 1 − ηλ
 * @param trainFirstLayer false keeps w as it is; only for networks with one task
 */
export function descend(
  weights: usize,
  table: usize,
  tasks: i32,
  dim: i32,
  shares: i32,
  scratch: usize,
  steps: i32,
  rate: f64,
  keep: f64,
  trainFirstLayer: bool,
): void {
  const residuals = scratch
  const betas = scratch + 4 * BLOCK
  const gradients = betas + 4 * dim * tasks
  const partials = shares > 1 ? gradients + 4 * dim * tasks : gradients
  for (let step = 0; step < steps; ++step) {
    computeShares(weights, table, tasks, dim, shares, 0, shares, betas, partials, residuals)
    update(weights, partials, gradients, shares, tasks, dim, rate, keep, trainFirstLayer)
  }
}
