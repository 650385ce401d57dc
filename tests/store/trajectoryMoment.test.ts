import { describe, expect, it } from 'vitest'
import { momentAt, placeOnGrid } from '../../src/store/trajectoryMoment.ts'
import { trajectoryResult } from './trajectoryResult.ts'

const STEPS = Float64Array.of(0, 1, 10, 100)

describe('placeOnGrid(steps, step)', () => {
  it('divides the way between two points by the logarithm of the step', () => {
    // √10 is half-way from 1 to 10; 20 is log₁₀ 2 of the way from 10 to 100.
    expect(placeOnGrid(STEPS, Math.sqrt(10)).index).toBe(1)
    expect(placeOnGrid(STEPS, Math.sqrt(10)).share).toBeCloseTo(0.5, 12)
    expect(placeOnGrid(STEPS, 20)).toEqual({
      index: 2,
      share: expect.closeTo(0.30103, 5) as number,
    })
  })

  it('stands on the points themselves, and at the ends beyond them', () => {
    expect([0, 1, 10, 100].map((step) => placeOnGrid(STEPS, step))).toEqual(
      [0, 1, 2, 3].map((index) => ({ index, share: 0 })),
    )
    expect(placeOnGrid(STEPS, 1e6)).toEqual({ index: 3, share: 0 })
    expect(placeOnGrid(STEPS, -1)).toEqual({ index: 0, share: 0 })
  })

  it('is linear in the steps before the first one, where there is no logarithm', () => {
    expect(placeOnGrid(STEPS, 0.25)).toEqual({ index: 0, share: 0.25 })
  })
})

describe('momentAt(trajectory, step)', () => {
  it('mixes the β of every path, and of no other method', () => {
    const trajectory = trajectoryResult({
      // β of the main-only feature: 0, 0, 0.4, 0.8.
      finetune: [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, -0.6, 0.4, 0],
        [0, -0.6, 0.8, 0],
      ],
    })
    const { step, betas } = momentAt(trajectory, Math.sqrt(1000))
    expect(step).toBe(Math.sqrt(1000))
    expect(Object.keys(betas)).toEqual(['finetune'])
    const expected = [0, -0.6, 0.6, 0]
    expected.forEach((value, d) => expect(betas.finetune?.[d]).toBeCloseTo(value, 12))
  })

  it('keeps the trajectory as it is', () => {
    const trajectory = trajectoryResult({ finetune: [[1], [2], [3], [4]] })
    const before = structuredClone(trajectory)
    momentAt(trajectory, 10).betas.finetune?.fill(9)
    expect(trajectory).toEqual(before)
  })
})
