import { describe, expect, it } from 'vitest'
import { arcCosine, arcCosineRemainder } from '../../../src/theory/relu/arcCosine.ts'

describe('arcCosine(s)', () => {
  it('is E relu(z)² = ½ at 1, 0 at −1, and (E relu(z))² = 1/(2π) at 0', () => {
    expect(arcCosine(1)).toBe(0.5)
    expect(arcCosine(-1)).toBe(0)
    expect(arcCosine(0)).toBeCloseTo(1 / (2 * Math.PI), 16)
  })

  it('is E relu(z₁) relu(z₂) by quadrature over the plane', () => {
    // With z = r(cos φ, cos(φ − θ)): E r² = 2, so k = (1/π) ∫ relu(cos φ) relu(cos(φ − θ)) dφ, by the
    // midpoint rule, whose error is below the square of its step times the kinks' slopes.
    const points = 20_000
    for (const theta of [0.01, 0.5, 1.5, 2.5, 3.1]) {
      let sum = 0
      for (let index = 0; index < points; index += 1) {
        const phi = (2 * Math.PI * (index + 0.5)) / points
        sum += Math.max(0, Math.cos(phi)) * Math.max(0, Math.cos(phi - theta))
      }
      expect(Math.abs(arcCosine(Math.cos(theta)) - (2 * sum) / points)).toBeLessThan(1e-6)
    }
  })
})

describe('arcCosineRemainder(s)', () => {
  it('is what the three leading terms leave of the kernel', () => {
    for (let s = -1; s <= 1; s += 1 / 64) {
      const leading = s / 4 + (1 + s ** 2 / 2) / (2 * Math.PI)
      expect(arcCosineRemainder(s) / (2 * Math.PI)).toBeCloseTo(arcCosine(s) - leading, 15)
    }
  })

  it('begins like s⁴/24 + s⁶/80', () => {
    // Term j of √(1−s²) + s asin s is c_j s^{2j} with c_4 = 5/896: the next one is below 1e-14.
    for (const s of [0.01, -0.01]) {
      expect(Math.abs(arcCosineRemainder(s) - (s ** 4 / 24 + s ** 6 / 80))).toBeLessThan(1e-18)
    }
  })

  it('is π/2 − 3/2 at both ends', () => {
    expect(arcCosineRemainder(1)).toBeCloseTo(Math.PI / 2 - 1.5, 15)
    expect(arcCosineRemainder(-1)).toBe(arcCosineRemainder(1))
  })
})
