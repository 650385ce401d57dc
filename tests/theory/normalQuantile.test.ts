import { describe, expect, it } from 'vitest'
import { normalQuantile, reproducibleLog } from '../../src/theory/normalQuantile.ts'

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

/** P(0 < Z < z) = φ(z) Σ z^(2k+1)/(1·3·5···(2k+1)), a series of positive terms. */
const centralProbability = (z: number): number => {
  let term = z
  let sum = z
  for (let odd = 3; term > sum * 1e-18; odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return density(z) * sum
}

/** P(Z > z) for large z, by Laplace's continued fraction φ(z)/(z + 1/(z + 2/(z + 3/…))). */
const tailProbability = (z: number): number => {
  let fraction = z
  for (let depth = 400; depth >= 1; depth -= 1) fraction = z + depth / fraction
  return density(z) / fraction
}

describe('normalQuantile(probability)', () => {
  it('inverts the normal distribution function between −3 and 3', () => {
    for (let z = 0.01; z <= 3; z += 0.01) {
      // In the quantile, one rounding of the probability (2⁻⁵³) is divided by the density; the
      // series adds a few roundings more.
      const allowed = 4e-16 / density(z) + 1e-15
      const central = centralProbability(z)
      expect(Math.abs(normalQuantile(0.5 + central) - z)).toBeLessThan(allowed)
      expect(Math.abs(normalQuantile(0.5 - central) + z)).toBeLessThan(allowed)
    }
  })

  it('is relatively exact far into the tail', () => {
    for (let z = 2; z <= 37; z += 0.25) {
      expect(Math.abs(normalQuantile(tailProbability(z)) / -z - 1)).toBeLessThan(1e-14)
    }
  })

  it('joins its three ranges without a jump', () => {
    // The tail begins at |p − ½| = 0.425, the far tail at √(−log p) = 5, that is p = e⁻²⁵.
    for (const seam of [0.075, 0.925, Math.exp(-25)]) {
      const [below, above] = [seam * (1 - 1e-12), seam * (1 + 1e-12)]
      const z = normalQuantile(seam)
      const slope = seam / density(z)
      const rise = (normalQuantile(above) - normalQuantile(below)) / 2e-12
      expect(Math.abs(rise / slope - 1)).toBeLessThan(1e-2)
    }
  })

  it('is odd about one half, and zero there', () => {
    expect(normalQuantile(0.5)).toBe(0)
    // Probabilities of which 1 − p is exact.
    for (let k = 1; k < 512; k += 1) {
      expect(normalQuantile(1 - k / 1024)).toBe(-normalQuantile(k / 1024))
    }
  })

  it('grows with the probability and is finite for every uniform draw', () => {
    // The smallest and largest value of Random.uniform().
    const [least, most] = [0.5 / 2 ** 52, 1 - 0.5 / 2 ** 52]
    expect(Number.isFinite(normalQuantile(least))).toBe(true)
    expect(Number.isFinite(normalQuantile(most))).toBe(true)
    let before = normalQuantile(least)
    for (let k = 1; k < 5000; k += 1) {
      const now = normalQuantile(k / 5000)
      expect(now).toBeGreaterThan(before)
      before = now
    }
  })
})

describe('reproducibleLog(x)', () => {
  it('is the natural logarithm to the last digits, over the whole range of doubles', () => {
    for (let exponent = -1000; exponent <= 1000; exponent += 7) {
      for (const mantissa of [1, 1.1, 1.4142, 1.41422, 1.9999]) {
        const x = mantissa * 2 ** exponent
        expect(Math.abs(reproducibleLog(x) - Math.log(x))).toBeLessThanOrEqual(
          4 * Number.EPSILON * Math.max(Math.abs(Math.log(x)), 0.1),
        )
      }
    }
    expect(reproducibleLog(1)).toBe(0)
  })
})
