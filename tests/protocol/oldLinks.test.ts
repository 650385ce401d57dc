/**
 * Links that were once handed out still open what they opened. A fixture is never changed: where a
 * format or a default changes, it gets a new version, and the old links stay here.
 */
import { describe, expect, it } from 'vitest'
import { readPresentLink } from '../../src/pages/present/presentLink.ts'
import { SLIDES } from '../../src/pages/present/slides.ts'
import { readArticleLink } from '../../src/protocol/articleLink.ts'
import { readEmbedLink } from '../../src/protocol/embedLink.ts'
import { LINK_VERSION, readLink } from '../../src/protocol/link.ts'
import fixtures from '../fixtures/links.json' with { type: 'json' }

const OPENERS: Record<string, (fixture: (typeof fixtures)[number]) => void> = {
  play: ({ link, spec, view }) =>
    expect(readLink(link)).toMatchObject({ spec, view, problems: [] }),
  article: ({ link, article, chapters }) =>
    expect(readArticleLink(link)).toMatchObject({ state: { ...article, chapters }, problems: [] }),
  embed: ({ link, embed, spec }) =>
    expect(readEmbedLink(link)).toMatchObject({ ...embed, spec, problems: [] }),
  present: ({ link, present, slide, spec }) => {
    const { state, problems } = readPresentLink(link)
    expect(problems).toEqual([])
    expect(state).toMatchObject({ ...present, linked: { spec } })
    expect(SLIDES[state.place]?.id).toBe(slide)
  },
}

describe('links of earlier versions', () => {
  it.each(fixtures)('version $version, $page: $link', (fixture) => {
    expect(Object.keys(OPENERS)).toContain(fixture.page)
    OPENERS[fixture.page]?.(fixture)
  })

  it('every version and every page with a link of its own has one', () => {
    const versions = Array.from({ length: LINK_VERSION }, (_, index) => index + 1)
    expect([...new Set(fixtures.map(({ version }) => version))]).toEqual(versions)
    expect([...new Set(fixtures.map(({ page }) => page))].sort()).toEqual(
      Object.keys(OPENERS).sort(),
    )
  })
})
