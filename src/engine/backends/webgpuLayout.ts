/**
 * How weights and data lie in the buffers of the WebGPU kernel, and how its 256 invocations share
 * the work of one model.
 *
 * - Weights: each vector padded with zeros to D̂ = 256·slots·width features. Invocation i owns, in
 *   each slot s, the `width` neighbouring features from (256·s + i)·width.
 * - Rows stand in groups of four; each task begins a new group, missing rows are zero. Q groups form
 *   a block, whose residuals are computed together.
 * - Inputs are kept twice, so that neighbouring invocations always read neighbouring numbers: row by
 *   row (4G × D̂) for the gradient, and by columns for the residuals. There, invocation q + Q·c
 *   sums, for group q of the block, the features c, c + C, c + 2C … of a tile: one after the other,
 *   in rounds of Q·C groups of four rows.
 *
 * β lies in workgroup memory, a tile of features at a time.
 */
import type { DescentProblem } from '../../theory/descent.ts'

/** Invocations of a workgroup; one workgroup trains one model. */
export const LANES = 256
export const GROUP_ROWS = 4
/** Most numbers of β in workgroup memory: half of the 16 KiB that every graphics processor has. */
const TILE_NUMBERS = 2048
/** Rounds are taken four at a time, so that their reads are under way together. */
export const ROUNDS_AT_ONCE = 4
/** The weights of 16 features still fit the registers of an invocation. */
const MOST_FEATURES_OF_LANE = 16

export interface Layout {
  inputDim: number
  taskCount: number
  /** Neighbouring features that are read at once: 1, 2 or 4. */
  width: number
  slots: number
  /** D̂ */
  paddedDim: number
  /** G, groups of four rows of all tasks, and those of the first task. */
  groups: number
  firstGroups: number
  /** Q */
  groupsOfBlock: number
  blocks: number
  /** C */
  chunks: number
  /** Features of a tile, rounds of a full tile, and of all tiles of one block. */
  tileFeatures: number
  tileRounds: number
  blockRounds: number
}

const padded = (count: number, unit: number): number => unit * Math.ceil(count / unit)

/** Groups of four rows that a task of this many rows takes. */
const groupCount = (rows: number): number => Math.ceil(rows / GROUP_ROWS)

const widthFor = (featuresOfLane: number): number => {
  if (featuresOfLane % 4 === 0) return 4
  return featuresOfLane % 2 === 0 ? 2 : 1
}

/** @throws RangeError if the kernel has no room for so many features or tasks */
export const layoutOf = (inputDim: number, rows: readonly number[]): Layout => {
  const featuresOfLane = Math.ceil(inputDim / LANES)
  if (featuresOfLane > MOST_FEATURES_OF_LANE) {
    throw new RangeError(`invalid D: ${inputDim}, more than ${MOST_FEATURES_OF_LANE * LANES}`)
  }
  if (rows.length < 1 || rows.length > 2) throw new RangeError(`invalid tasks: ${rows.length}`)
  const width = widthFor(featuresOfLane)
  const groups = rows.reduce((sum, count) => sum + groupCount(count), 0)
  const blocks = Math.ceil(groups / LANES)
  const groupsOfBlock = Math.ceil(groups / blocks)
  // Each invocation sums D/C products, then one sums C of these sums: shortest for C = √D.
  const chunks = Math.min(Math.floor(LANES / groupsOfBlock), Math.ceil(Math.sqrt(inputDim)))
  const roundsOf = (features: number): number =>
    padded(Math.ceil(features / chunks), ROUNDS_AT_ONCE)
  const paddedDim = featuresOfLane * LANES
  const tileFeatures = Math.min(paddedDim, TILE_NUMBERS / rows.length)
  const fullTiles = Math.ceil(inputDim / tileFeatures) - 1
  const tileRounds = roundsOf(tileFeatures)
  return {
    inputDim,
    taskCount: rows.length,
    width,
    slots: featuresOfLane / width,
    paddedDim,
    groups,
    firstGroups: groupCount(rows[0] ?? 0),
    groupsOfBlock,
    blocks,
    chunks,
    tileFeatures,
    tileRounds,
    blockRounds: fullTiles * tileRounds + roundsOf(inputDim - fullTiles * tileFeatures),
  }
}

/** Vectors of one model. */
const vectorsOf = ({ taskCount }: Layout): number => 2 + 2 * taskCount

const roundNumbers = ({ groupsOfBlock, chunks }: Layout): number =>
  GROUP_ROWS * groupsOfBlock * chunks

/** How many numbers of each kind one model has. */
export const sizesOf = (layout: Layout) => ({
  weights: vectorsOf(layout) * layout.paddedDim,
  rows: GROUP_ROWS * layout.groups * layout.paddedDim,
  columns: layout.blocks * layout.blockRounds * roundNumbers(layout),
  targets: GROUP_ROWS * layout.blocks * layout.groupsOfBlock,
})

/** Calls `visit` with every row of a problem and its place among the padded rows. */
const eachRow = (
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
  const { inputDim, paddedDim } = layout
  const values = new Float32Array(sizesOf(layout).rows)
  eachRow(problem, (place, { inputs }, row) =>
    values.set(inputs.subarray(row * inputDim, (row + 1) * inputDim), place * paddedDim),
  )
  return values
}

/** Where the number of feature 0 … D−1 lies in its block's part of the columns, for group 0, row 0. */
const columnPlaces = (layout: Layout): number[] => {
  const { inputDim, tileFeatures, tileRounds, chunks, groupsOfBlock } = layout
  return Array.from({ length: inputDim }, (_, d) => {
    const inTile = d % tileFeatures
    const round = Math.floor(d / tileFeatures) * tileRounds + Math.floor(inTile / chunks)
    return roundNumbers(layout) * round + GROUP_ROWS * groupsOfBlock * (inTile % chunks)
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
  const { inputDim, paddedDim } = layout
  const values = new Float32Array(sizesOf(layout).weights)
  for (let vector = 0; vector < vectorsOf(layout); vector += 1) {
    const start = vector * inputDim
    values.set(weights.subarray(start, start + inputDim), vector * paddedDim)
  }
  return values
}

/** The inverse of `packWeights`. */
export const unpackWeights = (values: Float32Array, layout: Layout): Float64Array => {
  const { inputDim, paddedDim } = layout
  const weights = new Float64Array(vectorsOf(layout) * inputDim)
  for (let vector = 0; vector < vectorsOf(layout); vector += 1) {
    const start = vector * paddedDim
    weights.set(values.subarray(start, start + inputDim), vector * inputDim)
  }
  return weights
}
