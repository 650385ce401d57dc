import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainDigits } from '../../src/text/characters.ts'
import { numbersIn, readText } from '../../src/text/number.ts'

/** Fixed, so that a failure can be seen again. */
const SEED = 20_261_130

describe('numbersIn(text)', () => {
  // The values are what each notation means; the customs are those of the Unicode locale data.
  it.each([
    ['0,1', 0.1],
    [',5', 0.5],
    ['0,001', 0.001],
    ['12,5', 12.5],
    ['1,2345', 1.2345],
    ['1234,567', 1234.567],
    ['1,5e-3', 0.0015],
    ['1,000e-3', 0.001],
    ['1 000', 1000],
    ['1\u2009000', 1000],
    ['1\u202f000\u202f000', 1_000_000],
    ['1\u00a0000,5', 1000.5],
    ['1’000', 1000],
    ["1'000'000.25", 1_000_000.25],
    ['1.000,5', 1000.5],
    ['1,000.5', 1000.5],
    ['1,000,000', 1_000_000],
    ['1.000.000', 1_000_000],
    ['1,00,000', 100_000],
    ['0.123 456', 0.123456],
    ['1e\u22123', 1e-3],
    ['\u22120,5', -0.5],
    ['1·10^-3', 1e-3],
    ['1×10^(-3)', 1e-3],
    ['1 x 10^-3', 1e-3],
    ['1*10**-3', 1e-3],
    ['10^{-3}', 1e-3],
    ['2.5\\cdot10^{-3}', 2.5e-3],
    ['10⁻³', 1e-3],
    ['1/10^3', 1e-3],
    ['10²', 100],
    ['½', 0.5],
    ['1⁄8', 0.125],
    ['10 %', 0.1],
    ['12,5%', 0.125],
    ['0\u200b.\u00ad1', 0.1],
    ['\uff10\uff0e\uff11', 0.1],
    ['\u0660\u066b\u0661', 0.1],
    ['\u06f1\u06f2', 12],
    ['\u096b\u0966', 50],
    ['\u{1D7CF}\u{1D7CE}', 10],
    ['+7', 7],
  ])('reads %j as %d', (text, value) => {
    expect(numbersIn(text)).toEqual([value])
  })

  it('tells both readings of a comma before three digits', () => {
    expect(numbersIn('1,000')).toEqual([1, 1000])
    expect(numbersIn('12,345')).toEqual([12.345, 12_345])
    expect(numbersIn('1,000/8')).toEqual([0.125, 125])
  })

  it('tells both readings of a point only where whole numbers are asked for', () => {
    expect(numbersIn('10.000')).toEqual([10])
    expect(numbersIn('10.000', true)).toEqual([10, 10_000])
    expect(numbersIn('0.100', true)).toEqual([0.1])
  })

  it.each([
    ...['', ' ', 'abc', '1/0', '1/2/3', '1e', '--2', '0x10', 'Infinity', 'NaN', '10^', '1 5'],
    ...[
      '1½',
      '5²',
      '1_0',
      '.',
      ',',
      '1.5,2',
      '1,5.2',
      '1,,5',
      '1e5e5',
      '1 000 00',
      '%',
      '1'.repeat(501),
    ],
  ])('finds no number in %j', (text) => {
    expect(numbersIn(text)).toEqual([])
    expect(numbersIn(text, true)).toEqual([])
  })

  it('reads back what JavaScript writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(numbersIn(String(value))).toEqual([value === 0 ? 0 : value])
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })

  // The origin of each text is the runtime's own table of the world's customs (Unicode CLDR).
  it.each(['en', 'de', 'fr', 'de-CH', 'hi', 'pt', 'sv', 'pl', 'ar-EG', 'fa', 'bn', 'mr', 'ne'])(
    'reads numbers as people in %s write them',
    (locale) => {
      const customs = new Intl.NumberFormat(locale, { maximumFractionDigits: 4 })
      const write = (value: number): string => customs.format(value)
      fc.assert(
        fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (whole) => {
          const value = whole / 10_000
          expect(numbersIn(write(value), false)).toContain(value)
          expect(numbersIn(write(whole), true)).toContain(whole)
        }),
        { seed: SEED, numRuns: 200 },
      )
    },
  )

  it('never throws, and gives at most four numbers, none of them no number', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.stringMatching(/^[0-9.,'e+/%^* -]{0,20}$/),
    )
    fc.assert(
      fc.property(texts, fc.boolean(), (text, isWhole) => {
        const values = numbersIn(text, isWhole)
        expect(values.length).toBeLessThanOrEqual(4)
        expect(values).not.toContain(NaN)
      }),
      { seed: SEED, numRuns: 5000 },
    )
  })
})

describe('plainDigits(text)', () => {
  // The runtime's numbering systems (Unicode CLDR) say which signs are the digits of a script.
  const systems = Intl.supportedValuesOf('numberingSystem').flatMap(
    (system): [string, string][] => {
      const write = new Intl.NumberFormat('en', { numberingSystem: system, useGrouping: false })
      const digits = Array.from({ length: 10 }, (_, value) => write.format(value))
      return digits.every((digit) => /^\p{Nd}$/u.test(digit)) ? [[system, digits.join('')]] : []
    },
  )

  it('knows many systems', () => expect(systems.length).toBeGreaterThan(40))

  it.each(systems)('reads the digits of %s: %s', (_, digits) => {
    expect(plainDigits(digits)).toBe('0123456789')
  })
})

describe('readText(text, what is allowed)', () => {
  const upTo10 = { isWhole: false, isAllowed: (value: number) => value <= 10 }
  const wholeTo1024 = {
    isWhole: true,
    isAllowed: (value: number) => Number.isInteger(value) && value <= 1024,
  }

  it('takes what only one reading allows, and tells the other', () => {
    expect(readText('1,000', upTo10)).toEqual({ kind: 'chosen', value: 1, other: 1000 })
    expect(readText('1,024', wholeTo1024)).toEqual({ kind: 'chosen', value: 1024, other: 1.024 })
  })

  it('takes neither where both are allowed, or none', () => {
    expect(readText('1,000', wholeTo1024)).toEqual({ kind: 'either', values: [1, 1000] })
    expect(readText('50,000', upTo10)).toEqual({ kind: 'either', values: [50, 50_000] })
  })

  it('says nothing of plain numbers', () => {
    expect(readText('0,5', upTo10)).toEqual({ kind: 'plain', value: 0.5 })
    expect(readText('50', upTo10)).toEqual({ kind: 'plain', value: 50 })
    expect(readText('much', upTo10)).toEqual({ kind: 'none' })
  })
})
