import { describe, expect, it } from 'vitest'
import {
  effectiveFeatures,
  groupNorm,
  groupShares,
  l1Norm,
  l2Norm,
  relativeGeneralizationLoss,
} from '../../src/theory/metrics.ts'

const BETA = [3, -4, 0, 0]
const ZERO = [0, 0, 0, 0]

describe('metrics of β = (3, −4, 0, 0), by hand', () => {
  it('l1Norm(β) is 3 + 4', () => expect(l1Norm(BETA)).toBe(7))

  it('l2Norm(β) is √(9 + 16)', () => expect(l2Norm(BETA)).toBe(5))

  it('groupNorm(aux, β) sums the lengths of the pairs', () => {
    // (4, 3) and (3, −4) have length 5, (−2, 0) has 2.
    expect(groupNorm([4, 3, -2, 0], BETA)).toBe(12)
  })

  it('groupNorm(0, β) is the ℓ₁ norm', () => expect(groupNorm(ZERO, BETA)).toBe(7))

  it('effectiveFeatures(β) is (7/5)²', () => expect(effectiveFeatures(BETA)).toBeCloseTo(1.96, 14))

  it('groupShares(β, groups) divides 7 by groups', () => {
    const groups = { auxOnly: [0], shared: [1], mainOnly: [3], unused: [2] }
    expect(groupShares(BETA, groups)).toEqual({
      auxOnly: 3 / 7,
      shared: 4 / 7,
      mainOnly: 0,
      unused: 0,
    })
  })

  it('relativeGeneralizationLoss(β, teacher) is |β − teacher|²/|teacher|²', () => {
    // Teacher (1, −1, 1, 1): (4 + 9 + 1 + 1)/4.
    expect(relativeGeneralizationLoss(BETA, [1, -1, 1, 1])).toBe(15 / 4)
  })
})

describe('metrics at their edges', () => {
  it.each([1, 2, 7])('effectiveFeatures of %i equal entries is their number', (count) => {
    const beta = Array.from({ length: 10 }, (_, d) => (d < count ? (d % 2 ? -0.1 : 0.1) : 0))
    expect(effectiveFeatures(beta)).toBeCloseTo(count, 12)
  })

  it('are 0, not NaN, for β = 0', () => {
    const groups = { auxOnly: [0], shared: [1], mainOnly: [2], unused: [3] }
    expect(effectiveFeatures(ZERO)).toBe(0)
    expect(groupShares(ZERO, groups)).toEqual({ auxOnly: 0, shared: 0, mainOnly: 0, unused: 0 })
    expect(l1Norm([])).toBe(0)
  })

  it('relativeGeneralizationLoss is 1 for β = 0, 0 for the teacher itself', () => {
    expect(relativeGeneralizationLoss(ZERO, BETA)).toBe(1)
    expect(relativeGeneralizationLoss(BETA, BETA)).toBe(0)
  })

  it('relativeGeneralizationLoss against a teacher of zeros is |β|²', () => {
    expect(relativeGeneralizationLoss(BETA, ZERO)).toBe(25)
  })
})
