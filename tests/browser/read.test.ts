/** The article: what is read before, without and after its scripts. */
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { CHAPTER_IDS, CHAPTERS } from '../../src/protocol/chapters.ts'
import { PREDICTION_IDS } from '../../src/protocol/predictions.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { slider } from './helpers/playPage.ts'

const session = browserSession()

/** A chapter's first slider once its figure is alive; questions have sliders of their own. */
const figureSlider = (chapter: Locator): Locator =>
  chapter.locator('.figure-controls').getByRole('slider').first()

/** Every question skipped, so that no figure is covered. */
const SKIPPED = `answers=${encodeURIComponent(`1~${PREDICTION_IDS.map((id) => `${id}.skip`).join('~')}`)}`

const chapterOf = (page: Page, id: (typeof CHAPTER_IDS)[number]) =>
  page.getByRole('region', { name: CHAPTERS[id].title, exact: true })

describe('the article', () => {
  it('is read without scripts, picture by picture', async () => {
    const page = await session.openSite('', { javaScriptEnabled: false })
    for (const id of CHAPTER_IDS) {
      const chapter = chapterOf(page, id)
      await expect(chapter.innerText()).resolves.toContain(CHAPTERS[id].claim)
      const pictures = await chapter.locator('.chapter-figure img').all()
      expect(pictures).toHaveLength(CHAPTERS[id].figures.length)
      for (const picture of pictures) {
        await picture.scrollIntoViewIfNeeded()
        await expect
          .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
          .toBeGreaterThan(0)
        expect((await picture.getAttribute('alt'))?.length).toBeGreaterThan(40)
      }
    }
    await expect(page.getByRole('button').count()).resolves.toBe(0)
  })

  it('comes to life chapter by chapter, and nothing moves', async () => {
    const page = await session.openSite(`#v=1&${SKIPPED}`)
    await page.evaluate(() => {
      const store = globalThis as unknown as { shift: number }
      store.shift = 0
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          store.shift += (entry as unknown as { value: number }).value
        }
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await slider(page, 'Rescaling factor').first().waitFor()
    // The last chapter is far below: nothing of it is alive yet.
    await expect(chapterOf(page, 'checked').getByRole('slider').count()).resolves.toBe(0)
    for (const id of CHAPTER_IDS) {
      const chapter = chapterOf(page, id)
      await chapter.locator('.chapter-figure').first().scrollIntoViewIfNeeded()
      await figureSlider(chapter).waitFor()
    }
    const shift = await page.evaluate(() => (globalThis as unknown as { shift: number }).shift)
    expect(shift).toBeLessThan(0.02)
    await expectQuiet(page)
  })

  it('is found again by its link: depth, theme, chapter and figures', async () => {
    const link = 'v=1&chapter=then&depth=class&theme=projector&keep.rescale=0.1'
    const page = await session.openSite(`#${link}`)
    await expect.poll(() => page.locator('html').getAttribute('data-depth')).toBe('class')
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('projector')
    const then = chapterOf(page, 'then')
    await expect
      .poll(() => then.evaluate((section) => section.getBoundingClientRect().top))
      .toBeLessThan(200)
    await page.getByRole('link', { name: CHAPTERS.keep.title }).click()
    await expect
      .poll(() =>
        slider(chapterOf(page, 'keep') as unknown as Page, 'Rescaling factor').getAttribute(
          'aria-valuetext',
        ),
      )
      .toBe('0.1')
    await expect.poll(() => new URL(page.url()).hash).toBe(`#${link.replace('then', 'keep')}`)
    await expectQuiet(page)
  })

  it('sends a link of the playground on to it', async () => {
    const page = await session.openSite('#v=1&rescale=0.1')
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/play\.html$/)
    await expect.poll(() => new URL(page.url()).hash).toBe('#v=1&rescale=0.1')
  })
})
