import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layoutOf } from '../../src/engine/backends/webglLayout.ts'
import {
  inputTexels,
  settingTexels,
  targetTexels,
  weightsFromTexels,
  weightTexels,
} from '../../src/engine/backends/webglTexels.ts'
import type { DescentProblem } from '../../src/theory/descent.ts'
import { filled, sizeOf, texelAt } from './texels.ts'

const ROWS = [5, 1]

/**
 * Two tasks of 5 and 1 rows with D = 6; input d of row i of task t of model m is
 * 1000·m + 100·t + 10·i + d + 1, the target of row i 1000·m + 100·t + i + 1.
 */
const problemOf = (model: number): DescentProblem => ({
  inputDim: 6,
  tasks: ROWS.map((rows, task) => ({
    rows,
    inputs: Float64Array.from(
      { length: 6 * rows },
      (_, index) => 1000 * model + 100 * task + 10 * Math.floor(index / 6) + (index % 6) + 1,
    ),
    targets: Float64Array.from({ length: rows }, (_, row) => 1000 * model + 100 * task + row + 1),
  })),
})

const shape = { inputDim: 6, rows: ROWS }
const one = layoutOf({ ...shape, models: 1 }, 64)
/** Three models where two tiles of inputs, 32 texels high, are one above the other. */
const three = layoutOf({ ...shape, models: 3 }, 64)
const problems = [0, 1, 2].map(problemOf)

describe('weightTexels(weights, layout)', () => {
  /** Rows: w+, w-, v0+, v0-, v1+, v1-; columns: the six features. */
  const weights = (model: number): Float64Array =>
    Float64Array.from({ length: 36 }, (_, index) => 1000 * model + index + 1)

  it('puts w and the first readout into one texel, the second readout four rows below', () => {
    const texels = weightTexels([weights(0)], one)
    expect(sizeOf(texels)).toEqual([2, 8])
    expect(texelAt(texels, 0, 0)).toEqual([1, 7, 13, 19])
    expect(texelAt(texels, 0, 3)).toEqual([4, 10, 16, 22])
    expect(texelAt(texels, 1, 1)).toEqual([6, 12, 18, 24])
    expect(texelAt(texels, 0, 4)).toEqual([25, 31, 0, 0])
    expect(texelAt(texels, 1, 5)).toEqual([30, 36, 0, 0])
    // Six of eight places for features, in either half.
    expect(filled(texels)).toHaveLength(12)
  })

  it('gives each model a tile of its own', () => {
    const texels = weightTexels([0, 1, 2].map(weights), three)
    expect(sizeOf(texels)).toEqual([4, 16])
    expect(texelAt(texels, 2, 0)).toEqual([1001, 1007, 1013, 1019])
    expect(texelAt(texels, 0, 8)).toEqual([2001, 2007, 2013, 2019])
    expect(filled(texels)).toHaveLength(36)
  })

  it('is undone by weightsFromTexels', () => {
    const sizes = fc.record({
      models: fc.integer({ min: 1, max: 5 }),
      tasks: fc.integer({ min: 1, max: 2 }),
      inputDim: fc.integer({ min: 1, max: 40 }),
    })
    fc.assert(
      fc.property(sizes, fc.infiniteStream(fc.float({ noNaN: true })), (size, numbers) => {
        const { models, tasks, inputDim } = size
        const layout = layoutOf({ models, inputDim, rows: ROWS.slice(0, tasks) }, 64)
        const batch = Array.from({ length: models }, () =>
          Float64Array.from({ length: (2 + 2 * tasks) * inputDim }, () =>
            Number(numbers.next().value),
          ),
        )
        const { values } = weightTexels(batch, layout)
        const back = batch.map((_, model) => weightsFromTexels(values, layout, model))
        expect(back).toEqual(batch)
      }),
    )
  })
})

describe('inputTexels(problems, layout)', () => {
  it('holds four rows of one feature, and begins a new column of groups with each task', () => {
    const texels = inputTexels([problemOf(0)], one)
    // Two columns of four groups, each four texels high.
    expect(sizeOf(texels)).toEqual([2, 32])
    expect(texelAt(texels, 0, 0)).toEqual([1, 11, 21, 31])
    expect(texelAt(texels, 0, 1)).toEqual([2, 12, 22, 32])
    expect(texelAt(texels, 1, 0)).toEqual([5, 15, 25, 35])
    expect(texelAt(texels, 0, 4)).toEqual([41, 0, 0, 0])
    expect(texelAt(texels, 1, 17)).toEqual([106, 0, 0, 0])
    // Six features in each of the three groups that have rows.
    expect(filled(texels)).toHaveLength(18)
  })

  it('gives each model a tile of its own', () => {
    const texels = inputTexels(problems, three)
    expect(sizeOf(texels)).toEqual([4, 64])
    expect(texelAt(texels, 2, 0)).toEqual([1001, 1011, 1021, 1031])
    expect(texelAt(texels, 1, 49)).toEqual([2106, 0, 0, 0])
    expect(filled(texels)).toHaveLength(54)
  })
})

describe('targetTexels(problems, layout)', () => {
  it('goes by the same groups, four in a column', () => {
    const texels = targetTexels([problemOf(0)], one)
    expect(sizeOf(texels)).toEqual([2, 4])
    expect(texelAt(texels, 0, 0)).toEqual([1, 2, 3, 4])
    expect(texelAt(texels, 0, 1)).toEqual([5, 0, 0, 0])
    expect(texelAt(texels, 1, 0)).toEqual([101, 0, 0, 0])
    expect(filled(texels)).toEqual(['0, 0', '1, 0', '0, 1'])
  })

  it('gives each model a tile of its own', () => {
    const texels = targetTexels(problems, three)
    expect(sizeOf(texels)).toEqual([4, 8])
    expect(texelAt(texels, 3, 0)).toEqual([1101, 0, 0, 0])
    expect(texelAt(texels, 0, 4)).toEqual([2001, 2002, 2003, 2004])
    expect(filled(texels)).toHaveLength(9)
  })
})

describe('settingTexels(settings, totalRows, layout)', () => {
  it('holds 2η/N, ηλ and whether w is trained, a texel for each model', () => {
    const settings = [0, 1, 2].map((model) => ({
      learningRate: 2 ** -model,
      weightDecay: model / 2,
      trainFirstLayer: model !== 1,
    }))
    const texels = settingTexels(settings, 8, three)
    expect(sizeOf(texels)).toEqual([2, 2])
    expect(texelAt(texels, 0, 0)).toEqual([0.25, 0, 1, 0])
    expect(texelAt(texels, 1, 0)).toEqual([0.125, 0.25, 0, 0])
    expect(texelAt(texels, 0, 1)).toEqual([0.0625, 0.25, 1, 0])
    // No model has the fourth tile.
    expect(texelAt(texels, 1, 1)).toEqual([0, 0, 0, 0])
  })
})
