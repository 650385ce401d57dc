import { describe, expect, it } from 'vitest'
import { participationRatio, secondMoments } from '../../../src/theory/dimensionality.ts'
import { createRandom } from '../../../src/theory/random.ts'
import { hiddenCovariance } from '../../../src/theory/relu/hiddenCovariance.ts'
import { initialReluWeights, reluUnits } from '../../../src/theory/relu/reluNetwork.ts'
import { hiddenActivations } from '../../../src/theory/relu/reluProbe.ts'
import { drawInputs } from '../../../src/theory/tasks.ts'

const SHAPE = { inputDim: 15, hiddenWidth: 12 }
const WIDTH = 12
const units = reluUnits(
  initialReluWeights({ ...SHAPE, tasks: 1, initScale: 1, initSeed: 4 }),
  SHAPE,
  0,
)

describe('hiddenCovariance(units)', () => {
  it('is the limit of ZᵀZ/n: each entry of a large sample lies within its standard error', () => {
    const rows = 20_000
    const inputs = drawInputs(createRandom(5, 0), rows, 15)
    const hidden = hiddenActivations(units, inputs)
    const sampled = secondMoments(hidden, WIDTH)
    const fourth = secondMoments(
      hidden.map((value) => value * value),
      WIDTH,
    )
    const exact = hiddenCovariance(units)
    exact.forEach((value, index) => {
      const variance = (fourth[index] ?? NaN) - (sampled[index] ?? NaN) ** 2
      // Five standard errors: 78 different entries.
      expect(Math.abs((sampled[index] ?? NaN) - value)).toBeLessThan(5 * Math.sqrt(variance / rows))
    })
    // Each entry is known to about √2/√20,000 = 1 % of its size; the ratio of their sums better.
    expect(Math.abs(participationRatio(sampled) / participationRatio(exact) - 1)).toBeLessThan(0.01)
  })

  it('is that of one unit for copies of it, and handles 0, −w and rounding', () => {
    const w = [0.1, 0.2, 0.3]
    const copies = Float64Array.from([...w, ...w.map((x) => 3 * x), ...w.map((x) => -x), 0, 0, 0])
    const covariance = hiddenCovariance({ inputDim: 3, directions: copies })
    // |w|² = 0.14; halves of it times the factors; −w is on where w is off.
    const expected = [0.07, 0.21, 0, 0, 0.21, 0.63, 0, 0, 0, 0, 0.07, 0, 0, 0, 0, 0]
    expected.forEach((value, index) => expect(covariance[index]).toBeCloseTo(value, 15))
  })
})
