/**
 * solverVectors.json: the penalty at v₀ = 0 in 60-digit arithmetic (mpmath). explicitPenalty.json:
 * rows [β, β_aux, ρ, v₀, penalty, m, ℓ-order, feature dependence], all roots of the quartic and the
 * formulas as they are written in 120-digit arithmetic (mpmath); the last 50 rows often have two minima.
 */
import { describe, expect, it } from 'vitest'
import {
  explicitMultiTaskPenalty,
  explicitPenalty,
  type UnitChange,
} from '../../../src/theory/relu/explicitPenalty.ts'
import precise from '../../fixtures/explicitPenalty.json'
import vectors from '../../fixtures/solverVectors.json'

/** Relative for large numbers, absolute for small ones. */
const expectClose = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected) / Math.max(1, Math.abs(expected))).toBeLessThan(1e-13)
}

describe('explicitPenalty(change)', () => {
  it.each(vectors.penalties)(
    'is the least of all stationary points: beta=$beta, aux=$aux',
    (pair) => {
      const correlations = [1, 0.99, 0.9, 0, -0.5]
      correlations.forEach((correlation, at) => {
        const { penalty } = explicitPenalty({ beta: pair.beta, betaAux: pair.aux, correlation })
        expectClose(penalty / (pair.relu[at] ?? NaN), 1)
      })
    },
  )

  it('has all digits from 1e-6 to 1e3, with any v₀, and so have its derivatives', () => {
    expect(precise).toHaveLength(296)
    for (const row of precise) {
      const [beta, betaAux, correlation, readout] = row as [number, number, number, number]
      const [penalty, length, order, dependence] = row.slice(4) as [number, number, number, number]
      const reading = explicitPenalty({ beta, betaAux, correlation, readout })
      expectClose(reading.penalty / penalty, 1)
      expectClose(reading.length / length, 1)
      expectClose(reading.order, order)
      expectClose(reading.dependence, dependence)
    }
  })

  it('is no larger than on a fine grid of m', () => {
    const changes: Required<UnitChange>[] = [
      { beta: 0.5, betaAux: 1, correlation: 0.9, readout: 1 },
      { beta: 0.01, betaAux: 2, correlation: 1, readout: 0.2 },
      { beta: 3, betaAux: 0.1, correlation: 0.2, readout: -2 },
    ]
    for (const change of changes) {
      const { beta, betaAux, correlation, readout } = change
      let best = Infinity
      for (let m = 1e-3; m < 20; m *= 1.001) {
        const cross = 2 * m * Math.sqrt(betaAux) * correlation
        best = Math.min(best, (beta / m - readout) ** 2 + m * m + betaAux - cross)
      }
      const { penalty } = explicitPenalty(change)
      expect(penalty).toBeLessThanOrEqual(best + 1e-12)
      expect(penalty).toBeGreaterThan(best - 1e-4)
    }
  })

  it('is homogeneous: order + dependence = 1 for v₀ = 0', () => {
    for (const [beta, betaAux, correlation] of [
      [0.3, 1, 0.9],
      [1e-4, 10, 1],
      [20, 0.1, 0],
      [1, 1, -0.4],
    ] as const) {
      const { order, dependence } = explicitPenalty({ beta, betaAux, correlation })
      expect(order + dependence).toBeCloseTo(1, 13)
    }
  })

  it('does not ask for the signs of β and β_aux', () => {
    const change = { beta: 0.3, betaAux: 2, correlation: 0.8 }
    expect(explicitPenalty({ ...change, beta: -0.3, betaAux: -2 })).toEqual(explicitPenalty(change))
  })

  it('is 2|β| for a fresh unit, whatever ρ', () => {
    // min β²/m² + m² at m² = |β|.
    const reading = explicitPenalty({ beta: -4, betaAux: 0, correlation: 0.3 })
    expect(reading.penalty).toBeCloseTo(8, 13)
    expect(reading.length).toBeCloseTo(2, 13)
    expect(reading.order).toBeCloseTo(1, 13)
    expect(reading.dependence).toBeCloseTo(0, 13)
  })

  it('at β = 0 is what the direction costs, the limit of small β', () => {
    const nothing = { beta: 0, betaAux: 4 }
    expect(explicitPenalty({ ...nothing, correlation: 1 }).penalty).toBe(0)
    expect(explicitPenalty({ ...nothing, correlation: -1 }).penalty).toBe(4)
    for (const correlation of [1, 0.6, 0, -0.5]) {
      const reading = explicitPenalty({ ...nothing, correlation })
      const near = explicitPenalty({ ...nothing, beta: 1e-30, correlation })
      expect(near.penalty).toBeCloseTo(reading.penalty, 11)
      expect(near.order).toBeCloseTo(reading.order, 10)
      expect(near.dependence).toBeCloseTo(reading.dependence, 10)
    }
    expect(explicitPenalty({ beta: 0, betaAux: 0, correlation: 1 }).order).toBe(1)
  })
})

describe('explicitMultiTaskPenalty(change)', () => {
  it('is √(β² + β_aux²) − |β_aux| for a shared direction, |β| for any other', () => {
    const change = { beta: 3, betaAux: 4 }
    // √(9 + 16) − 4; ℓ = 9/(5·1), and FD = 1 − ℓ.
    const shared = explicitMultiTaskPenalty({ ...change, correlation: 1 })
    expect(shared.penalty).toBeCloseTo(1, 14)
    expect(shared.order).toBeCloseTo(9 / 5, 14)
    expect(shared.dependence).toBeCloseTo(-4 / 5, 14)
    expect(explicitMultiTaskPenalty({ ...change, correlation: 0.99 })).toEqual({
      penalty: 3,
      order: 1,
      dependence: 0,
    })
  })

  it('is half the least squared weights of two readouts on one unit, minus those of one', () => {
    // min over m of m² + (β_aux/m)² + (β/m)² = 2√(β_aux² + β²), at m² = √(β_aux² + β²).
    const least = (squares: number): number => {
      let best = Infinity
      for (let m = 0.1; m < 10; m *= 1.0001) best = Math.min(best, m * m + squares / (m * m))
      return best
    }
    const { penalty } = explicitMultiTaskPenalty({ beta: 0.7, betaAux: 2, correlation: 1 })
    expect(penalty).toBeCloseTo((least(0.7 ** 2 + 4) - least(4)) / 2, 6)
  })
})
