import fc from 'fast-check'
import { NUMBER_FIELDS } from '../../../src/protocol/controls.ts'

interface BadLink {
  /** The part of the address after `#`. */
  text: string
  /** How the message about each wrong entry begins; every one quotes what was wrong. */
  messages: string[]
}

interface BadEntry {
  field: string
  value: string
  message: string
}

/**
 * No number in any control's range, however they are read. Markup, spaces and other digits are no
 * mistakes: tests/protocol/mangledLinks.test.ts.
 */
const NO_NUMBERS = ['', 'abc', 'NaN', 'Infinity', '-1e9', '1e99', 'null', 'b=b', '1,5,0,5', '%']

const quoting = (field: string, value: string): BadEntry => ({
  field,
  value,
  message: `${field} is “${value.slice(0, 40)}`,
})

const badNumber = fc
  .record({ field: fc.constantFrom(...NUMBER_FIELDS), value: fc.constantFrom(...NO_NUMBERS) })
  .map(({ field, value }) => quoting(field, value))

const badChoice = fc.constantFrom(
  quoting('theme', 'pink'),
  quoting('pace', ''),
  quoting('engine', 'abacus'),
  quoting('more', 'yes'),
  quoting('feature', '-1'),
  quoting('feature', '1e3'),
  quoting('at', 'main:NaN'),
  quoting('at', 'later:5'),
  quoting('exactAt', '-1'),
  quoting('readoutTied', 'perhaps'),
  quoting('v', '7'),
  { field: 'methods', value: 'finetune.everything', message: 'methods is “' },
)

const unknownField = fc
  .record({
    field: fc.constantFrom('__proto__', 'constructor', 'rescale2', 'script', 'toString'),
    value: fc.constantFrom('', '1', 'undefined'),
  })
  .map(({ field, value }) => ({ field, value, message: `“${field}” is no setting` }))

/** Fields that are right, so that what is wrong stands among what is not. */
const goodEntries = fc.constantFrom('', 'rescale=1', 'overlap=2&initScale=0.01', 'methods=finetune')

/** Encoded as the page writes it, or as a careless hand would leave it. */
const encoded = (text: string, isCareless: boolean): string =>
  isCareless ? text : encodeURIComponent(text)

const badLink = fc
  .record({
    entries: fc.uniqueArray(fc.oneof(badNumber, badNumber, badChoice, unknownField), {
      minLength: 1,
      maxLength: 4,
      selector: ({ field }) => field,
    }),
    good: goodEntries,
    isCareless: fc.boolean(),
  })
  .map(({ entries, good, isCareless }): BadLink => {
    const wrong = entries.map(
      ({ field, value }) => `${encoded(field, isCareless)}=${encoded(value, isCareless)}`,
    )
    const taken = new Set(entries.map(({ field }) => field))
    const right = good.split('&').filter((entry) => !taken.has(entry.split('=')[0] ?? ''))
    // A named engine keeps the slow one away; it is left out where it is what is wrong.
    const engine = taken.has('engine') ? [] : ['engine=cpu']
    return {
      text: [...wrong, ...right, ...engine].filter((entry) => entry !== '').join('&'),
      messages: entries.map(({ message }) => message),
    }
  })

/** The same links every time. */
export const sampleBadLinks = (count: number): BadLink[] =>
  fc.sample(badLink, { numRuns: count, seed: 20_240_212 })
