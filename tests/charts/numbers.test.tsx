import { render } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { formatPower, formatValue, splitNumber } from '../../src/charts/frame/numbers.ts'
import { NumberText, PowerText } from '../../src/charts/frame/NumberText.tsx'
import { decadeTicks, niceDecades } from '../../src/charts/frame/logScale.ts'

describe('formatValue(value)', () => {
  // Expected texts are the numbers of the first column rounded by hand to three significant digits.
  it.each([
    [0.0456123, '0.0456'],
    [0.5, '0.500'],
    [1284.6, '1285'],
    [12.345, '12.3'],
    [-0.5774, '−0.577'],
    [7e-6, '7·10⁻⁶'],
    [1e5, '10⁵'],
    [7.128e-6, '7.13·10⁻⁶'],
    [-2.5e8, '−2.5·10⁸'],
    [0, '0'],
    [NaN, '–'],
    [Infinity, '∞'],
    // 0.9999 rounds to 1.00, which is written with two decimals, not three.
    [0.00099999, '0.00100'],
  ])('writes %d as %s', (value, text) => {
    expect(formatValue(value)).toBe(text)
  })

  it('honours the number of digits', () => {
    expect(splitNumber(0.0902, 2)).toEqual({ mantissa: '0.090', exponent: null })
  })
})

describe('formatPower(exponent)', () => {
  it.each([
    [-3, '10⁻³'],
    [12, '10¹²'],
    [-1, '0.1'],
    [0, '1'],
    [1, '10'],
  ])('writes %d as %s', (exponent, text) => {
    expect(formatPower(exponent)).toBe(text)
  })
})

describe('NumberText', () => {
  it('raises the exponent with a sup element', () => {
    const { container } = render(<NumberText value={7e-6} />)
    expect(container.innerHTML).toBe(
      '<span class="number-text" translate="no">7·10<sup>−6</sup></span>',
    )
  })

  it('PowerText writes no mantissa', () => {
    const { container } = render(<PowerText exponent={-4} />)
    expect(container.textContent).toBe('10−4')
  })
})

describe('decades', () => {
  it('niceDecades rounds outwards, and keeps a decade as it is', () => {
    expect(niceDecades([0.09, 8000])).toEqual([0.01, 1e4])
    expect(niceDecades([0.01, 1000])).toEqual([0.01, 1000])
  })

  it('niceDecades takes what rounding put a hair beyond a decade as on it', () => {
    expect(niceDecades([1e-3 - 1e-19, 1 + 1e-15])).toEqual([1e-3, 1])
  })

  it('decadeTicks thins evenly and keeps exponent 0', () => {
    // Thirteen decades, at most seven ticks: every second one.
    expect(decadeTicks([1e-12, 1], 7)).toEqual([-12, -10, -8, -6, -4, -2, 0].map((n) => n + 0))
  })
})
