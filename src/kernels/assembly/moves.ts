/**
 * Gradient descent that reads only what has changed. The gradient Xᵀ(Xβ − y) is linear in β: where
 * most features stand still, as in all but the first steps of a long training, it is kept, and
 * changed by (column d of XᵀX)·(change of β_d) for the features d that have moved. A feature counts
 * as moved once β_d is further from where the gradient knows it than 2⁻²⁶ of the largest |β|, which
 * is less than float32 tells apart. Every 64 steps, and where more than a third has moved, the
 * gradient is computed anew from the rows. Which of these a step does depends on the weights alone,
 * and what it has to know for that lies beside the weights: how steps are divided into calls changes
 * no bit. See docs/model.md, "Moved features".
 *
 * For networks with one task: where a second one with few rows is trained beside it, nearly all
 * features keep moving. Shapes as in step.ts.
 */
import { multiplyAdd } from './lanes'
import { BLOCK, computeGradient, products, update } from './step'

/** Steps for which a kept gradient serves at most. */
const LONGEST: f64 = 64
/** Of the largest |β|, what a feature may be away from where the gradient knows it. */
const STILL: f64 = 1.0 / 67_108_864

/**
 * XᵀX of an upper triangular (or trapezoidal) X.
 * @param inputs as a task's inputs lie
 * @param gram place for dim × dim float32, all of them zero
 */
export function fillGram(inputs: usize, blocks: i32, dim: i32, gram: usize): void {
  const row = 4 * dim
  for (let block = 0; block < blocks; ++block) {
    const rows = inputs + block * BLOCK * row
    for (let d = min(BLOCK * block, dim); d < dim; ++d) {
      const group = d / 4
      addProducts(rows + group * 16 * BLOCK, 4 * (d % 4), gram + d * row + 16 * group, row - 16 * group)
    }
  }
  for (let d = 1; d < dim; ++d) {
    for (let left = 0; left < d; ++left) {
      store<f32>(gram + d * row + 4 * left, load<f32>(gram + left * row + 4 * d))
    }
  }
}

/** Adds (a feature of eight rows)·(these rows, from its group on) to one row of XᵀX. */
function addProducts(rows: usize, feature: usize, to: usize, bytes: i32): void {
  const own = rows + feature
  const own0 = v128.load32_splat(own, 0)
  const own1 = v128.load32_splat(own, 16)
  const own2 = v128.load32_splat(own, 32)
  const own3 = v128.load32_splat(own, 48)
  const own4 = v128.load32_splat(own, 64)
  const own5 = v128.load32_splat(own, 80)
  const own6 = v128.load32_splat(own, 96)
  const own7 = v128.load32_splat(own, 112)
  let x = rows
  for (const end = to + bytes; to < end; to += 16) {
    let sum = v128.load(to)
    sum = multiplyAdd(v128.load(x, 0), own0, sum)
    sum = multiplyAdd(v128.load(x, 16), own1, sum)
    sum = multiplyAdd(v128.load(x, 32), own2, sum)
    sum = multiplyAdd(v128.load(x, 48), own3, sum)
    sum = multiplyAdd(v128.load(x, 64), own4, sum)
    sum = multiplyAdd(v128.load(x, 80), own5, sum)
    sum = multiplyAdd(v128.load(x, 96), own6, sum)
    sum = multiplyAdd(v128.load(x, 112), own7, sum)
    v128.store(to, sum)
    x += 16 * BLOCK
  }
}

/** β = w⁺∘v⁺ − w⁻∘v⁻ in float64; returns the largest |β|. */
function computeExactBeta(weights: usize, readout: usize, beta: usize, dim: i32): f64 {
  const row = 8 * dim
  let most = f64x2.splat(0)
  for (let at = 0; at < row; at += 16) {
    const two = products(weights + at, readout + at, row)
    v128.store(beta + at, two)
    most = f64x2.pmax(most, f64x2.abs(two))
  }
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1))
}

/**
 * Lists the features that are further than `still` from where they are known, up to `most` of them.
 * @param moved place for their numbers, and `changes` for how far each is away, in float32
 * @returns how many they are; `most` + 1 where they are more
 */
