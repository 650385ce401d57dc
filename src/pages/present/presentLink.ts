/**
 * The address of a slide: `#v=1&slide=nested&revealed=true&notes=true&rescale=1`, with what differs
 * from how the slide opens.
 */
import {
  joinLink,
  linkDifferences,
  LINK_VERSION,
  readDifferences,
  repeatedField,
  type LinkedState,
} from '../../protocol/link.ts'
import { knownWord } from '../../protocol/knownWords.ts'
import { entriesWithin } from '../../protocol/linkText.ts'
import { DEFAULT_SPEC, type SpecProblem } from '../../protocol/spec.ts'
import { DEFAULT_VIEW } from '../../protocol/view.ts'
import { SLIDES, type Slide } from './slides.ts'

export interface PresentState {
  /** The place of the slide on screen. */
  place: number
  isRevealed: boolean
  hasNotes: boolean
  /** What its figure shows, and the theme of all slides. */
  linked: LinkedState
}

/** How a slide opens. */
export const openingOf = ({ figure }: Slide): LinkedState => ({
  spec: figure?.spec ?? DEFAULT_SPEC,
  view: figure?.view ?? { ...DEFAULT_VIEW, theme: 'projector' },
})

/** The slide at a place; the first for none. */
export const slideAt = (place: number): Slide => {
  const slide = SLIDES[place] ?? SLIDES[0]
  if (slide === undefined) throw new RangeError('invalid slides: there are none')
  return slide
}

/** The part of the address after `#`; empty for the first slide as it opens. */
export const writePresentLink = ({ place, isRevealed, hasNotes, linked }: PresentState): string => {
  const slide = slideAt(place)
  const own: [string, string][] = []
  if (place > 0) own.push(['slide', slide.id])
  if (isRevealed) own.push(['revealed', 'true'])
  if (hasNotes) own.push(['notes', 'true'])
  return joinLink([...own, ...linkDifferences(linked, openingOf(slide))])
}

const problemOf = (field: string, raw: string, allowed: string): SpecProblem => ({
  field,
  message: `${field} is “${raw.slice(0, 40)}”, but must be ${allowed}: it was left out.`,
})

const readFlag = (field: string, raw: string | undefined, problems: SpecProblem[]): boolean => {
  const word = raw === undefined ? 'false' : knownWord(['true', 'false'], raw)
  if (raw !== undefined && word === undefined) {
    problems.push(problemOf(field, raw, 'true or false'))
  }
  return word === 'true'
}

const readPlace = (raw: string | undefined, problems: SpecProblem[]): number => {
  if (raw === undefined) return 0
  const ids = SLIDES.map(({ id }) => id)
  const place = ids.findIndex((id) => id === knownWord(ids, raw))
  if (place < 0) problems.push(problemOf('slide', raw, ids.join(', ')))
  return Math.max(0, place)
}

const OWN_FIELDS = ['v', 'slide', 'revealed', 'notes'] as const
/** Longer than any link that this page writes. */
const MAXIMUM_LENGTH = 4000

/** What a link shows, and what was wrong with it. Never throws. */
export const readPresentLink = (
  hash: string,
): { state: PresentState; problems: readonly SpecProblem[] } => {
  const problems: SpecProblem[] = []
  const read = entriesWithin(hash, MAXIMUM_LENGTH)
  if (!('entries' in read)) {
    const message = `This link is ${read.length} characters long, but at most ${MAXIMUM_LENGTH} are read: showing the first slide.`
    problems.push({ field: 'link', message })
  }
  const entries = 'entries' in read ? read.entries : []
  const own = (name: (typeof OWN_FIELDS)[number]): string | undefined =>
    entries.find(([given]) => knownWord(OWN_FIELDS, given) === name)?.[1]
  const version = own('v')
  if (version !== undefined && version !== String(LINK_VERSION)) {
    const message = `v is “${version.slice(0, 40)}”, but this page reads links of version ${LINK_VERSION}: some settings may be lost.`
    problems.push({ field: 'v', message })
  }
  for (const field of OWN_FIELDS) {
    const count = entries.filter(([given]) => knownWord(OWN_FIELDS, given) === field).length
    if (count > 1) problems.push(repeatedField(field))
  }
  const place = readPlace(own('slide'), problems)
  const isRevealed = readFlag('revealed', own('revealed'), problems)
  const hasNotes = readFlag('notes', own('notes'), problems)
  const given = entries.filter(([name]) => knownWord(OWN_FIELDS, name) === undefined)
  const { problems: others, ...linked } = readDifferences(given, openingOf(slideAt(place)))
  return { state: { place, isRevealed, hasNotes, linked }, problems: [...problems, ...others] }
}
