/**
 * Where the models of a batch lie in textures. Every texture is a grid of tiles, one tile for each
 * model and the same grid in every texture, so that a program needs to know only the sizes of tiles.
 */

/** In texels, or in tiles. */
export interface Extent {
  width: number
  height: number
}

export interface Grid {
  /** Model m has the tile in column m mod width and row ⌊m / width⌋. */
  grid: Extent
}

/** As many rows of models as fit, and no more columns than they need. */
const gridOf = (models: number, tile: Extent, limit: number): Extent | null => {
  const highest = Math.floor(limit / tile.height)
  if (highest === 0) return null
  const width = Math.ceil(models / highest)
  if (width * tile.width > limit) return null
  return { width, height: Math.ceil(models / width) }
}

/**
 * The grid for tiles of these sizes in textures of at most `limit` texels in each direction.
 * @param size what a model is like, in words
 * @throws RangeError with a sentence if the batch does not fit
 */
export const gridFor = (
  { models, size }: { models: number; size: string },
  tiles: readonly Extent[],
  limit: number,
): Extent => {
  const largest = {
    width: Math.max(...tiles.map(({ width }) => width)),
    height: Math.max(...tiles.map(({ height }) => height)),
  }
  const grid = gridOf(models, largest, limit)
  if (grid !== null) return grid
  const batch = models === 1 ? 'a model' : `${models} models`
  throw new RangeError(
    `WebGL here has no room for ${batch} of ${size} (textures of ${limit} × ${limit})`,
  )
}

/** The size of the texture whose tiles have this size. */
export const textureOf = ({ grid }: Grid, tile: Extent): Extent => ({
  width: grid.width * tile.width,
  height: grid.height * tile.height,
})

/** The number of the first texel of a model's tile, counted row after row. */
export const tileStart = ({ grid }: Grid, tile: Extent, model: number): number => {
  const column = model % grid.width
  const row = Math.floor(model / grid.width)
  return row * tile.height * grid.width * tile.width + column * tile.width
}
