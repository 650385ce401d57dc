/** The links of the pages beside the playground: random ones for each. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPresentLink, writePresentLink } from '../../src/pages/present/presentLink.ts'
import { SLIDES } from '../../src/pages/present/slides.ts'
import {
  DEPTHS,
  isPlaygroundLink,
  readArticleLink,
  writeArticleLink,
} from '../../src/protocol/articleLink.ts'
import { CHAPTER_IDS, CHAPTERS } from '../../src/protocol/chapters.ts'
import { EMBED_STARTS, readEmbedLink, writeEmbedLink } from '../../src/protocol/embedLink.ts'
import { FIGURE_IDS, FIGURES } from '../../src/protocol/figures.ts'
import type { LinkedState } from '../../src/protocol/link.ts'
import type { SpecProblem } from '../../src/protocol/spec.ts'
import { THEMES } from '../../src/protocol/view.ts'
import { LINK_RUNS, linksWith, SEED } from './randomLinks.ts'
import { faultsOf, leaves } from './validity.ts'

const RUNS = { numRuns: LINK_RUNS, seed: SEED }

const expectSound = (states: readonly LinkedState[], problems: readonly SpecProblem[]): void => {
  for (const { spec, view } of states) {
    expect(faultsOf(spec)).toEqual([])
    expect(leaves({ spec, view })).not.toContain(NaN)
  }
  for (const { field, message } of problems) {
    expect(field).not.toBe(undefined)
    expect(message).toMatch(/^[^]+\.$/)
  }
}

describe('readArticleLink(hash)', () => {
  const links = linksWith(
    {
      chapter: CHAPTER_IDS,
      depth: DEPTHS,
      theme: THEMES,
      answers: ['', '1~keep:skip', '1~together:a'],
    },
    CHAPTER_IDS.map((id) => `${id}.`),
  )

  it('never throws, and gives what has a link of its own', () => {
    let changed = 0
    fc.assert(
      fc.property(links, (hash) => {
        const { state, problems } = readArticleLink(hash)
        expectSound(Object.values(state.chapters), problems)
        if (Object.keys(state.chapters).length > 0) changed += 1
        const again = readArticleLink(writeArticleLink(state))
        expect(again.problems).toEqual([])
        // A chapter that differs in nothing from how it opens is not written.
        for (const id of CHAPTER_IDS) {
          const { spec, view } = again.state.chapters[id] ?? CHAPTERS[id]
          const before = state.chapters[id] ?? CHAPTERS[id]
          expect(spec).toEqual(before.spec)
          expect({ ...view, theme: 'system' }).toEqual({ ...before.view, theme: 'system' })
        }
      }),
      RUNS,
    )
    expect(changed).toBeGreaterThan(0.3 * LINK_RUNS)
  })

  it('opens a chapter for its bare name, as anchors in the page have it', () => {
    for (const id of CHAPTER_IDS) {
      expect(readArticleLink(`#${id}`)).toMatchObject({ state: { chapter: id }, problems: [] })
    }
  })

  it('names what it cannot take', () => {
    const { problems } = readArticleLink('#depth=deep&chapter=9&keep.rescale=abc&nonsense=1')
    expect(problems.map(({ field }) => field)).toEqual([
      'depth',
      'chapter',
      'nonsense',
      'keep.rescale',
    ])
  })

  it('says which setting stands twice, and takes the first', () => {
    const { state, problems } = readArticleLink(
      '#depth=class&depth=paper&keep.rescale=0.5&keep.Rescale=2&v=1&v=1',
    )
    expect(problems.map(({ field }) => field)).toEqual(['depth', 'v', 'keep.rescale'])
    for (const { message } of problems) expect(message).toMatch(/stands twice in the link: using/)
    expect(state.depth).toBe('class')
    expect(state.chapters.keep?.spec.rescale).toBe(0.5)
  })

  it('reads no link that is longer than any it writes', () => {
    const { state, problems } = readArticleLink(`#depth=class&x=${'x'.repeat(8000)}`)
    expect(state.depth).toBe(null)
    expect(problems[0]?.message).toContain('at most 8000 are read')
  })
})

describe('isPlaygroundLink(hash)', () => {
  it.each(['#v=1&rescale=0.1', '#network=relu', '#overlap=2&theme=dark', '#more=true'])(
    'is true for a link of the playground: %s',
    (hash) => expect(isPlaygroundLink(hash)).toBe(true),
  )

  it.each(['', '#', '#keep', '#v=1&theme=dark', '#chapter=nested&keep.rescale=1', '#depth=class'])(
    'is false for a link of the article: %s',
    (hash) => expect(isPlaygroundLink(hash)).toBe(false),
  )
})

describe('readEmbedLink(hash)', () => {
  const links = linksWith(
    {
      figure: FIGURE_IDS,
      controls: ['rescale', 'rescale.overlap'],
      start: EMBED_STARTS,
      host: ['https://slides.example', 'http://localhost:8000'],
    },
    [],
  )

  it('never throws, and gives what has a link of its own', () => {
    fc.assert(
      fc.property(links, (hash) => {
        const { problems, ...state } = readEmbedLink(hash)
        expectSound([state], problems)
        expect(FIGURES[state.figure].networks).toContain(state.spec.network)
        expect(readEmbedLink(writeEmbedLink(state))).toEqual({ ...state, problems: [] })
      }),
      RUNS,
    )
  })
})

describe('readPresentLink(hash)', () => {
  const links = linksWith(
    { slide: SLIDES.map(({ id }) => id), revealed: ['true', 'false'], notes: ['true', 'false'] },
    [],
  )

  it('never throws, and gives what has a link of its own', () => {
    fc.assert(
      fc.property(links, (hash) => {
        const { state, problems } = readPresentLink(hash)
        expectSound([state.linked], problems)
        const again = readPresentLink(writePresentLink(state))
        expect(again.problems).toEqual([])
        expect(again.state.linked.spec).toEqual(state.linked.spec)
        expect(again.state.place).toBe(state.place)
      }),
      RUNS,
    )
  })
})
