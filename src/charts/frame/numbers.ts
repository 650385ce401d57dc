const SUPERSCRIPTS: Record<string, string> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
}

/** A number split for setting: `mantissa` alone, or `mantissa · 10^exponent`. */
export interface NumberParts {
  /** Digits, with a true minus sign; empty when the number is exactly a power of ten. */
  mantissa: string
  /** `null` when no power of ten is written. */
  exponent: number | null
}

const withMinus = (digits: string): string => digits.replace('-', '−')

/** Decimal notation is used for magnitudes from here … */
const SMALLEST_PLAIN = 1e-3
/** … up to here; beyond, a power of ten is easier to read. */
const LARGEST_PLAIN = 1e5

/** Numbers that have no digits to round. */
function wordFor(value: number): string | null {
  if (Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  return value === 0 ? '0' : null
}

/** Splits a number for setting with `digits` significant digits. Non-finite numbers become words. */
export function splitNumber(value: number, digits = 3): NumberParts {
  const word = wordFor(value)
  if (word !== null) return { mantissa: word, exponent: null }
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e')
  const rounded = Math.abs(Number(`${mantissa}e${exponent}`))
  if (rounded >= SMALLEST_PLAIN && rounded < LARGEST_PLAIN) {
    const decimals = Math.max(0, digits - 1 - Number(exponent))
    return { mantissa: withMinus(value.toFixed(decimals)), exponent: null }
  }
  const shortest = withMinus(String(Number(mantissa)))
  return { mantissa: shortest === '1' ? '' : shortest, exponent: Number(exponent) }
}

/** Unicode superscript digits of a whole number: `-3` becomes `⁻³`. */
function toSuperscript(exponent: number): string {
  return String(exponent).replace(/[-0-9]/g, (character) => SUPERSCRIPTS[character] ?? character)
}

/** Three significant digits as plain text: `0.0456`, `1280`, `7·10⁻⁶`, `0`, `–` for no number. */
export function formatValue(value: number, digits = 3): string {
  const { mantissa, exponent } = splitNumber(value, digits)
  if (exponent === null) return mantissa
  return `${mantissa === '' ? '' : `${mantissa}·`}10${toSuperscript(exponent)}`
}

/** A power of ten as an axis writes it: `10⁻³`, but `0.1`, `1` and `10` in full. */
export function formatPower(exponent: number): string {
  const { mantissa, exponent: raised } = splitPower(exponent)
  return raised === null ? mantissa : `10${toSuperscript(raised)}`
}

/** The parts of {@link formatPower} for setting; a raised power has no mantissa. */
export function splitPower(exponent: number): NumberParts {
  if (exponent >= -1 && exponent <= 1) return { mantissa: String(10 ** exponent), exponent: null }
  return { mantissa: '', exponent }
}
