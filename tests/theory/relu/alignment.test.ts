import { describe, expect, it } from 'vitest'
import { alignmentOf } from '../../../src/theory/relu/alignment.ts'
import { unitFeatures } from '../../../src/theory/relu/reluFeatures.ts'

/** Teacher units along the three axes. */
const teacher = {
  inputDim: 3,
  directions: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  readouts: Float64Array.of(1, 1, 0),
}

const align = (directions: number[], readouts: number[]) => {
  const units = {
    inputDim: 3,
    directions: Float64Array.from(directions),
    readouts: Float64Array.from(readouts),
  }
  return alignmentOf(unitFeatures(units, teacher), 3)
}

describe('alignmentOf(units, teacherUnits)', () => {
  it('is 1 of units along teacher units, whatever their sizes and signs', () => {
    const { whole, perUnit } = align([2, 0, 0, 0, 0.1, 0], [3, -1])
    expect(whole).toBeCloseTo(1, 15)
    expect(Array.from(perUnit)).toEqual([1, 1, NaN])
  })

  it('is the mean cosine by strength |v||w|', () => {
    // Cosines by hand: 0.6 to the second axis would be less than 0.8 to the first; strengths 5·1 and 1·3.
    const { whole, perUnit } = align([4, 3, 0, 0, 1, 0], [1, 3])
    expect(whole).toBeCloseTo((5 * 0.8 + 3 * 1) / 8, 15)
    expect(perUnit[0]).toBeCloseTo(0.8, 15)
    expect(perUnit[1]).toBeCloseTo(1, 15)
  })

  it('counts a unit that points to none with 0 in the whole, and for no teacher unit', () => {
    const { whole, perUnit } = align([-1, -1, -1, 1, 0, 0], [1, Math.sqrt(3)])
    expect(whole).toBeCloseTo(0.5, 15)
    expect(perUnit[0]).toBe(1)
  })

  it('is no number where there is no strength', () => {
    const { whole, perUnit } = align([1, 0, 0], [0])
    expect(whole).toBeNaN()
    expect(perUnit[0]).toBeNaN()
  })
})
