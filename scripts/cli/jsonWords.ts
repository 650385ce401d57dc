/** What stands where JSON should, in words. */

/** Characters of a text that a sentence shows. */
const MOST_SHOWN = 40

/** Printable characters as they are, the others by their number; no more than a sentence can hold. */
export const shownText = (text: string): string => {
  const characters = Array.from(text)
  const shown = characters
    .slice(0, MOST_SHOWN)
    .map((one) =>
      /[\p{C}\p{Zl}\p{Zp}\uFFFD]/u.test(one)
        ? `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
        : one,
    )
  return `“${shown.join('')}${characters.length > MOST_SHOWN ? '…' : ''}”`
}

/** What comes next, as far as it hangs together. */
const pieceAt = (text: string, at: number): string => {
  const [piece = ''] = /^[^\s,:[\]{}"']+/u.exec(text.slice(at, at + 2 * MOST_SHOWN)) ?? []
  return piece === '' ? (Array.from(text.slice(at, at + 2))[0] ?? '') : piece
}

/** What other languages write, and what JSON has instead. */
const FOREIGN: readonly { pattern: RegExp; says: string }[] = [
  { pattern: /^(\/\/|\/\*|#|--)/, says: 'JSON has no comments' },
  { pattern: /^['‘’“”„«»`]/, says: 'JSON has only straight double quotes' },
]

/** The same where a value should stand. */
const FOREIGN_VALUES: typeof FOREIGN = [
  ...FOREIGN,
  {
    pattern: /^[+-]?(nan|inf|infinity)$/i,
    says: 'JSON has no such number, every one must be finite',
  },
  { pattern: /^(none|undefined|nil|na|null)$/i, says: 'JSON writes null' },
  { pattern: /^(true|false)$/i, says: 'JSON writes true and false in small letters' },
  { pattern: /^[+-]?[\d.]/, says: 'JSON writes numbers like -0.5 or 1e-3' },
]

const CUT_OFF = 'the text ends here; it may be cut off'

/** Says what stands where `wanted` (a value, a comma …) should. */
export const explainValue = (text: string, at: number, wanted = 'a value'): string => {
  if (at >= text.length) return `${wanted} should stand here, but ${CUT_OFF}`
  const piece = pieceAt(text, at)
  const isClosing = piece === ']' || piece === '}'
  if (isClosing && wanted === 'a value' && text.slice(0, at).trimEnd().endsWith(',')) {
    return `${shownText(piece)} stands right after a comma, where a value should`
  }
  const known = wanted === 'a value' ? FOREIGN_VALUES : FOREIGN
  const foreign = known.find(({ pattern }) => pattern.test(piece))
  const says = foreign ? `; ${foreign.says}` : ''
  return `${shownText(piece)} stands where ${wanted} should${says}`
}

/** Says what stands where a name in double quotes should. */
export const explainName = (text: string, at: number): string => {
  const before = text.slice(0, at).trimEnd()
  if (text[at] === '}' && before.endsWith(',')) {
    return '“}” stands right after a comma, where a name in double quotes should'
  }
  return explainValue(text, at, 'a name in double quotes')
}
