/**
 * Characters that look alike, brought to one: people paste from mails, phones and other scripts.
 */

/** Whether a character is a decimal digit of any script. */
const DIGIT = /^\p{Nd}$/u

/**
 * The value of a decimal digit. Unicode keeps the digits of a script together, in order from 0, so
 * every unbroken run of them is as long as a multiple of ten.
 */
const digitValue = (digit: string): number => {
  const code = digit.codePointAt(0) ?? 0
  let first = code
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1
  return (code - first) % 10
}

/** Decimal digits of every script as 0 … 9. */
export const plainDigits = (text: string): string =>
  text.replace(/[^\P{Nd}0-9]/gu, (digit) => String(digitValue(digit)))

/** Hyphens, dashes and the minus sign as `-`. */
export const plainDashes = (text: string): string => text.replace(/[\p{Pd}\u2212]/gu, '-')

/** Without characters that leave no mark: soft hyphens, joiners, marks of order or of variation. */
export const withoutInvisible = (text: string): string =>
  text.replace(/\p{Default_Ignorable_Code_Point}/gu, '')

/** The full-width and small forms of ASCII, and the wide space, as ASCII. */
export const plainWidth = (text: string): string =>
  text.replace(/[\uFE50-\uFE6B\uFF01-\uFF5E\u3000]/g, (wide) => wide.normalize('NFKC'))
