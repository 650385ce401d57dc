/**
 * One step of gradient descent on one diagonal network, in AssemblyScript: 128-bit SIMD, data and
 * residuals in float32, weights in float64 (docs/model.md, "Training"; docs/implementation-notes.md,
 * "The kernel").
 *
 * Shapes: D features, padded with zeros to a multiple of 4; rows of each task, padded with zeros to
 * blocks of 8. Inputs lie in the order in which they are read: block after block, in a block four
 * features after four, and of these eight rows one after the other, 16 bytes each. So one pointer
 * runs through them, and each block is still in the first cache when it is read again.
 *
 * The blocks of a large problem are divided into four shares. Each share has a gradient of its own,
 * and the four are added in one order, so that the sum is the same whoever computed them.
 *
 * Addresses and counts are bytes and numbers inside this module's memory; the caller has checked
 * them.
 */
import { laneSum, multiplyAdd } from './lanes'

/** Rows of a block, and bytes of four features of a block. */
export const BLOCK = 8
const GROUP_BYTES = BLOCK * 16

/** Bytes of the description of a task. */
export const TASK_BYTES = 32

/**
 * Adds Xᵀ(Xβ − y) of eight rows to the gradient, reading X twice, the second time from the cache.
 * @param inputs the block from its first group that is not zero
 * @param beta address of β at that group; `end` is where β ends
 * @param gradient address of the gradient at that group
 */
function accumulateBlock(
  inputs: usize,
  targets: usize,
  beta: usize,
  end: usize,
  gradient: usize,
  residuals: usize,
): void {
  let sum0 = f32x4.splat(0)
  let sum1 = f32x4.splat(0)
  let sum2 = f32x4.splat(0)
  let sum3 = f32x4.splat(0)
  let sum4 = f32x4.splat(0)
  let sum5 = f32x4.splat(0)
  let sum6 = f32x4.splat(0)
  let sum7 = f32x4.splat(0)
  let x = inputs
  for (let at = beta; at < end; at += 16) {
    const four = v128.load(at)
    sum0 = multiplyAdd(v128.load(x, 0), four, sum0)
    sum1 = multiplyAdd(v128.load(x, 16), four, sum1)
    sum2 = multiplyAdd(v128.load(x, 32), four, sum2)
    sum3 = multiplyAdd(v128.load(x, 48), four, sum3)
    sum4 = multiplyAdd(v128.load(x, 64), four, sum4)
    sum5 = multiplyAdd(v128.load(x, 80), four, sum5)
    sum6 = multiplyAdd(v128.load(x, 96), four, sum6)
    sum7 = multiplyAdd(v128.load(x, 112), four, sum7)
    x += GROUP_BYTES
  }
  store<f32>(residuals, laneSum(sum0) - load<f32>(targets, 0), 0)
  store<f32>(residuals, laneSum(sum1) - load<f32>(targets, 4), 4)
  store<f32>(residuals, laneSum(sum2) - load<f32>(targets, 8), 8)
  store<f32>(residuals, laneSum(sum3) - load<f32>(targets, 12), 12)
  store<f32>(residuals, laneSum(sum4) - load<f32>(targets, 16), 16)
  store<f32>(residuals, laneSum(sum5) - load<f32>(targets, 20), 20)
  store<f32>(residuals, laneSum(sum6) - load<f32>(targets, 24), 24)
  store<f32>(residuals, laneSum(sum7) - load<f32>(targets, 28), 28)
  // By way of memory: held as values, V8 computes them anew in every round of the loop below.
  const residual0 = v128.load32_splat(residuals, 0)
  const residual1 = v128.load32_splat(residuals, 4)
  const residual2 = v128.load32_splat(residuals, 8)
  const residual3 = v128.load32_splat(residuals, 12)
  const residual4 = v128.load32_splat(residuals, 16)
  const residual5 = v128.load32_splat(residuals, 20)
  const residual6 = v128.load32_splat(residuals, 24)
  const residual7 = v128.load32_splat(residuals, 28)
  x = inputs
  let to = gradient
  for (let at = beta; at < end; at += 16) {
    let sum = v128.load(to)
    sum = multiplyAdd(v128.load(x, 0), residual0, sum)
    sum = multiplyAdd(v128.load(x, 16), residual1, sum)
    sum = multiplyAdd(v128.load(x, 32), residual2, sum)
    sum = multiplyAdd(v128.load(x, 48), residual3, sum)
    sum = multiplyAdd(v128.load(x, 64), residual4, sum)
    sum = multiplyAdd(v128.load(x, 80), residual5, sum)
    sum = multiplyAdd(v128.load(x, 96), residual6, sum)
    sum = multiplyAdd(v128.load(x, 112), residual7, sum)
    v128.store(to, sum)
    to += 16
    x += GROUP_BYTES
  }
}

