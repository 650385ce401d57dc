/**
 * The address of a state: `#v=1&rescale=0.1&…`, with the names of RunSpec and View. Only what
 * differs from version 1's defaults for its network is written, so links stay short and readable.
 */
import { NUMBER_FIELDS } from './controls.ts'
import { knownWord } from './knownWords.ts'
import { entriesWithin } from './linkText.ts'
import {
  DEFAULT_SPEC,
  DEFAULT_SPECS,
  featureCountOf,
  readSpec,
  type RunSpec,
  type SpecProblem,
} from './spec.ts'
import { DEFAULT_VIEW, readView, VIEW_FIELDS, viewText, type View } from './view.ts'

/** The version of the format and of the defaults that a link relies on. */
export const LINK_VERSION = 1

export interface LinkedState {
  spec: RunSpec
  view: View
}

const SPEC_FIELDS: readonly string[] = ['network', ...NUMBER_FIELDS, 'readoutTied', 'methods']
const KNOWN_FIELDS: readonly string[] = ['v', ...SPEC_FIELDS, ...VIEW_FIELDS]

/** Names and texts of a link. */
type Entries = readonly (readonly [string, string])[]

/** A link longer than this is not one of ours. */
const MAXIMUM_LENGTH = 4000

/** Every field with the text that a link writes for it; none where there is nothing to write. */
const fieldTexts = ({ spec, view }: LinkedState): [string, string | undefined][] => [
  ['network', spec.network],
  ...NUMBER_FIELDS.map((field): [string, string] => [field, String(spec[field])]),
  ['readoutTied', String(spec.readoutTied)],
  ['methods', spec.methods.join('.')],
  ...VIEW_FIELDS.map((field): [string, string | undefined] => [field, viewText(view, field)]),
]

/** What a link has to say of a state to readers who know another one: names and texts. */
export const linkDifferences = (state: LinkedState, known: LinkedState): [string, string][] => {
  const knownTexts = new Map(fieldTexts(known))
  return fieldTexts(state).flatMap(([name, text]): [string, string][] =>
    text === undefined || text === knownTexts.get(name) ? [] : [[name, text]],
  )
}

/** `a=b&c=d` after the version; empty for no entries. */
export const joinLink = (entries: readonly (readonly [string, string])[]): string =>
  entries.length === 0
    ? ''
    : [
        `v=${LINK_VERSION}`,
        ...entries.map(([name, value]) => `${name}=${encodeURIComponent(value)}`),
      ].join('&')

/** The part of the address after `#`, without it; empty for the default state. */
export const writeLink = (state: LinkedState): string => {
  const { network } = state.spec
  const known = { spec: DEFAULT_SPECS[network], view: DEFAULT_VIEW }
  const entries = linkDifferences(state, known)
  return joinLink(network === DEFAULT_SPEC.network ? entries : [['network', network], ...entries])
}

/** What is said of a field whose name stands more than once. */
export const repeatedField = (name: string): SpecProblem => ({
  field: name,
  message: `${name} stands twice in the link: using the first.`,
})

/** The state that differs from a known one by the given texts. Never throws. */
export const readDifferences = (
  given: Entries,
  known: LinkedState,
): LinkedState & { problems: SpecProblem[] } => {
  const named = given.map(([name, text]) => [knownWord(KNOWN_FIELDS, name) ?? name, text] as const)
  const isNamed = new Set(named.map(([name]) => name))
  const others = fieldTexts(known).flatMap(([name, text]): [string, string][] =>
    text === undefined || isNamed.has(name) ? [] : [[name, text]],
  )
  return readEntries([...others, ...named], [])
}

const collect = (
  entries: Entries,
  also: readonly string[],
  problems: SpecProblem[],
): Record<string, string> => {
  const found: Record<string, string> = {}
  for (const [given, value] of entries) {
    if (knownWord(also, given) !== undefined) continue
    const name = knownWord(KNOWN_FIELDS, given)
    const shown = given.slice(0, 40)
    if (name === undefined) {
      problems.push({ field: shown, message: `“${shown}” is no setting of this page: ignored.` })
    } else if (Object.hasOwn(found, name)) {
      problems.push(repeatedField(name))
    } else {
      found[name] = value
    }
  }
  return found
}

/** Whether a name in a link belongs to the state of a playground. */
export const isStateField = (name: string): boolean =>
  (knownWord(KNOWN_FIELDS, name) ?? 'v') !== 'v'

const readEntries = (
  entries: Entries,
  also: readonly string[],
): LinkedState & { problems: SpecProblem[] } => {
  const problems: SpecProblem[] = []
  const { v, ...rest } = collect(entries, also, problems)
  if (v !== undefined && v !== String(LINK_VERSION)) {
    const message = `v is “${v.slice(0, 40)}”, but this page reads links of version ${LINK_VERSION}: some settings may be lost.`
    problems.push({ field: 'v', message })
  }
  const read = readSpec(rest)
  const { view, problems: viewProblems } = readView(rest)
  problems.push(...read.problems, ...viewProblems)
  const features = featureCountOf(read.spec)
  if (view.feature !== null && view.feature >= features) {
    const message = `feature is ${view.feature}, but there are only ${features} features: none is read out.`
    problems.push({ field: 'feature', message })
    view.feature = null
  }
  return { spec: read.spec, view, problems }
}

/**
 * The state that a link describes, and what was wrong with it. Never throws.
 * @param also names that belong to the page itself, which reads them: no mistake
 */
export const readLink = (
  hash: string,
  also: readonly string[] = [],
): LinkedState & { problems: SpecProblem[] } => {
  const read = entriesWithin(hash, MAXIMUM_LENGTH)
  if ('entries' in read) return readEntries(read.entries, also)
  const message = `This link is ${read.length} characters long, but at most ${MAXIMUM_LENGTH} are read: showing the default.`
  const problems = [{ field: 'link', message }]
  return { spec: DEFAULT_SPEC, view: DEFAULT_VIEW, problems }
}
