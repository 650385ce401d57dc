import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  GROUP_ROWS,
  LANES,
  layoutOf,
  packColumns,
  packRows,
  packTargets,
  packWeights,
  QUAD,
  sizesOf,
  unpackWeights,
} from '../../src/engine/backends/webgpuLayout.ts'
import type { DescentProblem } from '../../src/theory/descent.ts'

/** Input d of row i of task t is 1 + d + D·(i + 1000·t), target i of it 1 + i + 1000·t. */
const numberedProblem = (inputDim: number, rows: readonly number[]): DescentProblem => ({
  inputDim,
  tasks: rows.map((count, task) => ({
    rows: count,
    inputs: Float64Array.from(
      { length: count * inputDim },
      (_, index) => 1 + index + 1000 * task * inputDim,
    ),
    targets: Float64Array.from({ length: count }, (_, row) => 1 + row + 1000 * task),
  })),
})

const shapes = fc.record({
  inputDim: fc.integer({ min: 1, max: 2600 }),
  rows: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 2 }),
})

/** The place of each row among the groups of four, by the rule at the head of webgpuLayout.ts. */
const placesOf = (rows: readonly number[]): { task: number; row: number; place: number }[] => {
  const firstOfSecond = GROUP_ROWS * Math.ceil((rows[0] ?? 0) / GROUP_ROWS)
  return rows.flatMap((count, task) =>
    Array.from({ length: count }, (_, row) => ({ task, row, place: task * firstOfSecond + row })),
  )
}

/** Whether both hold the same bits; a matcher would look at each of many thousand numbers. */
const isSame = (one: Float32Array | Float64Array, other: typeof one | undefined): boolean =>
  other !== undefined &&
  Buffer.from(one.buffer, one.byteOffset, one.byteLength).equals(
    Buffer.from(other.buffer, other.byteOffset, other.byteLength),
  )

const total = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0)

describe('layoutOf(inputDim, rows)', () => {
  it('shares out every feature and every row, and fits the workgroup', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4096 }),
        fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 2 }),
        (inputDim, rows) => {
          const layout = layoutOf(inputDim, rows)
          expect(QUAD * layout.quads).toBeGreaterThanOrEqual(inputDim)
          expect(LANES * layout.slots).toBeGreaterThanOrEqual(layout.quads)
          expect(LANES * (layout.slots - 1)).toBeLessThan(layout.quads)
          expect(layout.groupsOfBlock * layout.chunks).toBeLessThanOrEqual(LANES)
          expect(layout.groupsOfBlock * layout.blocks).toBeGreaterThanOrEqual(layout.groups)
          expect(layout.tileQuads % LANES).toBe(0)
          // β beside two arrays of four numbers for each lane, 4 bytes each.
          const bytes = 16 * (layout.tileQuads * rows.length + 2 * LANES)
          expect(bytes).toBeLessThanOrEqual(16384)
        },
      ),
    )
  })

  it('refuses what the kernel has no room for', () => {
    expect(() => layoutOf(4097, [1])).toThrow('invalid D: 4097')
    expect(() => layoutOf(50, [1, 1, 1])).toThrow('invalid tasks: 3')
  })
})

describe('packColumns(problem, layout)', () => {
  it('puts each number where the residual of its row reads it, and zeros elsewhere', () => {
    fc.assert(
      fc.property(shapes, ({ inputDim, rows }) => {
        const problem = numberedProblem(inputDim, rows)
        const layout = layoutOf(inputDim, rows)
        const columns = packColumns(problem, layout)
        const { chunks, groupsOfBlock, blockRounds, tileRounds, tileQuads } = layout
        let sum = 0
        for (const { task, row, place } of placesOf(rows)) {
          const group = Math.floor(place / GROUP_ROWS)
          const block = Math.floor(group / groupsOfBlock)
          for (let d = 0; d < inputDim; d += 1) {
            // Quad k·C + c of a tile is read in its round k by lane q + Q·c, feature after feature.
            const inTile = Math.floor(d / QUAD) % tileQuads
            const tile = Math.floor(d / QUAD / tileQuads)
            const round = tile * tileRounds + Math.floor(inTile / chunks)
            const lane = (group % groupsOfBlock) + groupsOfBlock * (inTile % chunks)
            const reading = QUAD * (block * blockRounds + round) + (d % QUAD)
            const texel = reading * groupsOfBlock * chunks + lane
            const expected = problem.tasks[task]?.inputs[row * inputDim + d] ?? NaN
            if (columns[GROUP_ROWS * texel + (place % GROUP_ROWS)] !== expected) {
              throw new Error(`task ${task}, row ${row}, feature ${d}`)
            }
            sum += expected
          }
        }
        // All numbers are positive and whole: nothing else can be there.
        expect(columns.reduce((all, value) => all + value, 0)).toBe(sum)
        expect(columns).toHaveLength(sizesOf(layout).columns)
      }),
      { numRuns: 30 },
    )
  })
})

describe('packRows(problem, layout), packTargets(problem, layout)', () => {
  it('put each row in its place, and zeros elsewhere', () => {
    fc.assert(
      fc.property(shapes, ({ inputDim, rows }) => {
        const problem = numberedProblem(inputDim, rows)
        const layout = layoutOf(inputDim, rows)
        const packed = packRows(problem, layout)
        const targets = packTargets(problem, layout)
        for (const { task, row, place } of placesOf(rows)) {
          const start = place * QUAD * layout.quads
          const own = problem.tasks[task]?.inputs.subarray(row * inputDim, (row + 1) * inputDim)
          expect(isSame(Float64Array.from(packed.subarray(start, start + inputDim)), own)).toBe(
            true,
          )
          expect(targets[place]).toBe(problem.tasks[task]?.targets[row])
        }
        const sumOf = (part: 'inputs' | 'targets'): number =>
          problem.tasks.reduce((sum, task) => sum + task[part].reduce((a, b) => a + b, 0), 0)
        expect(total(packed)).toBe(sumOf('inputs'))
        expect(total(targets)).toBe(sumOf('targets'))
      }),
      { numRuns: 30 },
    )
  })
})

describe('packWeights(weights, layout), unpackWeights(values, layout)', () => {
  it('are inverses, and pad each vector with zeros', () => {
    fc.assert(
      fc.property(shapes, ({ inputDim, rows }) => {
        const layout = layoutOf(inputDim, rows)
        const weights = Float64Array.from(
          { length: (2 + 2 * rows.length) * inputDim },
          (_, index) => index + 1,
        )
        const packed = packWeights(weights, layout)
        expect(isSame(unpackWeights(packed, layout), weights)).toBe(true)
        const others = packed.filter((value) => value !== 0)
        expect(isSame(others, Float32Array.from(weights))).toBe(true)
        // w⁻ begins where the padding of w⁺ ends.
        expect(packed[QUAD * layout.quads]).toBe(inputDim + 1)
      }),
    )
  })
})
