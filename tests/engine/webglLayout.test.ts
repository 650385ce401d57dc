import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textureOf, tileStart, type Extent } from '../../src/engine/backends/webglGrid.ts'
import { layoutOf, type BatchLayout } from '../../src/engine/backends/webglLayout.ts'

const shape = { models: 1, inputDim: 1000, rows: [64] }

const tilesOf = ({ weightTile, inputTile, residualTile }: BatchLayout): Extent[] => [
  weightTile,
  inputTile,
  residualTile,
]

/** Column and row of a model's first texel. */
const cornerOf = (layout: BatchLayout, tile: Extent, model: number): number[] => {
  const { width } = textureOf(layout, tile)
  const start = tileStart(layout, tile, model)
  return [start % width, Math.floor(start / width)]
}

describe('layoutOf(shape, limit)', () => {
  it('folds features by four and groups of four rows by four', () => {
    expect(layoutOf(shape, 8192)).toEqual({
      inputDim: 1000,
      taskCount: 1,
      firstColumns: 4,
      columns: 4,
      grid: { width: 1, height: 1 },
      weightTile: { width: 250, height: 4 },
      inputTile: { width: 250, height: 64 },
      residualTile: { width: 4, height: 4 },
    })
  })

  it('puts models one below the other as long as they fit, then beside each other', () => {
    // An input tile is 64 texels high: 128 of them make 8192.
    const gridOf = (models: number) => layoutOf({ ...shape, models }, 8192).grid
    expect(gridOf(32)).toEqual({ width: 1, height: 32 })
    expect(gridOf(128)).toEqual({ width: 1, height: 128 })
    expect(gridOf(129)).toEqual({ width: 2, height: 65 })
    // And 32 of 250 texels beside each other 8000.
    expect(gridOf(128 * 32)).toEqual({ width: 32, height: 128 })
  })

  it('refuses what does not fit, and says why', () => {
    expect(() => layoutOf({ ...shape, models: 128 * 32 + 1 }, 8192)).toThrow(
      new RangeError(
        'WebGL here has no room for 4097 models of 1000 features and 64 rows ' +
          '(textures of 8192 × 8192)',
      ),
    )
    expect(() => layoutOf({ models: 1, inputDim: 50, rows: [4000, 97] }, 4096)).toThrow(
      new RangeError(
        'WebGL here has no room for a model of 50 features and 4000 + 97 rows ' +
          '(textures of 4096 × 4096)',
      ),
    )
    expect(() => layoutOf({ models: 1, inputDim: 4 * 64 + 1, rows: [1] }, 64)).toThrow(RangeError)
  })

  it('keeps every texture within the limit, and every tile to one model', () => {
    const shapes = fc.record({
      models: fc.integer({ min: 1, max: 40 }),
      inputDim: fc.integer({ min: 1, max: 300 }),
      rows: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 2 }),
    })
    fc.assert(
      fc.property(shapes, (batch) => {
        const layout = layoutOf(batch, 1024)
        const models = Array.from({ length: batch.models }, (_, model) => model)
        for (const tile of tilesOf(layout)) {
          const { width, height } = textureOf(layout, tile)
          expect(Math.max(width, height)).toBeLessThanOrEqual(1024)
          const corners = models.map((model) => cornerOf(layout, tile, model))
          expect(new Set(corners.map(String)).size).toBe(batch.models)
          for (const [column = -1, row = -1] of corners) {
            expect(column % tile.width).toBe(0)
            expect(row % tile.height).toBe(0)
            expect(column + tile.width).toBeLessThanOrEqual(width)
            expect(row + tile.height).toBeLessThanOrEqual(height)
          }
        }
      }),
    )
  })
})
