/** The article for everyone: by keyboard, on small screens, in every theme and depth, without WebGL. */
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { DEPTHS } from '../../src/protocol/articleLink.ts'
import { CHAPTER_IDS, CHAPTERS } from '../../src/protocol/chapters.ts'
import { PREDICTION_IDS } from '../../src/protocol/predictions.ts'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { overlaps, sidewaysScroll } from './helpers/layout.ts'
import { openLink, trainingThreads } from './helpers/playPage.ts'

const session = browserSession()

const chapterOf = (page: Page, id: (typeof CHAPTER_IDS)[number]) =>
  page.getByRole('region', { name: CHAPTERS[id].title, exact: true })

/** A chapter's first slider once its figure is alive; questions have sliders of their own. */
const figureSlider = (chapter: Locator): Locator =>
  chapter.locator('.figure-controls').getByRole('slider').first()

/** Every question skipped, so that every figure is shown. */
const SKIPPED = `answers=${encodeURIComponent(`1~${PREDICTION_IDS.map((id) => `${id}.skip`).join('~')}`)}`

/** Wakes the main figure of every chapter but the trained one, which takes long. */
const wakeAll = async (page: Page): Promise<void> => {
  for (const id of CHAPTER_IDS) {
    const chapter = chapterOf(page, id)
    await chapter.locator('.chapter-figure').first().scrollIntoViewIfNeeded()
    await figureSlider(chapter).waitFor()
  }
}

const focusedName = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    return element?.getAttribute('aria-label') ?? element?.textContent ?? ''
  })

describe('the article', () => {
  it('has no fault that axe can find, at any depth, in any theme', async () => {
    const page = await session.openSite(`#v=1&${SKIPPED}`)
    await wakeAll(page)
    // Everything is read at the last depth; the others show parts of it, in the same colours.
    const looks = [
      ...DEPTHS.map((depth) => [depth, 'light', depth === 'paper' ? 'all' : 'structure'] as const),
      ...(['dark', 'projector'] as const).map((theme) => ['paper', theme, 'colours'] as const),
    ]
    for (const [depth, theme, rules] of looks) {
      await openLink(page, `v=1&depth=${depth}&theme=${theme}&${SKIPPED}`)
      await page.waitForFunction(
        ([a, b]) => {
          const { dataset } = document.documentElement
          return dataset['depth'] === a && dataset['theme'] === b
        },
        [depth, theme],
      )
      expect(await axeViolations(page, { rules }), `${depth}, ${theme}`).toEqual([])
    }
    await expectQuiet(page)
  })

  // 320 px: the narrowest phones, and a window of 1280 px magnified four times (WCAG 1.4.10).
  it.each([320, 768])('fits a screen %i px wide, alive', async (width) => {
    const page = await session.openSite(`#v=1&depth=paper&${SKIPPED}`, { width, height: 780 })
    expect(await overlaps(page, '.page-header')).toEqual([])
    await wakeAll(page)
    expect(await sidewaysScroll(page)).toBe(0)
  })

  it('is read and moved by keyboard, from the first key on', async () => {
    const page = await session.openSite()
    await figureSlider(chapterOf(page, 'keep')).waitFor()
    await page.keyboard.press('Tab')
    expect(await focusedName(page)).toBe('Skip to the first chapter')
    await page.keyboard.press('Enter')
    await expect.poll(() => new URL(page.url()).hash).toContain('keep')
    await page.waitForFunction(() => document.activeElement?.id === 'keep')
    // The next stops are the exact value and the slider of the first figure.
    const factor = figureSlider(chapterOf(page, 'keep'))
    const before = await factor.getAttribute('aria-valuetext')
    const isOnFactor = () => factor.evaluate((element) => element === document.activeElement)
    for (let presses = 0; presses < 3; presses += 1) {
      if (!(await isOnFactor())) await page.keyboard.press('Tab')
    }
    expect(await isOnFactor()).toBe(true)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => factor.getAttribute('aria-valuetext')).not.toBe(before)
    // It is in the link, and a verb of the prose brings it back by a key.
    await expect.poll(() => page.url()).toContain('keep.rescale=')
    const verb = chapterOf(page, 'keep').getByRole('button', { name: /by 100/ })
    await verb.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => factor.getAttribute('aria-valuetext')).toBe('0.01')
    await expectQuiet(page)
  })

  it('names every figure, and tells what it shows in words', async () => {
    const page = await session.openSite(`#v=1&${SKIPPED}`)
    const figures = page.locator('.chapter-figure')
    expect(await figures.count()).toBe(CHAPTER_IDS.flatMap((id) => CHAPTERS[id].figures).length)
    for (const figure of await figures.all()) {
      expect((await figure.getAttribute('aria-label'))?.length).toBeGreaterThan(3)
    }
    const spectrum = chapterOf(page, 'keep').getByRole('group', { name: 'Feature spectrum' })
    await spectrum.waitFor()
    const told = (): Promise<string> =>
      spectrum.evaluate((element) => {
        const id = element.getAttribute('aria-describedby') ?? ''
        return document.getElementById(id)?.textContent ?? ''
      })
    const before = await told()
    await figureSlider(chapterOf(page, 'keep')).press('End')
    await expect.poll(told).not.toBe(before)
  })

  it('trains only what is in view', async () => {
    const page = await session.openSite(`#v=1&${SKIPPED}`)
    const keep = chapterOf(page, 'keep')
    await keep.getByRole('button', { name: 'Watch it train' }).click()
    await expect.poll(() => trainingThreads(page).length).toBe(1)
    await keep.getByRole('button', { name: 'Pause' }).waitFor()
    const clock = keep.locator('.replay-clock')
    await chapterOf(page, 'checked').locator('.chapter-figure').scrollIntoViewIfNeeded()
    // Two equal looks, with the later chapter alive in between: the clock stands.
    await figureSlider(chapterOf(page, 'checked')).waitFor()
    // The picture of the last steps may still be on its way: until two looks agree.
    let seen: string | null = null
    const isStill = async (): Promise<boolean> => {
      const before = seen
      seen = await clock.textContent()
      return seen === before
    }
    await expect.poll(isStill, { interval: 500 }).toBe(true)
    const left = await clock.textContent()
    await chapterOf(page, 'practice').locator('.chapter-figure').first().scrollIntoViewIfNeeded()
    await figureSlider(chapterOf(page, 'practice')).waitFor()
    expect(await clock.textContent()).toBe(left)
  })
})
