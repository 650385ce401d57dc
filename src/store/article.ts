/** The article as it is read: its depth, its theme, and a playground for each chapter. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  DEFAULT_DEPTH,
  readArticleLink,
  writeArticleLink,
  type ArticleState,
  type Depth,
} from '../protocol/articleLink.ts'
import { CHAPTER_IDS, CHAPTERS, type ChapterId } from '../protocol/chapters.ts'
import { readLink, writeLink } from '../protocol/link.ts'
import type { SpecProblem } from '../protocol/spec.ts'
import type { Theme } from '../protocol/view.ts'
import { createPlayground, type Playground, type PlaygroundOptions } from './playground.ts'

export interface ReadingState {
  depth: Depth
  theme: Theme
  /** The chapter that is read, once the reader has come to one. */
  chapter: ChapterId | null
  /** As it stands in the link. */
  answers: string
  problems: readonly SpecProblem[]
}

export interface ArticleOptions {
  /** What each chapter's playground stands on. */
  openParts: () => Omit<PlaygroundOptions, 'hash'>
  /** The depth that the reader chose last, if this browser remembers one. */
  remembered: Depth | null
}

export interface Article {
  reading: StoreApi<ReadingState>
  playgrounds: Readonly<Record<ChapterId, Playground>>
  setDepth: (depth: Depth) => void
  setTheme: (theme: Theme) => void
  setChapter: (chapter: ChapterId | null) => void
  setAnswers: (answers: string) => void
  dismissProblem: (index: number) => void
  /** Shows the state of a link (the part of the address after `#`). */
  openLink: (hash: string) => void
  /** The address of what is on screen, after `#`. */
  link: () => string
}

const openingLink = (id: ChapterId): string =>
  writeLink({ spec: CHAPTERS[id].spec, view: CHAPTERS[id].view })

/** What has been changed in each chapter's figure. */
const changedChapters = (playgrounds: Article['playgrounds']): ArticleState['chapters'] =>
  Object.fromEntries(CHAPTER_IDS.map((id) => [id, readLink(playgrounds[id].link())]))

/** The article as it opens; a link is opened once it stands on the page. */
export const createArticle = ({ openParts, remembered }: ArticleOptions): Article => {
  const reading = createStore<ReadingState>(() => ({
    depth: DEFAULT_DEPTH,
    theme: 'system',
    chapter: null,
    answers: '',
    problems: [],
  }))
  const playgrounds = Object.fromEntries(
    CHAPTER_IDS.map((id) => [
      id,
      createPlayground({ hash: openingLink(id), ...openParts(), startsAsleep: true }),
    ]),
  ) as Record<ChapterId, Playground> // every id is in CHAPTER_IDS
  /** Nothing stands in the link while nobody has chosen a depth here. */
  let chosenDepth: Depth | null = null

  return {
    reading,
    playgrounds,
    setDepth: (depth) => {
      chosenDepth = depth
      reading.setState({ depth })
    },
    setTheme: (theme) => {
      reading.setState({ theme })
      for (const id of CHAPTER_IDS) playgrounds[id].controls.setView({ theme })
    },
    setChapter: (chapter) => reading.setState({ chapter }),
    setAnswers: (answers) => reading.setState({ answers }),
    dismissProblem: (index) =>
      reading.setState(({ problems }) => ({ problems: problems.filter((_, at) => at !== index) })),
    openLink: (hash) => {
      const { state, problems } = readArticleLink(hash)
      chosenDepth = state.depth
      const { theme, chapter, answers } = state
      const depth = state.depth ?? remembered ?? DEFAULT_DEPTH
      reading.setState({ depth, theme, chapter, answers, problems })
      for (const id of CHAPTER_IDS) {
        const opened = state.chapters[id]
        const link = opened === undefined ? openingLink(id) : writeLink(opened)
        if (link !== playgrounds[id].link()) playgrounds[id].openLink(link)
        if (theme !== 'system') playgrounds[id].controls.setView({ theme })
      }
    },
    link: () => {
      const { theme, chapter, answers } = reading.getState()
      const chapters = changedChapters(playgrounds)
      return writeArticleLink({ theme, chapter, answers, depth: chosenDepth, chapters })
    },
  }
}
