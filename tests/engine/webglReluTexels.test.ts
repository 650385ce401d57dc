import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reluLayoutOf } from '../../src/engine/backends/relu/webglReluLayout.ts'
import {
  reluInputTexels,
  reluWeightsFromTexels,
  reluWeightTexels,
} from '../../src/engine/backends/relu/webglReluTexels.ts'
import { textureOf } from '../../src/engine/backends/webglGrid.ts'
import { targetTexels } from '../../src/engine/backends/webglTexels.ts'
import type { DescentProblem } from '../../src/theory/descent.ts'
import { filled, sizeOf, texelAt } from './texels.ts'

const shape = { inputDim: 15, hiddenWidth: 200, rows: [64] }

describe('reluLayoutOf(shape, limit)', () => {
  it('puts units in blocks of 16 and rows in slices of 128', () => {
    expect(reluLayoutOf({ ...shape, models: 1, rows: [1024, 130] }, 8192)).toEqual({
      ...{ inputDim: 15, hiddenWidth: 200, taskCount: 2 },
      // 16 rows a column: 64 and 9 of them; 8 columns a slice: 8 slices and 2.
      ...{ firstColumns: 64, columns: 73, firstSlices: 8, slices: 10 },
      // 200 units fill 12.5 blocks.
      blocks: 13,
      grid: { width: 1, height: 1 },
      weightTile: { width: 52, height: 17 },
      inputTile: { width: 292, height: 15 },
      blockTile: { width: 292, height: 13 },
      forceTile: { width: 13, height: 150 },
      residualTile: { width: 73, height: 4 },
    })
  })

  it('keeps every texture of a batch within the limit, or says that there is no room', () => {
    // 52 texels wide (weights) and 16 high (weights again): 19 across, 62 down.
    const layout = reluLayoutOf({ ...shape, models: 63 }, 1000)
    expect(layout.grid).toEqual({ width: 2, height: 32 })
    const { weightTile, inputTile, blockTile, forceTile, residualTile } = layout
    for (const tile of [weightTile, inputTile, blockTile, forceTile, residualTile]) {
      const { width, height } = textureOf(layout, tile)
      expect(Math.max(width, height)).toBeLessThanOrEqual(1000)
    }
    expect(() => reluLayoutOf({ ...shape, models: 19 * 62 }, 1000)).not.toThrow()
    expect(() => reluLayoutOf({ ...shape, models: 19 * 62 + 1 }, 1000)).toThrow(
      new RangeError(
        'WebGL here has no room for 1179 models of 15 inputs, 200 hidden units and 64 rows ' +
          '(textures of 1000 × 1000)',
      ),
    )
  })
})

const ROWS = [5, 1]
const small = { inputDim: 2, hiddenWidth: 18, rows: ROWS }
const one = reluLayoutOf({ ...small, models: 1 }, 64)
/** Three models, one below the other. */
const three = reluLayoutOf({ ...small, models: 3 }, 64)

describe('reluWeightTexels(weights, layout)', () => {
  /** Numbers 1, 2, … in the order W (18 × 2), v of the first task, v of the second. */
  const weights = Float64Array.from({ length: 18 * 4 }, (_, index) => index + 1)

  it('puts four units into a texel, an input or readout below the other', () => {
    const texels = reluWeightTexels([weights], one)
    // Two blocks of four quads.
    expect(sizeOf(texels)).toEqual([8, 4])
    expect(texelAt(texels, 0, 0)).toEqual([1, 3, 5, 7])
    expect(texelAt(texels, 0, 1)).toEqual([2, 4, 6, 8])
    expect(texelAt(texels, 1, 0)).toEqual([9, 11, 13, 15])
    // Units 16 and 17.
    expect(texelAt(texels, 4, 1)).toEqual([34, 36, 0, 0])
    expect(texelAt(texels, 0, 2)).toEqual([37, 38, 39, 40])
    expect(texelAt(texels, 4, 3)).toEqual([71, 72, 0, 0])
    expect(filled(texels)).toHaveLength(5 * 4)
  })

  it('is undone by reluWeightsFromTexels', () => {
    const sizes = fc.record({
      models: fc.integer({ min: 1, max: 5 }),
      tasks: fc.integer({ min: 1, max: 2 }),
      inputDim: fc.integer({ min: 1, max: 20 }),
      hiddenWidth: fc.integer({ min: 1, max: 50 }),
    })
    fc.assert(
      fc.property(sizes, fc.infiniteStream(fc.float({ noNaN: true })), (size, numbers) => {
        const { tasks, ...rest } = size
        const layout = reluLayoutOf({ ...rest, rows: ROWS.slice(0, tasks) }, 128)
        const length = size.hiddenWidth * (size.inputDim + tasks)
        const batch = Array.from({ length: size.models }, () =>
          Float64Array.from({ length }, () => Number(numbers.next().value)),
        )
        const { values } = reluWeightTexels(batch, layout)
        expect(batch.map((_, model) => reluWeightsFromTexels(values, layout, model))).toEqual(batch)
      }),
    )
  })
})

/** Input d of row i of task t of model m is 1000·m + 100·t + 10·i + d + 1, target i 1000·m + 100·t + i + 1. */
const problemOf = (model: number): DescentProblem => ({
  inputDim: 2,
  hiddenWidth: 18,
  tasks: ROWS.map((rows, task) => ({
    rows,
    inputs: Float64Array.from(
      { length: 2 * rows },
      (_, index) => 1000 * model + 100 * task + 10 * Math.floor(index / 2) + (index % 2) + 1,
    ),
    targets: Float64Array.from({ length: rows }, (_, row) => 1000 * model + 100 * task + row + 1),
  })),
})

describe('reluInputTexels(problems, layout)', () => {
  it('holds four rows of one input, and begins a new column of four groups with each task', () => {
    const texels = reluInputTexels([problemOf(0)], one)
    expect(sizeOf(texels)).toEqual([8, 2])
    expect(texelAt(texels, 0, 0)).toEqual([1, 11, 21, 31])
    expect(texelAt(texels, 0, 1)).toEqual([2, 12, 22, 32])
    expect(texelAt(texels, 1, 0)).toEqual([41, 0, 0, 0])
    expect(texelAt(texels, 4, 1)).toEqual([102, 0, 0, 0])
    expect(filled(texels)).toHaveLength(3 * 2)
  })

  it('gives each model a tile of its own, as targets do', () => {
    const problems = [0, 1, 2].map(problemOf)
    expect(three.grid).toEqual({ width: 1, height: 3 })
    const inputs = reluInputTexels(problems, three)
    expect(texelAt(inputs, 0, 2)).toEqual([1001, 1011, 1021, 1031])
    expect(texelAt(inputs, 4, 5)).toEqual([2102, 0, 0, 0])
    expect(filled(inputs)).toHaveLength(3 * 6)
    const targets = targetTexels(problems, three)
    expect(texelAt(targets, 0, 4)).toEqual([1001, 1002, 1003, 1004])
    expect(texelAt(targets, 1, 8)).toEqual([2101, 0, 0, 0])
  })
})
