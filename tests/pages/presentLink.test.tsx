import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIGURES } from '../../src/protocol/figures.ts'
import { isUsed } from '../../src/protocol/networks.ts'
import { fitCounts } from '../../src/protocol/spec.ts'
import {
  openingOf,
  readPresentLink,
  slideAt,
  writePresentLink,
  type PresentState,
} from '../../src/pages/present/presentLink.ts'
import { minutesUntil, SLIDES, TALK_MINUTES } from '../../src/pages/present/slides.ts'

const messagesOf = (hash: string): string[] =>
  readPresentLink(hash).problems.map(({ message }) => message)

const opened = (place: number): PresentState => ({
  place,
  isRevealed: false,
  hasNotes: false,
  linked: openingOf(slideAt(place)),
})

describe('SLIDES', () => {
  it('are 8 to 14, each with a name of its own, words and notes', () => {
    expect(SLIDES.length).toBeGreaterThanOrEqual(8)
    expect(SLIDES.length).toBeLessThanOrEqual(14)
    expect(new Set(SLIDES.map(({ id }) => id)).size).toBe(SLIDES.length)
    for (const { title, answer, notes, minutes } of SLIDES) {
      expect(title).not.toBe('')
      expect(answer).toMatch(/[.?]$/)
      expect(notes.length).toBeGreaterThan(0)
      expect(minutes).toBeGreaterThan(0)
    }
  })

  it('ask before they show, and show what their network has', () => {
    for (const { figure, question } of SLIDES) {
      expect(question === null).toBe(figure === null)
      if (figure === null) continue
      expect(question).toMatch(/\?$/)
      expect(FIGURES[figure.id].networks).toContain(figure.spec.network)
      for (const field of figure.controls) expect(isUsed(figure.spec.network, field)).toBe(true)
      expect(fitCounts(figure.spec)).toEqual({ spec: figure.spec, problems: [] })
      expect(figure.view.theme).toBe('projector')
    }
  })

  it('take no longer than a lesson', () => {
    expect(TALK_MINUTES).toBeLessThanOrEqual(45)
    expect(minutesUntil(0)).toBe(SLIDES[0]?.minutes)
  })
})

describe('the link of a slide', () => {
  it.each(SLIDES.map(({ id }, place) => ({ id, place })))(
    'keeps $id, as it opens and changed',
    ({ id, place }) => {
      const state = opened(place)
      expect(writePresentLink(state)).toBe(place === 0 ? '' : `v=1&slide=${id}`)
      expect(readPresentLink(writePresentLink(state))).toEqual({ state, problems: [] })
      const { spec, view } = state.linked
      const changed: PresentState = {
        ...state,
        isRevealed: true,
        hasNotes: true,
        linked: { spec: { ...spec, rescale: 0.5, dataSeed: 7 }, view: { ...view, theme: 'dark' } },
      }
      expect(readPresentLink(`#${writePresentLink(changed)}`)).toEqual({
        state: changed,
        problems: [],
      })
    },
  )

  it('names what is wrong, and shows the nearest slide', () => {
    const [problem = ''] = messagesOf('slide=neted')
    expect(problem).toMatch(/^slide is “neted”, but must be opening, keep, .*: it was left out\.$/)
    expect(readPresentLink('slide=neted').state).toEqual(opened(0))
    expect(messagesOf('revealed=yes')).toEqual([
      'revealed is “yes”, but must be true or false: it was left out.',
    ])
    expect(messagesOf('slide=keep&rescale=much')[0]).toMatch(/^rescale is “much”, but must be/)
    expect(messagesOf('colour=red')).toEqual(['“colour” is no setting of this page: ignored.'])
    expect(messagesOf('slide=keep&slide=then&rescale=1&rescale=2')).toEqual([
      'slide stands twice in the link: using the first.',
      'rescale stands twice in the link: using the first.',
    ])
    expect(messagesOf('v=9')[0]).toMatch(/^v is “9”, but this page reads links of version/)
    expect(messagesOf('x'.repeat(4001))[0]).toMatch(/^This link is 4001 characters long/)
  })

  it('never throws, and always gives a state that has a link of its own, for 2,000 random links', () => {
    const names = fc.constantFrom('v', 'slide', 'revealed', 'notes', 'rescale', 'theme', 'methods')
    const texts = fc.oneof(
      fc.constantFrom('1', 'true', 'nested', 'map', 'dark', '', '%', '0.3', 'finetune'),
      fc.string({ maxLength: 12, unit: 'grapheme' }),
    )
    const link = fc
      .array(
        fc.oneof(
          fc.tuple(names, texts).map((pair) => pair.join('=')),
          texts,
        ),
        {
          maxLength: 8,
        },
      )
      .map((parts) => parts.join('&'))
    fc.assert(
      fc.property(link, (hash) => {
        const { state } = readPresentLink(hash)
        expect(readPresentLink(writePresentLink(state))).toEqual({ state, problems: [] })
      }),
      { numRuns: 2000, seed: 20_250_301 },
    )
  })
})
