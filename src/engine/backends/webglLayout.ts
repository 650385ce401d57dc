/**
 * Where the numbers of a batch of diagonal networks lie in textures (grid of tiles: webglGrid.ts,
 * rows: webglRows.ts). A texel holds four numbers. Features are folded into short columns as groups
 * of rows are.
 */
import { gridFor, type Extent, type Grid } from './webglGrid.ts'
import { GROUP_FOLD, rowLayoutOf, type RowLayout } from './webglRows.ts'

/** What the layout depends on. */
export interface BatchShape {
  /** B */
  models: number
  /** D */
  inputDim: number
  /** Rows of each task. */
  rows: readonly number[]
}

export interface BatchLayout extends Grid, RowLayout {
  inputDim: number
  /** Row 4t + (d mod 4), column ⌊d / 4⌋: weights of task t and feature d. */
  weightTile: Extent
  /** Row 4g + (d mod 4), column ⌊d / 4⌋: feature d of the four rows of group g. */
  inputTile: Extent
}

/** Features in a column of a tile. */
export const FEATURE_FOLD = 4

/**
 * The layout of a batch in textures of at most `limit` texels in each direction.
 * @throws RangeError with a sentence if the batch does not fit
 */
export const layoutOf = ({ models, inputDim, rows }: BatchShape, limit: number): BatchLayout => {
  const rowLayout = rowLayoutOf(rows)
  const width = Math.ceil(inputDim / FEATURE_FOLD)
  const weightTile = { width, height: FEATURE_FOLD * rows.length }
  const inputTile = { width, height: FEATURE_FOLD * GROUP_FOLD * rowLayout.columns }
  const size = `${inputDim} features and ${rows.join(' + ')} rows`
  const tiles = [weightTile, inputTile, rowLayout.residualTile]
  const grid = gridFor({ models, size }, tiles, limit)
  return { ...rowLayout, inputDim, grid, weightTile, inputTile }
}
