import { describe, expect, it } from 'vitest'
import {
  BLOCK_ROWS,
  divideRows,
  GROUP_FEATURES,
  LEAST_SHARED,
  SHARES,
} from '../../src/kernels/rowShares.ts'

/** Numbers read for each share, counted row by row from what a triangle is. */
const numbersRead = (
  tasks: readonly { blocks: number; isTriangular: boolean }[],
  dim: number,
): number[] => {
  const begins = divideRows(tasks, dim)
  return Array.from({ length: SHARES }, (_, share) =>
    tasks.reduce((sum, { isTriangular }, task) => {
      const [from = 0, to = 0] = (begins[task] ?? []).slice(share, share + 2)
      let own = 0
      for (let block = from; block < to; block += 1) {
        own += BLOCK_ROWS * (isTriangular ? Math.max(0, dim - block * BLOCK_ROWS) : dim)
      }
      return sum + own
    }, 0),
  )
}

describe('divideRows(tasks, dim)', () => {
  it.each([
    ['one task', [{ blocks: 128, isTriangular: false }]],
    ['a triangle', [{ blocks: 125, isTriangular: true }]],
    [
      'two tasks',
      [
        { blocks: 128, isTriangular: false },
        { blocks: 8, isTriangular: false },
      ],
    ],
    [
      'a triangle and a few rows',
      [
        { blocks: 125, isTriangular: true },
        { blocks: 3, isTriangular: false },
      ],
    ],
  ])('gives every share the same work, within a block: %s', (_, tasks) => {
    const shares = numbersRead(tasks, 1000)
    const mean = shares.reduce((sum, share) => sum + share, 0) / SHARES
    // Each end of a share is off by half a block at most.
    for (const share of shares) expect(Math.abs(share - mean)).toBeLessThanOrEqual(8 * 1000)
  })

  it('gives away each block once, in order', () => {
    const tasks = [
      { blocks: 70, isTriangular: true },
      { blocks: 33, isTriangular: false },
    ]
    const begins = divideRows(tasks, 1000)
    begins.forEach((own, task) => {
      expect(own).toHaveLength(SHARES + 1)
      expect(own[0]).toBe(0)
      expect(own.at(-1)).toBe(tasks[task]?.blocks)
      expect(own).toEqual(own.toSorted((one, other) => one - other))
    })
  })

  it('leaves a small problem whole', () => {
    const blocks = Math.ceil(LEAST_SHARED / (1000 * BLOCK_ROWS)) - 1
    expect(divideRows([{ blocks, isTriangular: false }], 1000)).toEqual([[0, blocks]])
    const [first] = divideRows([{ blocks: blocks + 1, isTriangular: false }], 1000)
    expect(first).toHaveLength(SHARES + 1)
  })

  it('gives to a share even rows of which nothing is read', () => {
    const dim = 1000
    const groups = dim / GROUP_FEATURES
    // From its 126th block on the triangle lies left of its diagonal.
    const [begins] = divideRows([{ blocks: groups, isTriangular: true }], dim)
    expect(begins?.at(-1)).toBe(groups)
  })
})
