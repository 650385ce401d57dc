import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber, readNumber } from '../../src/controls/numberInput.ts'
import {
  fromPosition,
  stepValue,
  toPosition,
  type SliderRange,
} from '../../src/controls/sliderScale.ts'

describe('formatNumber(value)', () => {
  it('writes small numbers by powers of ten, others in full', () => {
    const texts = [0, 0.00000418, -0.00025, 0.001, 0.01, 1, 100_000].map(formatNumber)
    expect(texts).toEqual(['0', '4.18e-6', '−2.5e-4', '0.001', '0.01', '1', '100000'])
  })

  it('writes what is read back, to six digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        const typed = readNumber(formatNumber(value), { min: -Infinity, max: Infinity }, 0)
        expect(typed.value).toBeCloseTo(Number(value.toPrecision(6)), 12)
      }),
    )
  })
})

describe('readNumber(text, limits, kept)', () => {
  const limits = { min: 0.001, max: 10 }

  it('names the value, the range, and what was kept', () => {
    expect(readNumber('12', limits, 0.01).message).toBe(
      '12 is outside the range from 0.001 to 10. Kept 0.01.',
    )
  })

  it('quotes what it cannot read and shows how to write a number', () => {
    const message = readNumber('much', limits, 0.01).message ?? ''
    expect(message).toContain('“much” cannot be read')
    expect(message).toContain('1e-3')
    expect(message).toContain('Kept 0.01.')
  })

  it('asks for whole numbers where only they are allowed', () => {
    const message = readNumber('2.5', { min: 0, max: 9, isInteger: true }, 4).message
    expect(message).toBe('2.5 is not a whole number. Kept 4.')
  })

  it('takes a decimal comma and foreign digits without a word', () => {
    expect(readNumber('0,1', limits, 1)).toEqual({ value: 0.1 })
    expect(readNumber('\u0660\u066b\u0661', limits, 1)).toEqual({ value: 0.1 })
  })

  it('says how it took what could mean two numbers, of which one is allowed', () => {
    expect(readNumber('1,000', limits, 0.01)).toEqual({
      value: 1,
      note: '“1,000” was taken as 1, not as 1000.',
    })
    const steps = { min: 100, max: 1e6, isInteger: true }
    expect(readNumber('10.000', steps, 100)).toEqual({
      value: 10_000,
      note: '“10.000” was taken as 10000, not as 10.',
    })
  })

  it('asks which one was meant where both are allowed', () => {
    expect(readNumber('1,000', { min: 1, max: 1024, isInteger: true }, 16)).toEqual({
      message: '“1,000” can be read as 1 or as 1000. Write one of them. Kept 16.',
    })
  })

  it('takes both limits', () => {
    expect([readNumber('0.001', limits, 1).value, readNumber('10', limits, 1).value]).toEqual([
      0.001, 10,
    ])
  })
})

const fineUp = { direction: 1, size: 'fine' } as const
const fineDown = { direction: -1, size: 'fine' } as const

