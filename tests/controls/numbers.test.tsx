import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber, parseNumber, readNumber } from '../../src/controls/numberInput.ts'
import {
  fromPosition,
  stepValue,
  toPosition,
  type SliderRange,
} from '../../src/controls/sliderScale.ts'

describe('parseNumber(text)', () => {
  it.each([
    ['0.001', 1e-3],
    ['1e-3', 1e-3],
    ['1E-3', 1e-3],
    ['10^-3', 1e-3],
    ['10⁻³', 1e-3],
    ['7·10⁻⁶', 7e-6],
    ['7*10^-6', 7e-6],
    ['2 × 10^4', 2e4],
    ['1/8', 0.125],
    ['-1/4', -0.25],
    ['−0.5', -0.5],
    ['.5', 0.5],
    [' 16 ', 16],
  ])('reads %s', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  it.each(['', 'abc', '1/0', '1/2/3', '1e', '--2', '0x10', '1,5', 'Infinity', '10^'])(
    'refuses %j',
    (text) => {
      expect(parseNumber(text)).toBeNull()
    },
  )

  it('reads back what formatNumber wrote, to six digits', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
        expect(parseNumber(formatNumber(value))).toBeCloseTo(Number(value.toPrecision(6)), 12)
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

  it('takes both limits', () => {
    expect([readNumber('0.001', limits, 1).value, readNumber('10', limits, 1).value]).toEqual([
      0.001, 10,
    ])
  })
})

describe('the slider’s scale', () => {
  const log: SliderRange = { scale: 'log', min: 1e-3, max: 10 }
  const integer: SliderRange = { scale: 'integer', min: 4, max: 256 }
  const linear: SliderRange = { scale: 'linear', min: 0, max: 1, step: 0.05 }

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

  it.each([log, integer, linear])('never leaves the range ($scale)', (range) => {
    for (const direction of [1, -1] as const) {
      const end = direction === 1 ? range.max : range.min
      expect(stepValue(range, end, { direction, size: 'coarse' })).toBe(end)
    }
  })

  it.each([log, integer, linear])(
    'every key press changes the value, wherever it starts ($scale)',
    (range) => {
      fc.assert(
        fc.property(fc.double({ min: 0, max: 0.97, noNaN: true }), (position) => {
          const value = fromPosition(range, position)
          expect(stepValue(range, value, { direction: 1, size: 'fine' })).toBeGreaterThan(value)
        }),
      )
    },
  )
})
