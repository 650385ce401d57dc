/** Random links: near the ranges, odd, or not links at all. */
import fc from 'fast-check'
import { CONTROLS, NUMBER_FIELDS } from '../../src/protocol/controls.ts'
import { VIEW_FIELDS } from '../../src/protocol/view.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'

/** Fixed, so that a failure can be seen again. */
export const SEED = 20_240_517

/** How many are tried; `RANDOM_LINKS=10000` in the environment tries more (CONTRIBUTING.md). */
export const LINK_RUNS = Number(process.env['RANDOM_LINKS'] ?? 1500)

export const fields = fc.constantFrom(...NUMBER_FIELDS)
const names = fc.oneof(
  fields,
  fc.constantFrom('v', 'network', 'methods', 'readoutTied', ...VIEW_FIELDS),
  fc.string({ maxLength: 12 }),
)
const oddTexts = fc.constantFrom(
  ...[
    '',
    'NaN',
    'Infinity',
    '-Infinity',
    '-0',
    '0',
    '1e999',
    '-1e-999',
    '0x10',
    '1_0',
    '٣',
    'true',
  ],
  ...[
    'null',
    'undefined',
    '%',
    '%E0',
    'main:5',
    'pretraining:0',
    'false',
    'dark',
    'singleTask',
    '+',
  ],
)
const texts = fc.oneof(
  fc.double().map(String),
  fc.integer().map(String),
  fc.double({ min: 0, max: 1, noNaN: true }).map(String),
  oddTexts,
  fc.subarray([...METHOD_IDS]).map((methods) => methods.join('.')),
  fc.string({ maxLength: 20, unit: 'grapheme' }),
)
/** A field with a value near its range: inside, at its ends, or just outside. */
export const nearlyValid = fc
  .tuple(fields, fc.double({ min: -0.1, max: 1.1, noNaN: true }))
  .map(([field, share]) => {
    const { minimum, maximum } = CONTROLS[field]
    return `${field}=${String(minimum + share * (maximum - minimum))}`
  })
const pairs = fc.tuple(names, texts).map(([name, text]) => `${name}=${text}`)
/**
 * Links of a page whose own fields have the given names, or stand after the given prefixes.
 */
export const linksWith = (
  own: Readonly<Record<string, readonly string[]>>,
  prefixes: readonly string[],
) => {
  const ownPairs = Object.entries(own).map(([name, known]) =>
    fc.oneof(fc.constantFrom(...known), texts).map((text) => `${name}=${text}`),
  )
  const prefixed = fc
    .tuple(fc.constantFrom('', ...prefixes), fc.oneof(nearlyValid, pairs))
    .map(([prefix, pair]) => `${prefix}${pair}`)
  return fc
    .array(fc.oneof(prefixed, ...ownPairs, fc.string({ maxLength: 10 })), { maxLength: 25 })
    .map((parts) => `#${parts.join('&')}`)
}

/** Links of the playground. */
export const links = fc.oneof(
  { weight: 1, arbitrary: fc.string({ maxLength: 200 }) },
  {
    weight: 4,
    arbitrary: fc
      .array(fc.oneof(nearlyValid, pairs, fc.string({ maxLength: 10 })), { maxLength: 25 })
      .map((parts) => `#${parts.join('&')}`),
  },
)
