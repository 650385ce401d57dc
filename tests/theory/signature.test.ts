import { describe, expect, it } from 'vitest'
import { regimeOf } from '../../src/theory/signature.ts'

const thresholds = { reuse: 0.5, order: 1.5, kept: 0.5 }

describe('regimeOf(signature, thresholds)', () => {
  it.each([
    [{ reuse: 0.49, order: 1.9, keptShare: 1 }, 'little'],
    [{ reuse: 0.5, order: 1.5, keptShare: 0.1 }, 'lazy'],
    [{ reuse: 1, order: 1.49, keptShare: 0.5 }, 'nested'],
    [{ reuse: 1, order: 1, keptShare: 0.51 }, 'broad'],
    [{ reuse: NaN, order: 1, keptShare: 0.5 }, null],
    [{ reuse: 1, order: NaN, keptShare: 0.5 }, null],
    [{ reuse: 1, order: 1, keptShare: NaN }, null],
  ])('of %j is %s', (signature, regime) => {
    expect(regimeOf(signature, thresholds)).toBe(regime)
  })

  it('follows its thresholds', () => {
    const signature = { reuse: 0.6, order: 1.4, keptShare: 0.6 }
    expect(regimeOf(signature, { ...thresholds, reuse: 0.7 })).toBe('little')
    expect(regimeOf(signature, { ...thresholds, order: 1.3 })).toBe('lazy')
    expect(regimeOf(signature, { ...thresholds, kept: 0.7 })).toBe('nested')
  })
})