function listMoved(
  beta: usize,
  known: usize,
  dim: i32,
  still: f64,
  most: i32,
  moved: usize,
  changes: usize,
): i32 {
  const limit = f64x2.splat(still)
  let count = 0
  for (let d = 0; d < dim; d += 2) {
    const change = f64x2.sub(v128.load(beta + 8 * d), v128.load(known + 8 * d))
    const far = f64x2.gt(f64x2.abs(change), limit)
    if (!v128.any_true(far)) continue
    if (count > most - 2) return most + 1
    for (let lane = 0; lane < 2; ++lane) {
      const own = lane == 0 ? f64x2.extract_lane(change, 0) : f64x2.extract_lane(change, 1)
      if (!(Math.abs(own) > still)) continue
      store<i32>(moved + 4 * count, d + lane)
      store<f32>(changes + 4 * count, <f32>own)
      count += 1
    }
  }
  return count
}

/** Adds the columns of four features, each times its change, to the gradient. */
function addColumns(gradient: usize, gram: usize, row: i32, moved: usize, changes: usize): void {
  const change0 = v128.load32_splat(changes, 0)
  const change1 = v128.load32_splat(changes, 4)
  const change2 = v128.load32_splat(changes, 8)
  const change3 = v128.load32_splat(changes, 12)
  let column0 = gram + load<i32>(moved, 0) * row
  let column1 = gram + load<i32>(moved, 4) * row
  let column2 = gram + load<i32>(moved, 8) * row
  let column3 = gram + load<i32>(moved, 12) * row
  for (const end = gradient + row; gradient < end; gradient += 16) {
    let sum = v128.load(gradient)
    sum = multiplyAdd(v128.load(column0), change0, sum)
    sum = multiplyAdd(v128.load(column1), change1, sum)
    sum = multiplyAdd(v128.load(column2), change2, sum)
    sum = multiplyAdd(v128.load(column3), change3, sum)
    v128.store(gradient, sum)
    column0 += 16
    column1 += 16
    column2 += 16
    column3 += 16
  }
}

/** The gradient after the listed features have moved; they are known where they are now. */
function moveGradient(
  gradient: usize,
  gram: usize,
  known: usize,
  dim: i32,
  moved: usize,
  changes: usize,
  count: i32,
): void {
  for (let index = 0; index < count; ++index) {
    const place = known + 8 * load<i32>(moved + 4 * index)
    store<f64>(place, load<f64>(place) + <f64>load<f32>(changes + 4 * index))
  }
  // The last four are filled up with a feature that does not move.
  for (let index = count; (index & 3) != 0; ++index) {
    store<i32>(moved + 4 * index, 0)
    store<f32>(changes + 4 * index, 0)
  }
  for (let index = 0; index < count; index += 4) {
    addColumns(gradient, gram, 4 * dim, moved + 4 * index, changes + 4 * index)
  }
}

/** The features in float32, and known there. */
function roundBeta(beta: usize, rounded: usize, known: usize, dim: i32): void {
  for (let d = 0; d < dim; ++d) {
    const value = <f32>load<f64>(beta + 8 * d)
    store<f32>(rounded + 4 * d, value)
    store<f64>(known + 8 * d, <f64>value)
  }
}

/**
 * Takes steps of gradient descent on a network with one task, changing the weights in place; as
 * `descend`, but for:
 * @param task its description; its rows are one share
 * @param gram XᵀX
 * @param state beside the weights: for how many steps the gradient still serves, and a number of
 *   padding (float64 each), then the β that it knows (dim float64) and the gradient (dim float32);
 *   all zero at first
 * @param scratch 32 + 20 × dim bytes: residuals of a block, then β in float32, β in float64, numbers
 *   and changes of the features that have moved
 */
export function descendByMoves(
  weights: usize,
  task: usize,
  gram: usize,
  dim: i32,
  state: usize,
  scratch: usize,
  steps: i32,
  rate: f64,
  keep: f64,
  trainFirstLayer: bool,
): void {
  const known = state + 16
  const gradient = known + 8 * dim
  const rounded = scratch + 4 * BLOCK
  const beta = rounded + 4 * dim
  const moved = beta + 8 * dim
  const changes = moved + 4 * dim
  const readout = weights + 2 * 8 * dim
  const most = dim / 3
  let left = load<f64>(state)
  for (let step = 0; step < steps; ++step) {
    const still = STILL * computeExactBeta(weights, readout, beta, dim)
    const count = left > 0 ? listMoved(beta, known, dim, still, most, moved, changes) : most + 1
    if (count > most) {
      roundBeta(beta, rounded, known, dim)
      computeGradient(task, 0, rounded, gradient, dim, scratch)
      left = LONGEST
    } else {
      moveGradient(gradient, gram, known, dim, moved, changes, count)
    }
    left -= 1
    update(weights, gradient, gradient, 1, 1, dim, rate, keep, trainFirstLayer)
  }
  store<f64>(state, left)
}
