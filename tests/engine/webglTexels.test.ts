import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  inputTexels,
  targetTexels,
  weightsFromTexels,
  weightTexels,
  type Texels,
} from '../../src/engine/backends/webglTexels.ts'
import type { DescentProblem } from '../../src/theory/descent.ts'

/**
 * The four numbers of a texel as the graphics processor sees them: tfjs puts the 2 × 2 block of the
 * matrix into it, row by row (tfjs-backend-webgl, PackingScheme.SHARED_BATCH).
 */
const texelAt = ({ columns, values }: Texels, row: number, column: number): number[] =>
  [0, 1].flatMap((down) => {
    const start = (2 * row + down) * 2 * columns + 2 * column
    return Array.from(values.subarray(start, start + 2))
  })

/** What is downloaded: all texels, one after the other. */
const downloaded = (texels: Texels): Float32Array =>
  Float32Array.from(
    Array.from({ length: texels.rows * texels.columns }, (_, index) =>
      texelAt(texels, Math.floor(index / texels.columns), index % texels.columns),
    ).flat(),
  )

/** Two tasks of 5 and 1 rows with D = 2; input d of row i of task t is 100·t + 10·i + d + 1. */
const problem: DescentProblem = {
  inputDim: 2,
  tasks: [5, 1].map((rows, task) => ({
    rows,
    inputs: Float64Array.from(
      { length: 2 * rows },
      (_, index) => 100 * task + 10 * Math.floor(index / 2) + (index % 2) + 1,
    ),
    targets: Float64Array.from({ length: rows }, (_, row) => 1000 * task + row + 1),
  })),
}

describe('weightTexels(weights, problem)', () => {
  it('puts w and the first readout into one texel, the second readout below', () => {
    // Rows: w+, w-, v0+, v0-, v1+, v1-; columns: the two features.
    const weights = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
    const texels = weightTexels(weights, problem)
    expect(texelAt(texels, 0, 0)).toEqual([1, 3, 5, 7])
    expect(texelAt(texels, 0, 1)).toEqual([2, 4, 6, 8])
    expect(texelAt(texels, 1, 0)).toEqual([9, 11, 0, 0])
    expect(texelAt(texels, 1, 1)).toEqual([10, 12, 0, 0])
  })

  it('is undone by weightsFromTexels', () => {
    const sizes = fc.record({ tasks: fc.integer({ min: 1, max: 2 }), inputDim: fc.nat(40) })
    fc.assert(
      fc.property(sizes, fc.infiniteStream(fc.float({ noNaN: true })), (size, numbers) => {
        const inputDim = size.inputDim + 1
        const shaped = { inputDim, tasks: problem.tasks.slice(0, size.tasks) }
        const weights = Float64Array.from({ length: (2 + 2 * size.tasks) * inputDim }, () =>
          Number(numbers.next().value),
        )
        const back = weightsFromTexels(downloaded(weightTexels(weights, shaped)), shaped)
        expect(back).toEqual(weights)
      }),
    )
  })
})

describe('inputTexels(problem)', () => {
  it('holds four rows of one feature, and begins a new group with each task', () => {
    const texels = inputTexels(problem)
    expect([texels.rows, texels.columns]).toEqual([3, 2])
    expect(texelAt(texels, 0, 0)).toEqual([1, 11, 21, 31])
    expect(texelAt(texels, 0, 1)).toEqual([2, 12, 22, 32])
    expect(texelAt(texels, 1, 0)).toEqual([41, 0, 0, 0])
    expect(texelAt(texels, 2, 1)).toEqual([102, 0, 0, 0])
  })
})

describe('targetTexels(problem)', () => {
  it('goes by the same groups', () => {
    const texels = targetTexels(problem)
    expect([texels.rows, texels.columns]).toEqual([1, 3])
    expect(texelAt(texels, 0, 0)).toEqual([1, 2, 3, 4])
    expect(texelAt(texels, 0, 1)).toEqual([5, 0, 0, 0])
    expect(texelAt(texels, 0, 2)).toEqual([1001, 0, 0, 0])
  })
})
