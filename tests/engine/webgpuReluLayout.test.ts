import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MOST_GROUPS,
  packInputs,
  packTargets,
  packWeights,
  reluLayoutOf,
  unpackWeights,
} from '../../src/engine/backends/relu/webgpuReluLayout.ts'
import { LANES, QUAD } from '../../src/engine/backends/webgpuLayout.ts'
import type { DescentProblem } from '../../src/theory/descent.ts'

const sizes = fc.record({
  inputDim: fc.integer({ min: 1, max: 64 }),
  hiddenWidth: fc.integer({ min: 1, max: 1000 }),
  rows: fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 2 }),
})

describe('reluLayoutOf(inputDim, hiddenWidth, rows)', () => {
  it('shares out every group of rows and every unit, and fits the workgroup', () => {
    fc.assert(
      fc.property(sizes, ({ inputDim, hiddenWidth, rows }) => {
        const layout = reluLayoutOf(inputDim, hiddenWidth, rows)
        const { groups, groupsOfBlock, blocks, chunks, quads } = layout
        expect(groupsOfBlock * blocks).toBeGreaterThanOrEqual(groups)
        expect(groupsOfBlock * (blocks - 1)).toBeLessThan(groups)
        expect(groupsOfBlock * chunks).toBeLessThanOrEqual(LANES)
        // A chunk without units would be harmless, but its invocations are wanted elsewhere.
        expect(chunks).toBeGreaterThan(0)
        expect(chunks).toBeLessThanOrEqual(hiddenWidth)
        expect(QUAD * quads).toBeGreaterThanOrEqual(inputDim + rows.length)
      }),
    )
    // Four numbers of 4 bytes for each group and for each invocation.
    expect(16 * (MOST_GROUPS + LANES)).toBeLessThanOrEqual(16384)
  })

  it('refuses what the kernel has no room for', () => {
    expect(() => reluLayoutOf(65, 200, [64])).toThrow('invalid D: 65, more than 64')
    expect(() => reluLayoutOf(15, 200, [2000, 1073])).toThrow(
      'invalid rows: 2000 + 1073, more than 3072',
    )
    expect(() => reluLayoutOf(15, 200, [])).toThrow('invalid tasks: 0')
    expect(() => reluLayoutOf(15, 200, [1, 1, 1])).toThrow('invalid tasks: 3')
  })
})

const ROWS = [5, 1]
/** Input d of row i of task t is 100·t + 10·i + d + 1, the target of row i 100·t + i + 1. */
const problem: DescentProblem = {
  inputDim: 2,
  hiddenWidth: 3,
  tasks: ROWS.map((rows, task) => ({
    rows,
    inputs: Float64Array.from(
      { length: 2 * rows },
      (_, index) => 100 * task + 10 * Math.floor(index / 2) + (index % 2) + 1,
    ),
    targets: Float64Array.from({ length: rows }, (_, row) => 100 * task + row + 1),
  })),
}

describe('packInputs(problem, layout), packTargets(problem, layout)', () => {
  const layout = reluLayoutOf(2, 3, ROWS)

  it('put four rows of one input beside each other, and begin a new group with each task', () => {
    expect(layout).toMatchObject({ groups: 3, firstGroups: 2 })
    expect(Array.from(packInputs(problem, layout))).toEqual([
      ...[1, 11, 21, 31, 2, 12, 22, 32],
      ...[41, 0, 0, 0, 42, 0, 0, 0],
      ...[101, 0, 0, 0, 102, 0, 0, 0],
    ])
    expect(Array.from(packTargets(problem, layout))).toEqual([
      ...[1, 2, 3, 4],
      ...[5, 0, 0, 0],
      ...[101, 0, 0, 0],
    ])
  })
})

describe('packWeights(weights, layout), unpackWeights(values, layout)', () => {
  it('give each unit a record of its w and its readouts', () => {
    const layout = reluLayoutOf(4, 2, [8, 8])
    // W (2 × 4), v of the first task, v of the second.
    const weights = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
    expect(Array.from(packWeights(weights, layout))).toEqual([
      ...[1, 2, 3, 4, 9, 11, 0, 0],
      ...[5, 6, 7, 8, 10, 12, 0, 0],
    ])
  })

  it('are inverses', () => {
    fc.assert(
      fc.property(sizes, ({ inputDim, hiddenWidth, rows }) => {
        const layout = reluLayoutOf(inputDim, hiddenWidth, rows)
        const length = hiddenWidth * (inputDim + rows.length)
        const weights = Float64Array.from({ length }, (_, index) => index + 1)
        expect(unpackWeights(packWeights(weights, layout), layout)).toEqual(weights)
      }),
      { numRuns: 30 },
    )
  })
})
