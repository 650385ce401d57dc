/**
 * How weights and data lie in the buffers of the WebGPU kernel, and how its 256 invocations share
 * the work of one model.
 *
 * - Features stand in quads, groups of four; a vector of D numbers is padded to D̂ with zeros.
 *   Invocation i owns quads i, i + 256 …: one in each of its slots.
 * - Rows stand in groups of four as well; each task begins a new group, missing rows are zero. Q
 *   groups form a block, whose residuals are computed together.
 * - Inputs are kept twice, so that neighbouring invocations always read neighbouring numbers: row by
 *   row (4G × D̂) for the gradient, and by columns for the residuals. There, invocation q + Q·c sums,
 *   for group q of the block, quads c, c + C, c + 2C … of a tile, in rounds of C quads. The columns
 *   lie round after round: four features of a quad, C quads, Q groups, four rows.
 *
 * β lies in workgroup memory, a tile of features at a time.
 */
import type { DescentProblem } from '../../theory/descent.ts'

/** Invocations of a workgroup; one workgroup trains one model. */
export const LANES = 256
export const QUAD = 4
export const GROUP_ROWS = 4
/** Most quads of β in workgroup memory: half of the 16 KiB that every graphics processor has. */
const TILE_QUADS = 512
/** The weights of four quads still fit the registers of an invocation. */
const MOST_SLOTS = 4

export interface Layout {
  inputDim: number
  taskCount: number
  /** Of one vector. */
  quads: number
  slots: number
  /** G, groups of four rows of all tasks, and those of the first task. */
  groups: number
  firstGroups: number
  /** Q */
  groupsOfBlock: number
  blocks: number
  /** C */
  chunks: number
  /** Quads of β that a tile has room for, for each task. */
  tileQuads: number
  /** Rounds of a full tile, and of all tiles of one block. */
  tileRounds: number
  blockRounds: number
}

/** Groups of four rows that a task of this many rows takes. */
export const groupCount = (rows: number): number => Math.ceil(rows / GROUP_ROWS)

/** @throws RangeError if the kernel has no room for so many features or tasks */
export const layoutOf = (inputDim: number, rows: readonly number[]): Layout => {
  const quads = Math.ceil(inputDim / QUAD)
  const slots = Math.ceil(quads / LANES)
  if (slots > MOST_SLOTS) {
    throw new RangeError(`invalid D: ${inputDim}, more than ${MOST_SLOTS * LANES * QUAD}`)
  }
  if (rows.length < 1 || rows.length > 2) throw new RangeError(`invalid tasks: ${rows.length}`)
  const groups = rows.reduce((sum, count) => sum + groupCount(count), 0)
  const blocks = Math.ceil(groups / LANES)
  const groupsOfBlock = Math.ceil(groups / blocks)
  // Each invocation sums D/C products, then one sums C of these sums: shortest for C = √D.
  const chunks = Math.min(Math.floor(LANES / groupsOfBlock), Math.ceil(Math.sqrt(inputDim)))
  const tileQuads = Math.min(LANES * slots, TILE_QUADS / rows.length)
  const fullTiles = Math.ceil(quads / tileQuads) - 1
  const tileRounds = Math.ceil(tileQuads / chunks)
  return {
    inputDim,
    taskCount: rows.length,
    quads,
    slots,
    groups,
    firstGroups: groupCount(rows[0] ?? 0),
    groupsOfBlock,
    blocks,
    chunks,
    tileQuads,
    tileRounds,
    blockRounds: fullTiles * tileRounds + Math.ceil((quads - fullTiles * tileQuads) / chunks),
  }
}

const vectorsOf = ({ taskCount }: Layout): number => 2 + 2 * taskCount

/** D̂ */
const paddedDim = ({ quads }: Layout): number => QUAD * quads

/** Numbers that all invocations together read in a round. */
const roundNumbers = ({ groupsOfBlock, chunks }: Layout): number =>
  QUAD * chunks * groupsOfBlock * GROUP_ROWS

