/**
 * Gradient descent on one ReLU network f_t(x) = Σ_h v_{t,h} relu(w_h·x), in AssemblyScript: 128-bit
 * SIMD, data and sums in float32, weights in float64 (docs/implementation-notes.md, "The ReLU
 * kernel").
 *
 * With m_{h,i} = 1 where unit h is active on row i: f_t(x_i) = x_i·Σ_h m_{h,i} v_{t,h} w_h, and
 * G_{t,h} = Σ_i m_{h,i} r_i x_i gives both derivatives, w_h·G_{t,h} and Σ_t v_{t,h} G_{t,h}. Both are
 * sums over subsets (subsets.ts), and the signs m are known without a look at most rows (reluMasks.ts).
 *
 * A step goes once through the units, bundle by bundle: gradient, update, signs, and the bundle's part
 * of the next step's outputs.
 */
import { laneSum, demote, multiplyAdd } from './lanes'
import {
  Block,
  BLOCK,
  blockAt,
  close,
  Network,
  open,
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
  let x = block.inputs
  let sums = block.sums
  for (let row = 0; row < block.rows; ++row) {
    let output = f32x4.splat(0)
    for (const end = x + stride; x < end; x += 16) {
      output = multiplyAdd(v128.load(x), v128.load(sums), output)
      sums += 16
    }
    const target = load<f32>(block.targets + 4 * row)
    store<f32>(block.residuals + 4 * row, laneSum(output) - target)
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

/** Rounds all weights to float32. */
function roundWeights(network: Network): void {
  const count = network.paddedUnits * (network.width + network.tasks)
  for (let index = 0; index < count; index += 4) {
    const from = network.weights + 8 * index
    v128.store(network.rounded + 4 * index, demote(v128.load(from), v128.load(from, 16)))
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

/** Everything that a first step takes for granted. */
function prepare(network: Network): void {
  roundWeights(network)
  for (let index = 0; index < network.blockCount; ++index) {
    measureRows(network, blockAt(network, index))
  }
  // Units that are there for padding only never turn.
  for (let unit = network.units; unit < network.paddedUnits; ++unit) {
    store<f64>(network.paths + 8 * unit, -Infinity)
  }
  for (let bundle = 0; bundle < network.paddedUnits; bundle += BLOCK) {
    const end = min(bundle + BLOCK, network.paddedUnits)
    refresh(network, bundle, end)
    addOutputs(network, bundle, end)
  }
}

/** @param isLast no outputs are wanted any more */
function step(network: Network, isLast: bool): void {
  compareOutputs(network)
  for (let bundle = 0; bundle < network.paddedUnits; bundle += BLOCK) {
    const end = min(bundle + BLOCK, network.paddedUnits)
    computeGradients(network, bundle, end)
    update(network, bundle, end)
    if (isLast) continue
    refresh(network, bundle, end)
    addOutputs(network, bundle, end)
  }
}

/**
 * Takes steps of gradient descent, changing the weights in place.
 * @param weights W, padded H × padded D float64, then v of every task, padded H
 * @param table the tasks' descriptions, 12 bytes each: addresses of inputs and targets, padded rows
 * @param dim D, as it is
 * @param units H, as it is
 * @param rate 2η/N
 * @param keep 1 − ηλ
 */
export function descend(
  weights: usize,
  table: usize,
  tasks: i32,
  dim: i32,
  units: i32,
  steps: i32,
  rate: f64,
  keep: f64,
  trainFirstLayer: bool,
): void {
  if (steps == 0) return
  const network = open(table, tasks, (dim + 15) & ~15, (units + 15) & ~15)
  network.weights = weights
  network.dim = dim
  network.units = units
  network.rate = rate
  network.keep = keep
  network.trainFirstLayer = trainFirstLayer
  prepare(network)
  for (let count = 1; count <= steps; ++count) step(network, count == steps)
  close(network)
}
