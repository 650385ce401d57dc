/**
 * Where the models of a batch lie in textures. A texel holds four numbers. Every texture is a grid
 * of tiles, one tile for each model and the same grid in every texture, so that a program needs to
 * know only the sizes of tiles.
 *
 * Within a tile features and groups of four rows are folded into short columns: a texture one texel
 * high would leave half of each 2 × 2 block of fragments idle, and software rendering, which shares
 * out rows of texels among processors, would use only one.
 */

/** In texels, or in tiles. */
export interface Extent {
  width: number
  height: number
}

/** What the layout depends on. */
export interface BatchShape {
  /** B */
  models: number
  /** D */
  inputDim: number
  /** Rows of each task. */
  rows: readonly number[]
}

export interface BatchLayout {
  inputDim: number
  /** T */
  taskCount: number
  /** Columns of a tile of residuals that belong to the first task, and to all tasks. */
  firstColumns: number
  columns: number
  /** Model m has the tile in column m mod width and row ⌊m / width⌋. */
  grid: Extent
  /** Row 4t + (d mod 4), column ⌊d / 4⌋: weights of task t and feature d. */
  weightTile: Extent
  /** Row 4g + (d mod 4), column ⌊d / 4⌋: feature d of the four rows of group g. */
  inputTile: Extent
  /** Row g mod 4, column ⌊g / 4⌋: targets or residuals of the four rows of group g. */
  residualTile: Extent
}

/** Rows in a texel. */
const GROUP_ROWS = 4

/** Features in a column of a tile. */
export const FEATURE_FOLD = 4

/** Groups in a column of a tile of residuals. */
export const GROUP_FOLD = 4

/** Columns of a tile of residuals that a task of this many rows takes. */
export const columnCount = (rows: number): number => Math.ceil(rows / (GROUP_ROWS * GROUP_FOLD))

/** As many rows of models as fit, and no more columns than they need. */
const gridOf = (models: number, tile: Extent, limit: number): Extent | null => {
  const highest = Math.floor(limit / tile.height)
  if (highest === 0) return null
  const width = Math.ceil(models / highest)
  if (width * tile.width > limit) return null
  return { width, height: Math.ceil(models / width) }
}

/**
 * The layout of a batch in textures of at most `limit` texels in each direction.
 * @throws RangeError with a sentence if the batch does not fit
 */
export const layoutOf = ({ models, inputDim, rows }: BatchShape, limit: number): BatchLayout => {
  const columnCounts = rows.map(columnCount)
  const columns = columnCounts.reduce((sum, count) => sum + count, 0)
  const width = Math.ceil(inputDim / FEATURE_FOLD)
  const weightTile = { width, height: FEATURE_FOLD * rows.length }
  const inputTile = { width, height: FEATURE_FOLD * GROUP_FOLD * columns }
  const residualTile = { width: columns, height: GROUP_FOLD }
  // Each task has a group, so that no tile is higher than that of the inputs.
  const largest = { ...inputTile, width: Math.max(width, residualTile.width) }
  const grid = gridOf(models, largest, limit)
  if (grid === null) {
    const batch = models === 1 ? 'a model' : `${models} models`
    throw new RangeError(
      `WebGL here has no room for ${batch} of ${inputDim} features and ${rows.join(' + ')} rows ` +
        `(textures of ${limit} × ${limit})`,
    )
  }
  const [firstColumns = 0] = columnCounts
  return {
    inputDim,
    taskCount: rows.length,
    firstColumns,
    columns,
    grid,
    weightTile,
    inputTile,
    residualTile,
  }
}

/** The size of the texture whose tiles have this size. */
export const textureOf = ({ grid }: BatchLayout, tile: Extent): Extent => ({
  width: grid.width * tile.width,
  height: grid.height * tile.height,
})

/** The number of the first texel of a model's tile, counted row after row. */
export const tileStart = ({ grid }: BatchLayout, tile: Extent, model: number): number => {
  const column = model % grid.width
  const row = Math.floor(model / grid.width)
  return row * tile.height * grid.width * tile.width + column * tile.width
}
