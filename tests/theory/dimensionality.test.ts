/** dimensionality.json: numpy, float64, of the formulas as they are written. */
import { describe, expect, it } from 'vitest'
import {
  effectiveSharedDimensions,
  participationRatio,
  secondMoments,
} from '../../src/theory/dimensionality.ts'
import { createRandom } from '../../src/theory/random.ts'
import { randomBasis } from '../../src/theory/relu/orthonormal.ts'
import vectors from '../fixtures/dimensionality.json'

const WIDTH = 7
const momentsOf = (rows: number[][]): Float64Array =>
  secondMoments(Float64Array.from(rows.flat()), WIDTH)

/** Σ_k λ_k q_k q_kᵀ over the first rows of a random basis. */
const withSpectrum = (eigenvalues: readonly number[], seed: number): Float64Array => {
  const basis = randomBasis(createRandom(seed, 0), WIDTH)
  return Float64Array.from({ length: WIDTH ** 2 }, (_, index) => {
    const [i, j] = [Math.floor(index / WIDTH), index % WIDTH]
    return eigenvalues.reduce(
      (sum, value, k) => sum + value * (basis[k * WIDTH + i] ?? 0) * (basis[k * WIDTH + j] ?? 0),
      0,
    )
  })
}

describe('against numpy', () => {
  it('participationRatio of both', () => {
    ;[vectors.Z1, vectors.Z2].forEach((rows, index) => {
      const expected = vectors.participation_ratio[index] ?? NaN
      expect(Math.abs(participationRatio(momentsOf(rows)) - expected)).toBeLessThan(1e-12)
    })
  })

  it('effectiveSharedDimensions', () => {
    const shared = effectiveSharedDimensions(momentsOf(vectors.Z1), momentsOf(vectors.Z2))
    expect(Math.abs(shared - vectors.effective_shared_dimensions)).toBeLessThan(1e-12)
  })
})

describe('secondMoments(activations, width)', () => {
  it('is ZᵀZ/n, by hand', () => {
    expect(secondMoments(Float64Array.of(1, 2, 3, 0), 2)).toEqual(Float64Array.of(5, 1, 1, 2))
  })
})

describe('participationRatio(C)', () => {
  it('is k for k equal eigenvalues, in any directions and of any scale', () => {
    for (const count of [1, 3, 7]) {
      const spectrum = Array.from({ length: count }, () => 0.01)
      expect(participationRatio(withSpectrum(spectrum, count))).toBeCloseTo(count, 12)
    }
  })

  it('is (Σλ)²/Σλ²', () => {
    // (4 + 2 + 1)²/(16 + 4 + 1)
    expect(participationRatio(withSpectrum([4, 2, 1], 1))).toBeCloseTo(49 / 21, 12)
  })

  it('is 0 for no activations', () => expect(participationRatio(new Float64Array(9))).toBe(0))
})

describe('effectiveSharedDimensions(C₁, C₂)', () => {
  it('is PR of one for twice the same, whatever the scale', () => {
    const one = withSpectrum([4, 2, 1], 1)
    expect(effectiveSharedDimensions(one, one)).toBeCloseTo(49 / 21, 12)
    expect(
      effectiveSharedDimensions(
        one,
        one.map((value) => 9 * value),
      ),
    ).toBeCloseTo(49 / 21, 12)
  })

  it('counts equal dimensions that both have', () => {
    // Axes 0 … 3 and 2 … 6: two of 4 and 5. PR₁ PR₂ · 2·(1/4)(1/5) = 2.
    const one = withSpectrum([1, 1, 1, 1, 0, 0, 0], 2)
    const other = withSpectrum([0, 0, 1, 1, 1, 1, 1], 2)
    expect(effectiveSharedDimensions(one, other)).toBeCloseTo(2, 12)
    const rest = withSpectrum([0, 0, 0, 0, 1, 1, 1], 2)
    expect(effectiveSharedDimensions(one, rest)).toBeCloseTo(0, 12)
  })

  it('is 0 for no activations', () => {
    expect(effectiveSharedDimensions(new Float64Array(49), withSpectrum([1], 1))).toBe(0)
  })
})
