/**
 * Where everything lies while a ReLU network is trained. Features are padded with zeros to a multiple
 * of 16, units and the rows of each task too. Rows are worked on in blocks of up to 64 of one task,
 * units in bundles of up to 64, so that what is read again and again stays in the first cache.
 */
import { SUBSET, TABLE } from './subsets'

/** Rows of a block and units of a bundle, at most. */
export const BLOCK = 64

/** Bytes of 16 float32. */
const LINE = 64

/** Bytes of the caller's description of a task: inputs, targets and padded rows, 32-bit each. */
const TASK_BYTES = 12

/** Up to 64 rows of one task. */
@unmanaged
export class Block {
  task: i32
  /** Padded. */
  rows: i32
  isFirstOfTask: bool
  /** The largest norm of a row, rounded up. */
  norm: f32
  /** X in chunks of 16 rows, in a chunk feature after feature, of these 16 rows side by side. */
  columns: usize
  /** X row after row. */
  inputs: usize
  targets: usize
  /** Infinite for a row of zeros, otherwise zero. */
  slacks: usize
  /** For every row Σ_h v_h w_h over the units that are active on it. */
  sums: usize
  residuals: usize
  /** Of the sums of rows times residuals. */
  tables: usize
  /** For every unit the rows that activate it. */
  rowsOfUnits: usize
  /** Bundle after bundle, for every row the units that are active on it. */
  unitsOfRows: usize
  /** For every four units, of every four rows the path (below) up to which no sign changes. */
  limits: usize
}

@unmanaged
export class Network {
  tasks: i32
  /** D, as it is and padded. */
  dim: i32
  width: i32
  /** H, as it is and padded. */
  units: i32
  paddedUnits: i32
  trainFirstLayer: bool
  /** Its signs and outputs are those of the weights that it was left at. */
  hasBegun: bool
  /** 2η/N and 1 − ηλ. */
  rate: f64
  keep: f64
  /** W, padded H × padded D float64, then v of every task, padded H. */
  weights: usize
  /** The same in float32. */
  rounded: usize
  /** By how many radians each unit has turned at most since it was first looked at; float64. */
  paths: usize
  /** The same in float32, rounded up. */
  paths32: usize
  /** |w|² of each unit, float32. */
  squares: usize
  /** Units and rows of a bundle and block whose signs may have changed. */
  notes: usize
  /** For each task Σ_i r_i x_i over the rows that activate a unit, for the units of a bundle. */
  gradients: usize
  /** For each task w_h·(gradient) of four units. */
  dots: usize
  /** Of the sums of v_h w_h, for the units of a bundle. */
  tables: usize
  blocks: usize
  blockCount: i32
  arena: usize
}

/** Address of v of a task. */
export function readoutOf(network: Network, task: i32): usize {
  return network.weights + 8 * network.paddedUnits * (network.width + task)
}

/** Address of v of a task in float32. */
export function roundedReadoutOf(network: Network, task: i32): usize {
  return network.rounded + 4 * network.paddedUnits * (network.width + task)
}

/** Where a bundle's part of `unitsOfRows` begins; `unit` is the bundle's first. */
export function unitsOfRowsAt(block: Block, unit: i32): usize {
  return block.unitsOfRows + SUBSET * (unit / 4) * block.rows
}

export function blockAt(network: Network, index: i32): Block {
  return changetype<Block>(network.blocks + index * offsetof<Block>())
}

let cursor: usize = 0

/** The next place for so many bytes; all places begin on a line of the cache. */
function take(bytes: i32): usize {
  const place = cursor
  cursor += (bytes + LINE - 1) & -LINE
  return place
}

/** Finds places for what belongs to a block. */
function placeBlock(network: Network, block: Block): void {
  const rows = block.rows
  block.slacks = take(4 * rows)
  block.sums = take(4 * network.width * rows)
  block.residuals = take(4 * rows)
  block.tables = take((TABLE * rows * network.width) / LINE)
  block.rowsOfUnits = take((SUBSET * rows * network.paddedUnits) / 4)
  block.unitsOfRows = take((SUBSET * rows * network.paddedUnits) / 4)
  block.limits = take(rows * network.paddedUnits)
}

/** Finds places for everything from the cursor on. */
function place(network: Network): void {
  network.rounded = take(4 * network.paddedUnits * (network.width + network.tasks))
  network.paths = take(8 * network.paddedUnits)
  network.paths32 = take(4 * network.paddedUnits)
  network.squares = take(4 * network.paddedUnits)
  network.notes = take((SUBSET * BLOCK * BLOCK) / 16 + SUBSET)
  network.gradients = take(4 * BLOCK * network.width * network.tasks)
  network.dots = take(16 * network.tasks)
  network.tables = take((TABLE * BLOCK * network.width) / LINE)
  for (let index = 0; index < network.blockCount; ++index) {
    placeBlock(network, blockAt(network, index))
  }
}

function countBlocks(table: usize, tasks: i32): i32 {
  let count = 0
  for (let task = 0; task < tasks; ++task) {
    count += (load<i32>(table + task * TASK_BYTES, 8) + BLOCK - 1) / BLOCK
  }
  return count
}

/** Cuts the rows of all tasks into blocks. */
function cutBlocks(network: Network, table: usize): void {
  let index = 0
  for (let task = 0; task < network.tasks; ++task) {
    const description = table + task * TASK_BYTES
    const inputs = <usize>load<u32>(description)
    const rows = load<i32>(description, 8)
    // All of X by columns comes first, then all of it by rows.
    const byRows = inputs + 4 * network.width * rows
    for (let row = 0; row < rows; row += BLOCK) {
      const block = blockAt(network, index)
      block.task = task
      block.rows = min(BLOCK, rows - row)
      block.isFirstOfTask = row == 0
      block.columns = inputs + 4 * network.width * row
      block.inputs = byRows + 4 * network.width * row
      block.targets = <usize>load<u32>(description, 4) + 4 * row
      index += 1
    }
  }
}

/** Reserves memory for a network, which is zeroed; to be given back with `close`. */
export function openLayout(table: usize, tasks: i32, dim: i32, units: i32): Network {
  const network = changetype<Network>(heap.alloc(offsetof<Network>()))
  network.tasks = tasks
  network.dim = dim
  network.width = (dim + 15) & ~15
  network.units = units
  network.paddedUnits = (units + 15) & ~15
  network.hasBegun = false
  network.blockCount = countBlocks(table, tasks)
  network.blocks = heap.alloc(network.blockCount * offsetof<Block>())
  cutBlocks(network, table)
  cursor = 0
  place(network)
  const bytes = cursor + LINE
  network.arena = heap.alloc(bytes)
  memory.fill(network.arena, 0, bytes)
  cursor = (network.arena + LINE - 1) & -LINE
  place(network)
  return network
}

export function close(network: Network): void {
  heap.free(network.arena)
  heap.free(network.blocks)
  heap.free(changetype<usize>(network))
}