/**
 * The gradient Xᵀ(Xβ − y) of one share of the rows of a task.
 * @param task address of its description: inputs, targets, 1 where X is upper triangular, and the
 *   blocks with which each share begins, and the last one ends (32-bit each)
 */
export function computeGradient(
  task: usize,
  share: i32,
  beta: usize,
  gradient: usize,
  dim: i32,
  residuals: usize,
): void {
  const inputs = <usize>load<u32>(task)
  const targets = <usize>load<u32>(task, 4)
  const isTriangular = load<i32>(task, 8) != 0
  const blocks = load<i32>(task + 4 * share, 16)
  const end = beta + 4 * dim
  const blockBytes = 4 * BLOCK * dim
  memory.fill(gradient, 0, 4 * dim)
  for (let block = load<i32>(task + 4 * share, 12); block < blocks; ++block) {
    // Left of its first row's diagonal element, a block of a triangle is zero.
    const skipped = isTriangular ? min(2 * block, dim / 4) : 0
    accumulateBlock(
      inputs + block * blockBytes + skipped * GROUP_BYTES,
      targets + 4 * BLOCK * block,
      beta + 16 * skipped,
      end,
      gradient + 16 * skipped,
      residuals,
    )
  }
}

/** β = w⁺∘v⁺ − w⁻∘v⁻, in float32. */
function computeBeta(weights: usize, readout: usize, beta: usize, dim: i32): void {
  const row = 8 * dim
  for (let d = 0; d < dim; d += 4) {
    const at = 8 * d
    const low = products(weights + at, readout + at, row)
    const high = products(weights + at + 16, readout + at + 16, row)
    v128.store(
      beta + 4 * d,
      v128.shuffle<f32>(
        f32x4.demote_f64x2_zero(low),
        f32x4.demote_f64x2_zero(high),
        0,
        1,
        4,
        5,
      ),
    )
  }
}

// @ts-expect-error: a decorator of AssemblyScript
@inline
export function products(first: usize, readout: usize, row: i32): v128 {
  return f64x2.sub(
    f64x2.mul(v128.load(first), v128.load(readout)),
    f64x2.mul(v128.load(first + row), v128.load(readout + row)),
  )
}