describe('the slider’s scale', () => {
  const log: SliderRange = { scale: 'log', min: 1e-3, max: 10 }
  const integer: SliderRange = { scale: 'integer', min: 4, max: 256 }
  const linear: SliderRange = { scale: 'linear', min: 0, max: 1, step: 0.05 }
  const logInteger: SliderRange = { scale: 'log-integer', min: 1, max: 1024 }
  const logWithZero: SliderRange = { scale: 'log-with-zero', min: 1e-6, max: 0.1 }
  const scales = [log, integer, linear, logInteger, logWithZero]

  it('gives every decade of a logarithmic track the same length', () => {
    // Four decades from 10⁻³ to 10: a quarter each.
    expect([1e-3, 1e-2, 0.1, 1, 10].map((value) => toPosition(log, value))).toEqual(
      [0, 0.25, 0.5, 0.75, 1].map((share) => expect.closeTo(share, 12) as number),
    )
  })

  it('drags to values of three significant digits, whole numbers, or steps', () => {
    // 10^(-3 + 4 · 0.3) = 10^-1.8 = 0.015849; 4 + 0.3 · 252 = 79.6; 0.333 is nearest to 0.35.
    expect(fromPosition(log, 0.3)).toBe(0.0158)
    expect(fromPosition(integer, 0.3)).toBe(80)
    expect(fromPosition(linear, 0.333)).toBe(0.35)
  })

  it('steps finely by a twentieth of a decade and coarsely by a whole one', () => {
    // 10^(1/20) = 1.12202.
    expect(stepValue(log, 1, { direction: 1, size: 'fine' })).toBe(1.12)
    expect(stepValue(log, 1, { direction: -1, size: 'coarse' })).toBe(0.1)
    expect(stepValue(integer, 16, { direction: 1, size: 'fine' })).toBe(17)
    expect(stepValue(linear, 0.5, { direction: -1, size: 'fine' })).toBe(0.45)
  })

  it('gives every doubling of a logarithmic track of whole numbers the same length', () => {
    // 1024 = 2¹⁰, so 32 = 2⁵ stands in the middle; 2^(10 · 0.33) = 9.85, and nothing between 1 and 2.
    expect(toPosition(logInteger, 32)).toBeCloseTo(0.5, 12)
    expect([0, 0.04, 0.33, 1].map((share) => fromPosition(logInteger, share))).toEqual([
      1, 1, 10, 1024,
    ])
  })

  it('steps by whole numbers where a twentieth of a decade is less than one', () => {
    // 8 · 10^(1/20) = 8.98; 100 · 10^(1/20) = 112.2; 3 · 10^(-1/20) = 2.67 is nearest to 3 itself.
    expect([3, 8, 100].map((value) => stepValue(logInteger, value, fineUp))).toEqual([4, 9, 112])
    expect([3, 8, 100].map((value) => stepValue(logInteger, value, fineDown))).toEqual([2, 7, 89])
    expect(stepValue(logInteger, 16, { direction: 1, size: 'coarse' })).toBe(160)
  })

  it('keeps the left end of a track with zero for 0, and the rest for its decades', () => {
    // 8 % of the track belong to 0; then five decades from 10⁻⁶: 10⁻⁴ after two fifths of the rest.
    expect([0, 1e-6, 1e-4, 0.1].map((value) => toPosition(logWithZero, value))).toEqual(
      [0, 0.08, 0.08 + 0.4 * 0.92, 1].map((place) => expect.closeTo(place, 12) as number),
    )
    expect([0, 0.039, 0.041, 0.08, 1].map((place) => fromPosition(logWithZero, place))).toEqual([
      0, 0, 1e-6, 1e-6, 0.1,
    ])
  })

  it('steps between 0 and the smallest value of a track with zero', () => {
    expect(stepValue(logWithZero, 0, fineUp)).toBe(1e-6)
    expect(stepValue(logWithZero, 0, { direction: 1, size: 'coarse' })).toBe(1e-6)
    expect(stepValue(logWithZero, 1e-6, fineDown)).toBe(0)
    // A step that would pass the smallest value stops there first.
    expect(stepValue(logWithZero, 5e-6, { direction: -1, size: 'coarse' })).toBe(1e-6)
    expect(stepValue(logWithZero, 1.05e-6, fineDown)).toBe(1e-6)
    expect(stepValue(logWithZero, 0, fineDown)).toBe(0)
  })

  it.each(scales)('never leaves the range ($scale)', (range) => {
    const least = range.scale === 'log-with-zero' ? 0 : range.min
    for (const direction of [1, -1] as const) {
      const end = direction === 1 ? range.max : least
      expect(stepValue(range, end, { direction, size: 'coarse' })).toBe(end)
    }
  })

  it.each(scales)('every key press changes the value, wherever it starts ($scale)', (range) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.97, noNaN: true }), (position) => {
        const value = fromPosition(range, position)
        const up = stepValue(range, value, fineUp)
        expect(up).toBeGreaterThan(value)
        expect(stepValue(range, up, fineDown)).toBeLessThan(up)
      }),
    )
  })

  it.each(scales)('a value that a drag reached is found again at its place ($scale)', (range) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (position) => {
        const value = fromPosition(range, position)
        expect(fromPosition(range, toPosition(range, value))).toBe(value)
      }),
    )
  })
})
