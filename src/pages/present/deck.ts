/** The slides as they are shown: which one, whether its answer is hidden, and its playground. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { writeLink, type LinkedState } from '../../protocol/link.ts'
import type { SpecProblem } from '../../protocol/spec.ts'
import type { Theme } from '../../protocol/view.ts'
import type { Playground } from '../../store/playground.ts'
import { openingOf, readPresentLink, slideAt, writePresentLink } from './presentLink.ts'
import { SLIDES } from './slides.ts'

export interface DeckState {
  place: number
  isRevealed: boolean
  hasNotes: boolean
  theme: Theme
  problems: readonly SpecProblem[]
}

export interface Deck {
  store: StoreApi<DeckState>
  /** The playground of a slide, asleep until somebody looks; the same each time. */
  playgroundOf: (place: number) => Playground
  /** To a slide, with its answer hidden. */
  goTo: (place: number) => void
  /** Reveals what is hidden, or goes on. */
  next: () => void
  previous: () => void
  toggleAnswer: () => void
  toggleNotes: () => void
  setTheme: (theme: Theme) => void
  dismissProblem: (index: number) => void
  /** Shows the state of a link (the part of the address after `#`). */
  openLink: (hash: string) => void
  /** The address of what is on screen, after `#`. */
  link: () => string
  /** The address of the figure's state on the playground's page, after `#`. */
  playLink: () => string
  /** Calls back when anything changes that is part of the link. */
  subscribe: (listener: () => void) => () => void
}

/** Nothing is asked on the first and the last slide, so nothing is hidden there. */
export const hidesAnswer = ({ place, isRevealed }: DeckState): boolean =>
  slideAt(place).question !== null && !isRevealed

/** One playground for each slide that was shown, kept: what was moved there is found again. */
const createPlaygrounds = (openSleeping: (hash: string) => Playground, tell: () => void) => {
  const opened = new Map<number, Playground>()
  return {
    of: (place: number, theme: Theme): Playground => {
      const known = opened.get(place)
      if (known !== undefined) return known
      const { spec, view } = openingOf(slideAt(place))
      const playground = openSleeping(writeLink({ spec, view: { ...view, theme } }))
      playground.controls.subscribe(tell)
      opened.set(place, playground)
      return playground
    },
    setTheme: (theme: Theme): void => {
      for (const { controls } of opened.values()) controls.setView({ theme })
    },
  }
}

/** @param openSleeping opens a playground in the state of a link, asleep */
export const createDeck = (openSleeping: (hash: string) => Playground): Deck => {
  const store = createStore<DeckState>(() => ({
    place: 0,
    isRevealed: false,
    hasNotes: false,
    theme: 'projector',
    problems: [],
  }))
  const listeners = new Set<() => void>()
  const tell = (): void => listeners.forEach((listener) => listener())
  store.subscribe(tell)
  const playgrounds = createPlaygrounds(openSleeping, tell)
  const playgroundOf = (place: number): Playground => playgrounds.of(place, store.getState().theme)
  const goTo = (place: number): void => {
    const wanted = Math.min(Math.max(place, 0), SLIDES.length - 1)
    if (wanted !== store.getState().place) store.setState({ place: wanted, isRevealed: false })
  }
  const setTheme = (theme: Theme): void => {
    store.setState({ theme })
    playgrounds.setTheme(theme)
  }
  const linkedState = (): LinkedState => playgroundOf(store.getState().place).controls.getState()

  return {
    store,
    playgroundOf,
    goTo,
    next: () => {
      const state = store.getState()
      if (hidesAnswer(state)) store.setState({ isRevealed: true })
      else goTo(state.place + 1)
    },
    previous: () => goTo(store.getState().place - 1),
    toggleAnswer: () => store.setState(({ isRevealed }) => ({ isRevealed: !isRevealed })),
    toggleNotes: () => store.setState(({ hasNotes }) => ({ hasNotes: !hasNotes })),
    setTheme,
    dismissProblem: (index) =>
      store.setState(({ problems }) => ({ problems: problems.filter((_, at) => at !== index) })),
    openLink: (hash) => {
      const { state, problems } = readPresentLink(hash)
      const { place, isRevealed, hasNotes, linked } = state
      const link = writeLink(linked)
      const playground = playgroundOf(place)
      if (link !== writeLink(playground.controls.getState())) playground.openLink(link)
      store.setState({ place, isRevealed, hasNotes, problems })
      setTheme(linked.view.theme)
    },
    link: () => {
      const { place, isRevealed, hasNotes } = store.getState()
      return writePresentLink({ place, isRevealed, hasNotes, linked: linkedState() })
    },
    playLink: () => {
      const { spec, view } = linkedState()
      return writeLink({ spec, view: { ...view, theme: 'system' } })
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
