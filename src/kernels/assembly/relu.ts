/**
 * Gradient descent on one ReLU network f_t(x) = Σ_h v_{t,h} relu(w_h·x), in AssemblyScript: 128-bit
 * SIMD, data and sums in float32, weights in float64 (docs/implementation-notes.md, "The ReLU
 * kernel").
 *
 * With m_{h,i} = 1 where unit h is active on row i: f_t(x_i) = x_i·Σ_h m_{h,i} v_{t,h} w_h, and
 * G_{t,h} = Σ_i m_{h,i} r_i x_i gives both derivatives, w_h·G_{t,h} and Σ_t v_{t,h} G_{t,h}. Both are
 * sums over subsets (subsets.ts), and most signs are known without a look (reluMasks.ts).
 *
 * A step goes once through the units, bundle by bundle: gradient, update, signs, and the bundle's part
 * of the next step's outputs.
 */
import { demote, laneSum, multiplyAdd, products } from './lanes'
import {
  Block,
  BLOCK,
  blockAt,
  close,
  Network,
  openLayout,
  roundedReadoutOf,
  unitsOfRowsAt,
} from './reluLayout'
import { refresh } from './reluMasks'
import { update } from './reluUpdate'
import { addSubsets, buildTables, ENTRY, SUBSET, TABLE } from './subsets'

/** Reserves memory, aligned to 16 bytes; to be given back with `release`. */
export function allocate(bytes: i32): usize {
  return heap.alloc(bytes)
}

export function release(address: usize): void {
  heap.free(address)
}

/** Σ_i r_i x_i over the active rows of all blocks, for every unit of a bundle. */
function computeGradients(network: Network, bundle: i32, end: i32): void {
  const stride = 4 * network.width
  for (let index = 0; index < network.blockCount; ++index) {
    const block = blockAt(network, index)
    const groups = block.rows / 4
    const subsets = block.rowsOfUnits + SUBSET * groups * bundle
    let tables = block.tables
    let to = network.gradients + BLOCK * stride * block.task
    for (let part = 0; part < stride; part += ENTRY) {
      addSubsets(to, stride, end - bundle, subsets, groups, tables, block.isFirstOfTask)
      tables += TABLE * groups
      to += ENTRY
    }
  }
}

/** Adds a bundle's part to Σ_h v_h w_h over the units that are active on a row, for every row. */
function addOutputs(network: Network, bundle: i32, end: i32): void {
  const stride = 4 * network.width
  const groups = (end - bundle) / 4
  const weights = network.rounded + stride * bundle
  for (let index = 0; index < network.blockCount; ++index) {
    const block = blockAt(network, index)
    const readouts = roundedReadoutOf(network, block.task) + 4 * bundle
    const subsets = unitsOfRowsAt(block, bundle)
    let tables = network.tables
    for (let part = 0; part < stride; part += ENTRY) {
      if (block.isFirstOfTask) buildTables(tables, weights + part, stride, readouts, groups)
      addSubsets(block.sums + part, stride, block.rows, subsets, groups, tables, bundle == 0)
      tables += TABLE * groups
    }
  }
}

/** f(x) − y of every row of a block. */
function computeResiduals(network: Network, block: Block): void {
  const stride = 4 * network.width
  for (let row = 0; row < block.rows; row += 4) {
    const outputs = products(block.inputs + stride * row, block.sums + stride * row, stride)
    const targets = v128.load(block.targets + 4 * row)
    v128.store(block.residuals + 4 * row, f32x4.sub(outputs, targets))
  }
}

/** Residuals of all rows, and the tables of their sums. */
function compareOutputs(network: Network): void {
  const stride = 4 * network.width
  for (let index = 0; index < network.blockCount; ++index) {
    const block = blockAt(network, index)
    const groups = block.rows / 4
    computeResiduals(network, block)
    let tables = block.tables
    for (let part = 0; part < stride; part += ENTRY) {
      buildTables(tables, block.inputs + part, stride, block.residuals, groups)
      tables += TABLE * groups
    }
  }
}

/** Four weights in float32. */
// @ts-expect-error: a decorator of AssemblyScript
@inline
function roundedAt(weights: usize, index: i32): v128 {
  const from = weights + 8 * index
  return demote(v128.load(from), v128.load(from, 16))
}

