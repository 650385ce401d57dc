import { readText } from '../text/number.ts'

/** Which numbers a field takes. Both limits are allowed values. */
export interface NumberLimits {
  min: number
  max: number
  /** Whole numbers only. */
  isInteger?: boolean
}

/**
 * What became of typed text: a number to use, with a sentence where the text could have meant another
 * one; or a sentence that says why not.
 */
export type TypedNumber =
  | { value: number; note?: string; message?: never }
  | { message: string; note?: never; value?: never }

/** What a field has to say of the last entry. */
export interface FieldMessage {
  text: string
  /** Whether the entry was refused, or only taken in one of two ways. */
  isRefusal: boolean
}

/** A number as its field shows it: up to six significant digits, no trailing zeros. */
export function formatNumber(value: number): string {
  const size = Math.abs(value)
  const rounded = Number(value.toPrecision(6))
  // Zeros after the point are hard to count on a slide: 4.18e-6 rather than 0.00000418.
  const text = size > 0 && size < 1e-3 ? rounded.toExponential() : String(rounded)
  return text.replace('-', '−').replace('e−', 'e-')
}

/** `“1,000” can be read as 1 or as 1000.` */
export const twoReadings = (text: string, values: readonly number[]): string =>
  `“${text.trim()}” can be read as ${values.map(formatNumber).join(' or as ')}.`

/** Checks typed text against limits; `kept` is the value that stays when it cannot be used. */
export function readNumber(text: string, limits: NumberLimits, kept: number): TypedNumber {
  const { min, max, isInteger = false } = limits
  const stays = `Kept ${formatNumber(kept)}.`
  const range = `from ${formatNumber(min)} to ${formatNumber(max)}`
  const isWithin = (value: number): boolean => value >= min && value <= max
  const isAllowed = (value: number): boolean =>
    isWithin(value) && (!isInteger || Number.isInteger(value))
  const read = readText(text, { isWhole: isInteger, isAllowed })
  switch (read.kind) {
    case 'none': {
      const examples = isInteger ? 'a whole number' : 'a number such as 0.001, 1e-3, 10^-3 or 1/8'
      return { message: `“${text.trim()}” cannot be read. Write ${examples}, ${range}. ${stays}` }
    }
    case 'either':
      return { message: `${twoReadings(text, read.values)} Write one of them. ${stays}` }
    case 'chosen': {
      const { value, other } = read
      const note = `“${text.trim()}” was taken as ${formatNumber(value)}, not as ${formatNumber(other)}.`
      return { value, note }
    }
    case 'plain': {
      const { value } = read
      if (isInteger && !Number.isInteger(value)) {
        return { message: `${formatNumber(value)} is not a whole number. ${stays}` }
      }
      if (isWithin(value)) return { value }
      return { message: `${formatNumber(value)} is outside the range ${range}. ${stays}` }
    }
  }
}
