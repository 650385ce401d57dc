/**
 * Numbers as people write them: `0.1`, `0,1`, `1 000`, `1’000`, `1e-3`, `7·10⁻⁶`, `1/8`, `10 %`, in
 * the digits of any script. Where a mark can be read in two ways, as the comma of `1,000`, both
 * readings are told.
 */
import { plainDashes, plainDigits, withoutInvisible } from './characters.ts'

/** Longer than anybody writes a number. */
const MAXIMUM_LENGTH = 500

/** Stands for every mark between groups of digits that can be nothing else. */
const GROUP = "'"

/** A whole number directly before a fraction: `1½` would become `11/2`. */
const MIXED = /\p{Nd}\s*[\u00BC-\u00BE\u2150-\u215F\u2189]/u

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

const plainSuperscript = (raised: string): string => {
  if (raised === '⁻') return '-'
  return raised === '⁺' ? '+' : String(SUPERSCRIPTS.indexOf(raised))
}

/** Turns the ways in which people write numbers into one; `.` and `,` stay what they are. */
const normalized = (text: string): string =>
  plainDashes(
    plainDigits(
      withoutInvisible(text)
        .replace(/[⁻⁺⁰¹²³⁴-⁹]+/g, (raised) => `^${raised.replace(/./gu, plainSuperscript)}`)
        .normalize('NFKC'),
    ),
  )
    .trim()
    .toLowerCase()
    .replace(/[\u2044\u2215]/g, '/')
    .replace(/\u066B/g, '.')
    .replace(/\u060C/g, ',')
    .replace(/\u066A/g, '%')
    .replace(/[’‘ʼ′´`_\u066C]/g, GROUP)
    .replace(/(?<=\d)\s+(?=\d)/g, GROUP)
    .replace(/\s+/g, '')
    .replace(/[×·⋅∙]|\\times|\\cdot|x(?=10\^)/g, '*')
    .replace(/\*\*/g, '^')
    .replace(/\^[({]([+-]?\d+)[)}]/g, '^$1')

/** Groups of three behind one to three digits; or as in India: three at the end, before them twos. */
const groupedBy = (mark: string): RegExp =>
  new RegExp(`^\\d{1,3}(?:[${mark}]\\d{3})+$|^\\d{1,2}(?:[${mark}]\\d{2})+[${mark}]\\d{3}$`)

const GROUPED = { '.': groupedBy('.'), ',': groupedBy(','), [GROUP]: groupedBy(GROUP) }
type Mark = keyof typeof GROUPED

const MARKS = Object.keys(GROUPED) as Mark[] // the keys of a literal table

/** The digits of a whole number, without the marks between its groups. */
const wholeDigits = (text: string): string | null => {
  if (/^\d+$/.test(text)) return text
  return MARKS.some((mark) => GROUPED[mark].test(text)) ? text.replace(/\D/g, '') : null
}

/** Digits behind the decimal mark, perhaps in groups of three. */
const FRACTION = /^\d*$|^\d{3}(?:'\d{3})*(?:'\d{1,3})?$/

/** The text read with its last `.` or `,` as the decimal mark. */
const decimalReading = (text: string): string | null => {
  const at = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','))
  const before = text.slice(0, Math.max(at, 0))
  const after = text.slice(at + 1)
  const mark = text.charAt(at)
  if (at < 0 || before.includes(mark) || !FRACTION.test(after)) return null
  const whole = before === '' ? '' : wholeDigits(before)
  if (whole === null || (whole === '' && after === '')) return null
  return `${whole === '' ? '0' : whole}.${after.replaceAll(GROUP, '')}`
}

/**
 * What the digits before an exponent can mean.
 * @param mayGroup the marks of which a single one may stand between thousands
 */
const mantissas = (text: string, mayGroup: string): string[] => {
  const digits = wholeDigits(text)
  if (digits === text) return [text]
  const decimal = decimalReading(text)
  if (digits === null) return decimal === null ? [] : [decimal]
  if (decimal === null) return [digits]
  const isLikely = !text.startsWith('0') && mayGroup.includes(text.replace(/\d/g, ''))
  return isLikely ? [decimal, digits] : [decimal]
}

const PART = /^([+-]?)([\d.,']+)(e[+-]?\d{1,9})?$/

/** What a number without fraction bar and percent sign can mean. */
const partsOf = (text: string, mayGroup: string): number[] => {
  const plain = text.replace(/\*10\^/, 'e').replace(/^([+-]?)10\^/, '$11e')
  const [, sign = '', digits, exponent] = PART.exec(plain) ?? []
  if (digits === undefined) return []
  // Nobody counts thousands before a power of ten.
  const possible = mantissas(digits, exponent === undefined ? mayGroup : '')
  return possible.map((mantissa) => Number(`${sign}${mantissa}${exponent ?? ''}`))
}

/** What a text in the one notation can mean. */
const quotientsOf = (plain: string, mayGroup: string): number[] => {
  const [top = '', bottom, ...rest] = plain.split('/')
  const bottoms = bottom === undefined ? [1] : partsOf(bottom, mayGroup)
  if (rest.length > 0 || bottoms.includes(0)) return []
  return partsOf(top, mayGroup).flatMap((value) => bottoms.map((divisor) => value / divisor))
}

/**
 * All numbers that a text can mean: none, one, or several where a comma may stand before thousands or
 * before decimals; for whole numbers a point may as well.
 */
export const numbersIn = (text: string, isWhole = false): readonly number[] => {
  if (text.length > MAXIMUM_LENGTH || MIXED.test(text)) return []
  const plain = normalized(text)
  const mayGroup = isWhole ? '.,' : ','
  const values = plain.endsWith('%')
    ? quotientsOf(plain.slice(0, -1), mayGroup).map((value) => value / 100)
    : quotientsOf(plain, mayGroup)
  return [...new Set(values)]
}

/** What a text means where only some numbers are allowed. */
export type NumberReading =
  /** It can mean nothing else; whether it is allowed has not been judged. */
  | { kind: 'plain'; value: number }
  /** It could mean both, but only `value` is allowed. */
  | { kind: 'chosen'; value: number; other: number }
  /** It could mean both, and nothing decides: whoever wrote it has to be asked. */
  | { kind: 'either'; values: readonly [number, number] }
  | { kind: 'none' }

/** @param isAllowed whether a number could have been meant at all */
export const readText = (
  text: string,
  { isWhole, isAllowed }: { isWhole: boolean; isAllowed: (value: number) => boolean },
): NumberReading => {
  const [first, second] = numbersIn(text, isWhole)
  if (first === undefined) return { kind: 'none' }
  if (second === undefined) return { kind: 'plain', value: first }
  if (isAllowed(first) === isAllowed(second)) return { kind: 'either', values: [first, second] }
  const [value, other] = isAllowed(first) ? [first, second] : [second, first]
  return { kind: 'chosen', value, other }
}