/** keep·(old weight), where anything is to be taken away at all. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function kept(old: v128, keep: v128, hasDecay: bool): v128 {
  return hasDecay ? f64x2.mul(keep, old) : old
}

/** One update of two features of a network with one task; `step` is η·g. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function updateTwo(
  at: usize,
  row: i32,
  step: v128,
  keep: v128,
  hasDecay: bool,
  trainFirstLayer: bool,
): void {
  const wPlus = v128.load(at)
  const wMinus = v128.load(at + row)
  const vPlus = v128.load(at + 2 * row)
  const vMinus = v128.load(at + 3 * row)
  v128.store(at + 2 * row, f64x2.sub(kept(vPlus, keep, hasDecay), f64x2.mul(step, wPlus)))
  v128.store(at + 3 * row, f64x2.add(kept(vMinus, keep, hasDecay), f64x2.mul(step, wMinus)))
  if (!trainFirstLayer) return
  v128.store(at, f64x2.sub(kept(wPlus, keep, hasDecay), f64x2.mul(step, vPlus)))
  v128.store(at + row, f64x2.add(kept(wMinus, keep, hasDecay), f64x2.mul(step, vMinus)))
}

/** One update of a network with one task. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function updateOneTask(
  weights: usize,
  gradient: usize,
  dim: i32,
  rate: v128,
  keep: v128,
  hasDecay: bool,
  trainFirstLayer: bool,
): void {
  const row = 8 * dim
  for (let d = 0; d < dim; d += 4) {
    const four = v128.load(gradient + 4 * d)
    const low = f64x2.mul(rate, f64x2.promote_low_f32x4(four))
    const high = f64x2.mul(rate, f64x2.promote_low_f32x4(v128.shuffle<f32>(four, four, 2, 3, 0, 1)))
    updateTwo(weights + 8 * d, row, low, keep, hasDecay, trainFirstLayer)
    updateTwo(weights + 8 * d + 16, row, high, keep, hasDecay, trainFirstLayer)
  }
}

/** One update of a network with several tasks, two features at a time. */
function updateTasks(
  weights: usize,
  gradients: usize,
  dim: i32,
  tasks: i32,
  rate: v128,
  keep: v128,
): void {
  const row = 8 * dim
  for (let at = 0; at < row; at += 16) {
    const wPlus = v128.load(weights + at)
    const wMinus = v128.load(weights + row + at)
    let plusForce = f64x2.splat(0)
    let minusForce = f64x2.splat(0)
    for (let task = 0; task < tasks; ++task) {
      const plus = weights + (2 + 2 * task) * row + at
      const minus = plus + row
      const vPlus = v128.load(plus)
      const vMinus = v128.load(minus)
      const force = v128.load64_zero(gradients + 4 * dim * task + at / 2)
      const step = f64x2.mul(rate, f64x2.promote_low_f32x4(force))
      plusForce = f64x2.add(plusForce, f64x2.mul(step, vPlus))
      minusForce = f64x2.add(minusForce, f64x2.mul(step, vMinus))
      v128.store(plus, f64x2.sub(f64x2.mul(keep, vPlus), f64x2.mul(step, wPlus)))
      v128.store(minus, f64x2.add(f64x2.mul(keep, vMinus), f64x2.mul(step, wMinus)))
    }
    v128.store(weights + at, f64x2.sub(f64x2.mul(keep, wPlus), plusForce))
    v128.store(weights + row + at, f64x2.add(f64x2.mul(keep, wMinus), minusForce))
  }
}

/**
 * The gradients of the shares `from` up to but not including `to`, for every task.
 * @param partials where they are put: that of share s of task t in row t·`shares` + s, D float32
 * @param betas place for β of every task
 */
export function computeShares(
  weights: usize,
  table: usize,
  tasks: i32,
  dim: i32,
  shares: i32,
  from: i32,
  to: i32,
  betas: usize,
  partials: usize,
  residuals: usize,
): void {
  for (let task = 0; task < tasks; ++task) {
    const description = table + TASK_BYTES * task
    const beta = betas + 4 * dim * task
    computeBeta(weights, weights + (2 + 2 * task) * 8 * dim, beta, dim)
    for (let share = from; share < to; ++share) {
      const partial = partials + 4 * dim * (task * shares + share)
      computeGradient(description, share, beta, partial, dim, residuals)
    }
  }
}

/** The sum of four gradients that lie one after the other. */
function addFour(partials: usize, gradient: usize, dim: i32): void {
  const row = 4 * dim
  for (let at = 0; at < row; at += 16) {
    const partial = partials + at
    v128.store(
      gradient + at,
      f32x4.add(
        f32x4.add(v128.load(partial), v128.load(partial + row)),
        f32x4.add(v128.load(partial + 2 * row), v128.load(partial + 3 * row)),
      ),
    )
  }
}

/**
 * The update of one step.
 * @param shares 1, or 4: then their gradients are added first, and the sums put at `gradients`
 * @param partials as `computeShares` left them; with one share, `gradients`
 */
export function update(
  weights: usize,
  partials: usize,
  gradients: usize,
  shares: i32,
  tasks: i32,
  dim: i32,
  rate: f64,
  keep: f64,
  trainFirstLayer: bool,
): void {
  if (shares > 1) {
    const row = 4 * dim
    for (let task = 0; task < tasks; ++task) {
      addFour(partials + row * shares * task, gradients + row * task, dim)
    }
  }
  const rates = f64x2.splat(rate)
  const keeps = f64x2.splat(keep)
  if (tasks > 1) updateTasks(weights, gradients, dim, tasks, rates, keeps)
  else if (keep != 1) updateOneTask(weights, gradients, dim, rates, keeps, true, trainFirstLayer)
  else if (trainFirstLayer) updateOneTask(weights, gradients, dim, rates, keeps, false, true)
  else updateOneTask(weights, gradients, dim, rates, keeps, false, false)
}
