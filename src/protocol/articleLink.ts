/**
 * The address of the article: `#v=1&chapter=nested&depth=class&keep.rescale=0.1&…`. What the reader
 * has changed in a chapter's figure is written with the chapter's name before it. A bare name of a
 * chapter, as a plain anchor has it, opens that chapter.
 */
import { CHAPTER_IDS, CHAPTERS, type ChapterId } from './chapters.ts'
import {
  isStateField,
  joinLink,
  linkDifferences,
  LINK_VERSION,
  readDifferences,
  repeatedField,
  type LinkedState,
} from './link.ts'
import { knownWord } from './knownWords.ts'
import { entriesWithin, linkEntries } from './linkText.ts'
import type { SpecProblem } from './spec.ts'
import { THEMES, type Theme } from './view.ts'

/** How deep the prose goes; each holds what the ones before it hold. */
export const DEPTHS = ['intuition', 'class', 'paper'] as const
export type Depth = (typeof DEPTHS)[number]

export const DEFAULT_DEPTH: Depth = 'intuition'

export interface ArticleState {
  theme: Theme
  /** Nothing: what this browser remembers. */
  depth: Depth | null
  /** The chapter that is read. */
  chapter: ChapterId | null
  /** The reader's predictions, as store/answers.ts writes them; empty for none. */
  answers: string
  /** Chapters whose figures do not stand where they opened. */
  chapters: Readonly<Partial<Record<ChapterId, LinkedState>>>
}

export const INITIAL_ARTICLE: ArticleState = {
  theme: 'system',
  depth: null,
  chapter: null,
  answers: '',
  chapters: {},
}

const openingOf = (id: ChapterId): LinkedState => ({
  spec: CHAPTERS[id].spec,
  view: CHAPTERS[id].view,
})

/** The theme is the page's, not a figure's. */
const chapterEntries = (id: ChapterId, state: LinkedState): [string, string][] =>
  linkDifferences(state, openingOf(id))
    .filter(([name]) => name !== 'theme')
    .map(([name, text]) => [`${id}.${name}`, text])

/** The part of the address after `#`, without it; empty for the article as it opens. */
export const writeArticleLink = (state: ArticleState): string => {
  const { chapter, depth, theme, answers, chapters } = state
  const entries: [string, string][] = []
  if (chapter !== null) entries.push(['chapter', chapter])
  if (depth !== null) entries.push(['depth', depth])
  if (theme !== 'system') entries.push(['theme', theme])
  if (answers !== '') entries.push(['answers', answers])
  for (const id of CHAPTER_IDS) {
    const changed = chapters[id]
    if (changed !== undefined) entries.push(...chapterEntries(id, changed))
  }
  return joinLink(entries)
}

/**
 * Whether an address of the article's page was written when that page was the playground: it names
 * settings of a run without a chapter before them.
 */
export const isPlaygroundLink = (hash: string): boolean =>
  linkEntries(hash).some(([name]) => name !== 'theme' && isStateField(name))

/** The chapter whose bare name the address is, as anchors in the page have it. */
export const anchorIn = (hash: string): ChapterId | undefined => {
  const [entry, ...others] = linkEntries(hash)
  if (entry === undefined || others.length > 0 || entry[1] !== '') return undefined
  return knownWord(CHAPTER_IDS, entry[0])
}

/** Longer than any link that this page writes. */
const MAXIMUM_LENGTH = 8000

interface Reading {
  state: ArticleState
  given: Map<ChapterId, [string, string][]>
  problems: SpecProblem[]
  /** Fields of the page itself that stand before, by their names. */
  seen: Set<string>
}

const wrong = (field: string, raw: string, allowed: string): SpecProblem => ({
  field,
  message: `${field} is “${raw.slice(0, 40)}”, but must be ${allowed}: it was left out.`,
})

const oneOf = <T extends string>(
  [name, text]: readonly [string, string],
  allowed: readonly T[],
  problems: SpecProblem[],
): T | undefined => {
  const found = knownWord(allowed, text)
  if (found === undefined) problems.push(wrong(name, text, allowed.join(', ')))
  return found
}

/** How each field of the page itself is read. */
const PAGE_FIELDS: Readonly<Record<string, (entry: [string, string], reading: Reading) => void>> = {
  v: ([, text], { problems }) => {
    if (text === String(LINK_VERSION)) return
    const message = `v is “${text.slice(0, 40)}”, but this page reads links of version ${LINK_VERSION}: some settings may be lost.`
    problems.push({ field: 'v', message })
  },
  chapter: (entry, { state, problems }) => {
    state.chapter = oneOf(entry, CHAPTER_IDS, problems) ?? state.chapter
  },
  depth: (entry, { state, problems }) => {
    state.depth = oneOf(entry, DEPTHS, problems) ?? state.depth
  },
  theme: (entry, { state, problems }) => {
    state.theme = oneOf(entry, THEMES, problems) ?? state.theme
  },
  answers: ([, text], { state }) => {
    state.answers = text
  },
}

/** Of two of one name the first counts, as in every other link. */
const takeOwn = (own: string, text: string, reading: Reading): void => {
  if (reading.seen.has(own)) reading.problems.push(repeatedField(own))
  else PAGE_FIELDS[own]?.([own, text], reading)
  reading.seen.add(own)
}

const takeEntry = (entry: readonly [string, string], reading: Reading): void => {
  const [name, text] = entry
  const own = knownWord(Object.keys(PAGE_FIELDS), name)
  const [first = '', field] = name.split('.', 2)
  const chapter = knownWord(CHAPTER_IDS, first)
  if (own !== undefined) takeOwn(own, text, reading)
  else if (chapter !== undefined && field !== undefined) {
    reading.given.set(chapter, [...(reading.given.get(chapter) ?? []), [field, text]])
  } else if (chapter !== undefined && text === '') reading.state.chapter = chapter
  else {
    const shown = name.slice(0, 40)
    const message = `“${shown}” is no setting of this page: ignored.`
    reading.problems.push({ field: shown, message })
  }
}

/** The state that a link of the article describes, and what was wrong with it. Never throws. */
export const readArticleLink = (
  hash: string,
): { state: ArticleState; problems: readonly SpecProblem[] } => {
  const read = entriesWithin(hash, MAXIMUM_LENGTH)
  if (!('entries' in read)) {
    const message = `This link is ${read.length} characters long, but at most ${MAXIMUM_LENGTH} are read: showing the article as it opens.`
    return { state: INITIAL_ARTICLE, problems: [{ field: 'link', message }] }
  }
  const reading: Reading = {
    state: { ...INITIAL_ARTICLE },
    given: new Map(),
    problems: [],
    seen: new Set(),
  }
  for (const entry of read.entries) takeEntry(entry, reading)
  const chapters: Partial<Record<ChapterId, LinkedState>> = {}
  for (const [id, given] of reading.given) {
    const { spec, view, problems } = readDifferences(given, openingOf(id))
    chapters[id] = { spec, view }
    for (const { field, message } of problems) {
      reading.problems.push({ field: `${id}.${field}`, message })
    }
  }
  return { state: { ...reading.state, chapters }, problems: reading.problems }
}
