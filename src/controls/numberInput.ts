/** Which numbers a field takes. Both limits are allowed values. */
export interface NumberLimits {
  min: number
  max: number
  /** Whole numbers only. */
  isInteger?: boolean
}

/** What became of typed text: a number to use, or a sentence that says why not. */
export type TypedNumber = { value: number; message?: never } | { message: string; value?: never }

const SUPERSCRIPT_DIGITS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Turns the ways in which people write numbers into the one that JavaScript reads. */
function normalize(text: string): string {
  return text
    .trim()
    .replace(/[−–]/g, '-')
    .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (raised) => `^${raised.replace(/./gu, plainDigit)}`)
    .replace(/\s+/g, '')
    .replace(/[×·⋅]/g, '*')
    .replace(/\*10\^/, 'e')
    .replace(/^([+-]?)10\^/, '$11e')
}

function plainDigit(raised: string): string {
  return raised === '⁻' ? '-' : String(SUPERSCRIPT_DIGITS.indexOf(raised))
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

function parseDecimal(text: string): number | null {
  return DECIMAL.test(text) ? Number(text) : null
}

/** Reads `0.001`, `1e-3`, `10^-3`, `7·10⁻⁶`, `1/8`; anything else is `null`. */
export function parseNumber(text: string): number | null {
  const [numerator = '', denominator, ...rest] = normalize(text).split('/')
  const top = parseDecimal(numerator)
  if (denominator === undefined || top === null) return top
  const bottom = parseDecimal(denominator)
  if (rest.length > 0 || bottom === null || bottom === 0) return null
  return top / bottom
}

/** A number as its field shows it: up to six significant digits, no trailing zeros. */
export function formatNumber(value: number): string {
  const size = Math.abs(value)
  const rounded = Number(value.toPrecision(6))
  // Zeros after the point are hard to count on a slide: 4.18e-6 rather than 0.00000418.
  const text = size > 0 && size < 1e-3 ? rounded.toExponential() : String(rounded)
  return text.replace('-', '−').replace('e−', 'e-')
}

/** Checks typed text against limits; `kept` is the value that stays when it cannot be used. */
export function readNumber(text: string, limits: NumberLimits, kept: number): TypedNumber {
  const { min, max, isInteger = false } = limits
  const stays = `Kept ${formatNumber(kept)}.`
  const range = `from ${formatNumber(min)} to ${formatNumber(max)}`
  const value = parseNumber(text)
  if (value === null) {
    const examples = isInteger ? 'a whole number' : 'a number such as 0.001, 1e-3, 10^-3 or 1/8'
    return { message: `“${text.trim()}” cannot be read. Write ${examples}, ${range}. ${stays}` }
  }
  if (isInteger && !Number.isInteger(value)) {
    return { message: `${formatNumber(value)} is not a whole number. ${stays}` }
  }
  if (value < min || value > max) {
    return { message: `${formatNumber(value)} is outside the range ${range}. ${stays}` }
  }
  return { value }
}
