/** On every page, a figure that cannot be drawn leaves all else as it is. */
import { act, cleanup, fireEvent, render, within } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PlaygroundProvider } from '../../src/figures/playgroundContext.ts'
import { Embed } from '../../src/pages/embed/Embed.tsx'
import type * as SpectrumModule from '../../src/figures/SpectrumFigure.tsx'
import { createEmbedClock } from '../../src/pages/embed/embedClock.ts'
import { Play } from '../../src/pages/Play.tsx'
import { createDeck } from '../../src/pages/present/deck.ts'
import { DeckProvider } from '../../src/pages/present/deckContext.ts'
import { Present } from '../../src/pages/present/Present.tsx'
import { Read } from '../../src/pages/read/Read.tsx'
import type * as CollectModule from '../../src/pages/teach/Collect.tsx'
import { Teach } from '../../src/pages/teach/Teach.tsx'
import { TeachProvider } from '../../src/pages/teach/teachContext.ts'
import { readEmbedLink } from '../../src/protocol/embedLink.ts'
import { ArticleProvider } from '../../src/reading/articleContext.ts'
import { createArticle } from '../../src/store/article.ts'
import { createControlsStore } from '../../src/store/controls.ts'
import { createFakePool } from '../client/fakePool.ts'
import { prepareScreen, settle } from '../figures/renderWithPlayground.tsx'
import { createFakeTrainer, openFakePlayground } from '../store/fakes.ts'

// Files of this project share a worker, and with it the modules that another file has loaded: here
// they are loaded anew, with what is replaced below, and forgotten afterwards.
vi.hoisted(() => vi.resetModules())
afterAll(() => vi.resetModules())

/** What cannot be drawn now. */
const broken = vi.hoisted(() => ({ figure: true }))

const failOr = vi.hoisted(
  () =>
    <Props,>(Part: (props: Props) => ReactElement | null) =>
    (props: Props): ReactElement | null => {
      if (broken.figure) throw new Error('invalid stem: NaN')
      return Part(props)
    },
)

vi.mock('../../src/figures/SpectrumFigure.tsx', async (load) => {
  const { SpectrumFigure } = await load<typeof SpectrumModule>()
  return { SpectrumFigure: failOr(SpectrumFigure) }
})
vi.mock('../../src/pages/teach/Collect.tsx', async (load) => {
  const { Collect } = await load<typeof CollectModule>()
  return { Collect: failOr(Collect) }
})

/** Everything is in view. */
class SeeingObserver {
  readonly tell: (entries: { isIntersecting: boolean }[]) => void
  constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
    this.tell = tell
  }
  observe = (): void => this.tell([{ isIntersecting: true }])
  disconnect = (): void => undefined
}

beforeEach(() => {
  broken.figure = true
  prepareScreen()
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.stubGlobal('IntersectionObserver', SeeingObserver)
  vi.stubGlobal('scrollTo', () => undefined)
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const embedChoices = readEmbedLink('#figure=spectrum&controls=rescale')

const openEmbed = (): ReactElement => {
  const { playground } = openFakePlayground()
  return (
    <PlaygroundProvider value={playground}>
      <Embed choices={embedChoices} clock={createEmbedClock(playground)} onSeen={() => undefined} />
    </PlaygroundProvider>
  )
}

const openPresent = (): ReactElement => {
  const deck = createDeck((hash) => openFakePlayground({ hash, startsAsleep: true }).playground)
  deck.openLink('')
  deck.next()
  deck.next()
  return (
    <DeckProvider value={deck}>
      <Present />
    </DeckProvider>
  )
}

const openRead = (): ReactElement => {
  const article = createArticle({
    remembered: null,
    openParts: () => ({
      createTrainer: () => createFakeTrainer([]),
      pool: createFakePool(),
      findPrecomputed: () => null,
      drawSeed: () => 0,
      whenAtRest: (callback) => callback(),
    }),
  })
  return (
    <ArticleProvider value={article}>
      <Read />
    </ArticleProvider>
  )
}

interface PageCase {
  open: () => ReactElement
  /** How the failed part is named. */
  part: string
  /** What goes on, by its selector: roles of a whole article take a while to compute. */
  others: readonly string[]
}

const FIGURE = 'The figure “Feature spectrum” stopped.'

const PAGES: Record<string, PageCase> = {
  Play: {
    open: () => (
      <PlaygroundProvider value={openFakePlayground().playground}>
        <Play />
      </PlaygroundProvider>
    ),
    part: FIGURE,
    others: ['.first-controls [type=range]', '.clock', '.status-strip'],
  },
  Embed: {
    open: openEmbed,
    part: FIGURE,
    others: ['.embed-controls [type=range]', '.embed-caption', '.embed-credit'],
  },
  Present: {
    open: openPresent,
    part: FIGURE,
    others: ['.slide h1', '.slide-controls [type=range]', '.slide-tools'],
  },
  Read: {
    open: openRead,
    part: FIGURE,
    others: ['.read-opening', '#keep h2', '#keep [type=range]', '#checked h2'],
  },
  Teach: {
    open: () => (
      <TeachProvider
        value={{ controls: createControlsStore(''), compute: () => Promise.resolve([]) }}
      >
        <Teach />
      </TeachProvider>
    ),
    part: 'The part “Collect predictions” stopped.',
    others: ['.lesson-step', '.exercise'],
  },
}

const failuresOnPage = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('[role=alert]'),
]

const settled = async (): Promise<void> => {
  for (let round = 0; round < 4; round += 1) {
    await act(() => vi.dynamicImportSettled())
    settle()
  }
}

describe.each(Object.entries(PAGES))('%s, where a figure throws', (_, { open, part, others }) => {
  it('says so in its place, keeps all else, and draws it when it can', async () => {
    render(open())
    await settled()
    const failures = failuresOnPage()
    expect(failures.length).toBeGreaterThan(0)
    for (const failure of failures) {
      expect(failure.textContent).toContain(part)
      expect(failure.textContent).toContain('invalid stem: NaN')
    }
    expect(others.filter((selector) => document.querySelector(selector) === null)).toEqual([])
    broken.figure = false
    for (const failure of failures) {
      fireEvent.click(within(failure).getByText('Try again'))
    }
    await settled()
    expect(failuresOnPage()).toEqual([])
  })
})
