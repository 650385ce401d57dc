import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreadLabels } from '../../src/charts/frame/spreadLabels.ts'

describe('spreadLabels(wishes, from, to)', () => {
  it('leaves labels that do not meet where they want to be', () => {
    const wishes = [
      { wanted: 20, height: 10 },
      { wanted: 60, height: 10 },
    ]
    expect(spreadLabels(wishes, 0, 100)).toEqual([20, 60])
  })

  it('moves two that meet by the same distance', () => {
    // Both want 50 and need 10: centres 45 and 55 have the least squared displacement.
    const wishes = [
      { wanted: 50, height: 10 },
      { wanted: 50, height: 10 },
    ]
    expect(spreadLabels(wishes, 0, 100)).toEqual([45, 55])
  })

  it('keeps labels inside', () => {
    const wishes = [
      { wanted: -30, height: 10 },
      { wanted: 130, height: 10 },
    ]
    expect(spreadLabels(wishes, 0, 100)).toEqual([5, 95])
  })

  it('never lets two overlap, keeps their order, and stays inside when there is room', () => {
    const wish = fc.record({ wanted: fc.integer({ min: -50, max: 250 }), height: fc.constant(12) })
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 12 }), (wishes) => {
        const centres = spreadLabels(wishes, 0, 200)
        const order = wishes.map((_, index) => index)
        order.sort((a, b) => (wishes[a]?.wanted ?? 0) - (wishes[b]?.wanted ?? 0) || a - b)
        const sorted = order.map((index) => centres[index] ?? NaN)
        sorted.forEach((centre, index) => {
          expect(centre).toBeGreaterThanOrEqual(6 - 1e-9)
          expect(centre).toBeLessThanOrEqual(194 + 1e-9)
          const next = sorted[index + 1] ?? Infinity
          expect(next - centre).toBeGreaterThanOrEqual(12 - 1e-9)
        })
      }),
    )
  })
})
