/**
 * Texts for spreadsheets. A cell that begins like a formula is computed when the table is opened, even
 * if somebody else wrote it: such a text gets an apostrophe before it and is shown as it is
 * (OWASP, "CSV Injection").
 */

/** Also after white space, and full-width, as some spreadsheets read them. */
const FORMULA = /^\s*[=+\-@＝＋－＠|]|^[\t\r\n]/

/** Texts that are numbers stay numbers, whatever their sign. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** A text that no spreadsheet computes. */
export const inertText = (text: string): string => {
  // What follows a tab or a line's end could land in a cell of its own.
  const oneCell = text.replace(/[\t\r\n]+(?=\s*[=+\-@＝＋－＠|])/g, ' ')
  return FORMULA.test(oneCell) && !NUMBER.test(oneCell) ? `'${oneCell}` : oneCell
}
