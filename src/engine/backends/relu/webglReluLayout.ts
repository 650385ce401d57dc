/**
 * Where the numbers of a batch of ReLU networks lie in textures (grid of tiles: webglGrid.ts, rows:
 * webglRows.ts). Units stand in quads, the four channels of a texel, and quads in blocks of four:
 * what a draw reads of a row serves all 16 units of a block.
 *
 * Rows are divided into slices, whose shares of the gradient are summed apart: enough fragments are
 * busy even where units are few.
 */
import { gridFor, type Extent, type Grid } from '../webglGrid.ts'
import { GROUP_FOLD, rowLayoutOf, type RowLayout } from '../webglRows.ts'

export interface ReluBatchShape {
  /** B */
  models: number
  /** D */
  inputDim: number
  /** H */
  hiddenWidth: number
  /** Rows of each task. */
  rows: readonly number[]
}

export interface ReluBatchLayout extends Grid, RowLayout {
  inputDim: number
  hiddenWidth: number
  /** Blocks of units; those beyond H have weights of 0 and keep them. */
  blocks: number
  /** Slices of the first task, and of all tasks. */
  firstSlices: number
  slices: number
  /** Column ⌊h / 4⌋, channel h mod 4; row d: w_h,d; row D + t: v_t,h. */
  weightTile: Extent
  /** Column g, row d: input d of the four rows of group g. */
  inputTile: Extent
  /** Column g, row b: of the four rows of group g, what block b has to say. */
  blockTile: Extent
  /** Column b, row D·s + d: the share of slice s in G_h,d; four textures, one for each quad. */
  forceTile: Extent
}

export const QUAD = 4
/** Quads in a block: as many outputs as every WebGL 2 has for a draw. */
export const BLOCK_QUADS = 4
const BLOCK_UNITS = QUAD * BLOCK_QUADS

/** Columns of four groups in a slice: 128 rows. */
export const SLICE_COLUMNS = 8

const sliceCount = (columns: number): number => Math.ceil(columns / SLICE_COLUMNS)

/**
 * The layout of a batch in textures of at most `limit` texels in each direction.
 * @throws RangeError with a sentence if the batch does not fit
 */
export const reluLayoutOf = (
  { models, inputDim, hiddenWidth, rows }: ReluBatchShape,
  limit: number,
): ReluBatchLayout => {
  const rowLayout = rowLayoutOf(rows)
  const { columns, firstColumns, residualTile, taskCount } = rowLayout
  const blocks = Math.ceil(hiddenWidth / BLOCK_UNITS)
  const firstSlices = sliceCount(firstColumns)
  const slices = firstSlices + sliceCount(columns - firstColumns)
  const weightTile = { width: BLOCK_QUADS * blocks, height: inputDim + taskCount }
  const inputTile = { width: GROUP_FOLD * columns, height: inputDim }
  const blockTile = { width: GROUP_FOLD * columns, height: blocks }
  const forceTile = { width: blocks, height: slices * inputDim }
  const size = `${inputDim} inputs, ${hiddenWidth} hidden units and ${rows.join(' + ')} rows`
  const tiles = [weightTile, inputTile, blockTile, forceTile, residualTile]
  const grid = gridFor({ models, size }, tiles, limit)
  return {
    ...{ ...rowLayout, inputDim, hiddenWidth, blocks, firstSlices, slices, grid },
    ...{ weightTile, inputTile, blockTile, forceTile },
  }
}