/** Rounds all weights to float32. */
function roundWeights(network: Network, weights: usize): void {
  const count = network.paddedUnits * (network.width + network.tasks)
  for (let index = 0; index < count; index += 4) {
    v128.store(network.rounded + 4 * index, roundedAt(weights, index))
  }
}

/** What is known of the rows of a block before the first step. */
function measureRows(network: Network, block: Block): void {
  const stride = 4 * network.width
  let largest: f32 = 0
  for (let row = 0; row < block.rows; ++row) {
    const x = block.inputs + stride * row
    let squares = f32x4.splat(0)
    for (let at = 0; at < stride; at += 16) {
      const inputs = v128.load(x + at)
      squares = multiplyAdd(inputs, inputs, squares)
    }
    const square = laneSum(squares)
    // Zeros never change their side.
    store<f32>(block.slacks + 4 * row, square == 0 ? f32.MAX_VALUE : 0)
    largest = max(largest, square)
  }
  block.norm = Mathf.sqrt(largest) * <f32>1.0001
}

/** Puts a network where the weights are. */
function begin(network: Network, weights: usize): void {
  roundWeights(network, weights)
  for (let index = 0; index < network.blockCount; ++index) {
    const block = blockAt(network, index)
    memory.fill(block.limits, 0, block.rows * network.paddedUnits)
  }
  for (let unit = 0; unit < network.paddedUnits; ++unit) {
    // Units that are there for padding only never turn.
    store<f64>(network.paths + 8 * unit, unit < network.units ? 0 : -Infinity)
  }
  for (let bundle = 0; bundle < network.paddedUnits; bundle += BLOCK) {
    const end = min(bundle + BLOCK, network.paddedUnits)
    refresh(network, bundle, end)
    addOutputs(network, bundle, end)
  }
}

/** A path so long that float32 tells small turns apart no more. */
const LONGEST_PATH = 64

/** Weights that round to the same float32 may still differ by as much, in radians. */
const ROUNDING = 1.3e-7

/** Takes up a network where it was left; false if its paths have become too long for that. */
function resume(network: Network): bool {
  let longest: f64 = 0
  for (let unit = 0; unit < network.units; ++unit) {
    const path = load<f64>(network.paths + 8 * unit) + ROUNDING
    store<f64>(network.paths + 8 * unit, path)
    longest = max(longest, path)
  }
  return longest < LONGEST_PATH
}

function step(network: Network): void {
  compareOutputs(network)
  for (let bundle = 0; bundle < network.paddedUnits; bundle += BLOCK) {
    const end = min(bundle + BLOCK, network.paddedUnits)
    computeGradients(network, bundle, end)
    update(network, bundle, end)
    refresh(network, bundle, end)
    addOutputs(network, bundle, end)
  }
}

/**
 * Makes what trains a network on certain data; to be given back with `close`.
 * @param table the tasks' descriptions, 12 bytes each: addresses of inputs and targets, padded rows
 * @param dim D, as it is
 * @param units H, as it is
 */
export function open(table: usize, tasks: i32, dim: i32, units: i32): Network {
  const network = openLayout(table, tasks, dim, units)
  for (let index = 0; index < network.blockCount; ++index) {
    measureRows(network, blockAt(network, index))
  }
  return network
}

export { close }

/**
 * Whether a network was left at these weights, and so knows which units are active where.
 * @param weights as for `descend`
 */
export function isAt(network: Network, weights: usize): bool {
  if (!network.hasBegun) return false
  const count = network.paddedUnits * (network.width + network.tasks)
  for (let index = 0; index < count; index += 4) {
    const kept = v128.load(network.rounded + 4 * index)
    if (v128.any_true(v128.xor(roundedAt(weights, index), kept))) return false
  }
  return true
}

/**
 * Takes steps of gradient descent, changing the weights in place.
 * @param weights W, padded H × padded D float64, then v of every task, padded H
 * @param rate 2η/N
 * @param keep 1 − ηλ
 */
export function descend(
  network: Network,
  weights: usize,
  steps: i32,
  rate: f64,
  keep: f64,
  trainFirstLayer: bool,
): void {
  network.weights = weights
  network.rate = rate
  network.keep = keep
  network.trainFirstLayer = trainFirstLayer
  if (!isAt(network, weights) || !resume(network)) begin(network, weights)
  network.hasBegun = true
  for (let count = 0; count < steps; ++count) step(network)
}