/** How many numbers of each kind one model has. */
export const sizesOf = (layout: Layout) => ({
  weights: vectorsOf(layout) * paddedDim(layout),
  rows: GROUP_ROWS * layout.groups * paddedDim(layout),
  columns: layout.blocks * layout.blockRounds * roundNumbers(layout),
  targets: GROUP_ROWS * layout.blocks * layout.groupsOfBlock,
})

/** Calls `visit` with every row of a problem and its place among the padded rows. */
export const eachRow = (
  { tasks }: DescentProblem,
  visit: (place: number, task: DescentProblem['tasks'][number], row: number) => void,
): void => {
  let firstGroup = 0
  for (const task of tasks) {
    for (let row = 0; row < task.rows; row += 1) visit(GROUP_ROWS * firstGroup + row, task, row)
    firstGroup += groupCount(task.rows)
  }
}

/** X row by row, 4G × D̂. */
export const packRows = (problem: DescentProblem, layout: Layout): Float32Array<ArrayBuffer> => {
  const { inputDim } = layout
  const values = new Float32Array(sizesOf(layout).rows)
  eachRow(problem, (place, { inputs }, row) =>
    values.set(inputs.subarray(row * inputDim, (row + 1) * inputDim), place * paddedDim(layout)),
  )
  return values
}

/** Where the number of feature 0 … D−1 lies in its block's part of the columns, for group 0, row 0. */
const columnPlaces = (layout: Layout): number[] => {
  const { inputDim, tileQuads, tileRounds, chunks, groupsOfBlock } = layout
  return Array.from({ length: inputDim }, (_, d) => {
    const quad = Math.floor(d / QUAD)
    const inTile = quad % tileQuads
    const round = Math.floor(quad / tileQuads) * tileRounds + Math.floor(inTile / chunks)
    const column = (d % QUAD) * chunks + (inTile % chunks)
    return roundNumbers(layout) * round + GROUP_ROWS * groupsOfBlock * column
  })
}

/** X by columns, in the order in which the residuals read it. */
export const packColumns = (problem: DescentProblem, layout: Layout): Float32Array<ArrayBuffer> => {
  const { inputDim, groupsOfBlock, blockRounds } = layout
  const values = new Float32Array(sizesOf(layout).columns)
  const places = columnPlaces(layout)
  const blockRows = GROUP_ROWS * groupsOfBlock
  eachRow(problem, (place, { inputs }, row) => {
    const block = Math.floor(place / blockRows) * blockRounds * roundNumbers(layout)
    const start = block + (place % blockRows)
    places.forEach((own, d) => {
      values[start + own] = inputs[row * inputDim + d] ?? 0
    })
  })
  return values
}

/** y, by the same groups of rows. */
export const packTargets = (problem: DescentProblem, layout: Layout): Float32Array<ArrayBuffer> => {
  const values = new Float32Array(sizesOf(layout).targets)
  eachRow(problem, (place, { targets }, row) => {
    values[place] = targets[row] ?? 0
  })
  return values
}

/** Weights of shape (2 + 2T) × D, each vector padded to D̂. */
export const packWeights = (weights: Float64Array, layout: Layout): Float32Array<ArrayBuffer> => {
  const { inputDim } = layout
  const values = new Float32Array(sizesOf(layout).weights)
  for (let vector = 0; vector < vectorsOf(layout); vector += 1) {
    const start = vector * inputDim
    values.set(weights.subarray(start, start + inputDim), vector * paddedDim(layout))
  }
  return values
}

/** The inverse of `packWeights`. */
export const unpackWeights = (values: Float32Array, layout: Layout): Float64Array => {
  const { inputDim } = layout
  const weights = new Float64Array(vectorsOf(layout) * inputDim)
  for (let vector = 0; vector < vectorsOf(layout); vector += 1) {
    const start = vector * paddedDim(layout)
    weights.set(values.subarray(start, start + inputDim), vector * inputDim)
  }
  return weights
}
