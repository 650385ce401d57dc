/**
 * The text of a link as it comes out of mails, documents and chats: with a sentence's stop behind it,
 * broken into lines, escaped once or twice. No value that a page writes into a link holds white space,
 * quotes, `&`, `=`, `#`, `%`, `+` or a backslash, nor ends in punctuation: all of that can go.
 */
import { plainDashes, plainDigits, plainWidth, withoutInvisible } from '../text/characters.ts'

const decoded = (run: string): string => {
  try {
    return decodeURIComponent(run)
  } catch {
    // Of what is no UTF-8 the ASCII signs are still clear.
    return run.replace(/%[0-7][0-9a-f]/gi, decodeURIComponent)
  }
}

const ENTITIES = new Map(
  Object.entries({
    ...{ amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', nbsp: '\u00A0', shy: '', num: '#' },
    ...{ equals: '=', period: '.', percnt: '%', plus: '+', hellip: '…', zwj: '', zwnj: '' },
    ...{ ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’', laquo: '«', raquo: '»' },
  }),
)

const character = (digits: string, base: number): string => {
  const code = Number.parseInt(digits, base)
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

/** Takes one layer of escapes off: of addresses, of HTML, of JSON. */
const unescapedOnce = (text: string): string =>
  plainWidth(text)
    .replace(/(?:%[0-9a-f]{2})+/gi, decoded)
    .replace(/\\u([0-9a-f]{4})/gi, (_, digits: string) => character(digits, 16))
    .replace(/&#x([0-9a-f]{1,6});/gi, (_, digits: string) => character(digits, 16))
    .replace(/&#(\d{1,7});/g, (_, digits: string) => character(digits, 10))
    .replace(/&([a-z]{2,6});/gi, (all, name: string) => ENTITIES.get(name.toLowerCase()) ?? all)

/** Escapes of escapes of escapes: more than three layers are nobody's accident. */
const MOST_LAYERS = 6

/** The text without escapes. */
const unescaped = (text: string): string => {
  let plain = text
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const next = unescapedOnce(plain)
    if (next === plain) break
    plain = next
  }
  return plain
}

/** Quoted-printable, as raw mails have it: `=3D` for `=`, and `=` at the end of a line. */
const withoutQuotedPrintable = (text: string): string =>
  /(?:^|[#&])v=3D/i.test(text)
    ? text
        .replace(/=\r?\n/g, '')
        .replace(/=([2-7][0-9a-f])/gi, (_, digits: string) => character(digits, 16))
    : text

/** A line break with the spaces around it, and the sign with which a mail quotes the next line. */
const LINE_BREAK = /[ \t]{0,40}(?:\r\n?|[\n\v\f\u0085\u2028\u2029])[ \t]{0,40}(?:>[ \t>]{0,40})?/g

const withoutBreaks = (text: string): string =>
  withoutInvisible(text)
    .replace(LINE_BREAK, '')
    .replace(/[\p{Cc}\u00A0\u1680\u2000-\u200A\u202F\u205F]/gu, '')

/** What can only have come after the link: quotes, tags, the mark of a highlighted passage. */
const AFTERWARDS = /["<“”«»]|:~:/

/** The part of an address after `#`, as the page would have written it, but for names and values. */
const cleaned = (hash: string): string => {
  // Before escapes are read, for a line may have been broken within one; and of those they hid.
  const whole = withoutBreaks(withoutQuotedPrintable(hash))
  const text = withoutBreaks(withoutQuotedPrintable(unescaped(whole)))
    .replace(/\\/g, '')
    // A plus was a space, unless it belongs to a power of ten.
    .replace(/(?<![\d.]e)\+/gi, ' ')
    .replace(/^[#!?/&\s]+/, '')
    .replace(/[\s—―]+$/, '')
  const [inside = ''] = text.split(AFTERWARDS, 1)
  return plainDigits(plainDashes(inside))
}

const OPENERS = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
])
const ENDS = new Set(" .,;:!?'’‘`´…*_|/\\>~-·•‹›)]}。，、；：！？）】」』〉》".match(/./gu) ?? [])

const countOf = (text: string, sign: string): number => text.split(sign).length - 1

/** No name or value of ours is longer. */
const MOST_LOOKED_AT = 1000

/** Without the punctuation of a sentence around it; a bracket that was opened inside stays. */
const withoutSentenceEnd = (text: string, mayEndInDash: boolean): string => {
  let end = text.length
  while (end > 0 && text.length < MOST_LOOKED_AT) {
    const last = text.charAt(end - 1)
    if (!ENDS.has(last) || (last === '-' && mayEndInDash)) break
    if (last === '_' && text.startsWith('__')) break
    const opener = OPENERS.get(last)
    const inside = text.slice(0, end)
    if (opener !== undefined && countOf(inside, opener) >= countOf(inside, last)) break
    end -= 1
  }
  return text.slice(0, end)
}

/** The only value that may end in a dash: a short name. */
const MAY_END_IN_DASH = 'student'

const entryOf = (part: string): [string, string] => {
  const at = part.indexOf('=')
  const named = at < 0 ? part : part.slice(0, at)
  const name = withoutSentenceEnd(named.replace(/\s+/g, ''), false)
  if (at < 0) return [name, '']
  const value = part.slice(at + 1).trim()
  return [name, withoutSentenceEnd(value, name.toLowerCase().endsWith(MAY_END_IN_DASH))]
}

const entriesOf = (text: string): [string, string][] =>
  text
    .split(/[&#]|;(?=[^=&#;]*=)/)
    .map(entryOf)
    .filter(([name, value]) => name !== '' || value !== '')

/** The names and texts of a link, in its order; `#` at its start is left out. Never throws. */
export const linkEntries = (hash: string): [string, string][] => entriesOf(cleaned(hash))

/** Escapes make a link longer, but hardly by more than this factor. */
const MOST_ESCAPES = 6

/**
 * The same of a link that may be too long to be one of ours: then its length. Never throws.
 * @param most characters of a link without escapes
 */
export const entriesWithin = (
  hash: string,
  most: number,
): { entries: readonly (readonly [string, string])[] } | { length: number } => {
  const plain = hash.startsWith('#') ? hash.slice(1) : hash
  if (plain.length > MOST_ESCAPES * most) return { length: plain.length }
  const text = cleaned(plain)
  return text.length > most ? { length: text.length } : { entries: entriesOf(text) }
}
