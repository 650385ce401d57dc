/** Slides and the teacher's page in a real browser: keys, focus, what axe finds, links, answers. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { EXERCISES } from '../../src/protocol/exerciseList.ts'
import { SLIDES } from '../../src/pages/present/slides.ts'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { overlaps, sidewaysScroll } from './helpers/layout.ts'
import { openLink, slider } from './helpers/playPage.ts'

const session = browserSession()

const THEMES = ['light', 'dark', 'projector']

const slide = (page: Page) => page.locator('[aria-roledescription=slide]')

const hash = (page: Page): string => new URL(page.url()).hash

const waitForTheme = (page: Page, theme: string): Promise<unknown> =>
  page.waitForFunction((name) => document.documentElement.dataset['theme'] === name, theme)

/** The name of what has the focus. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document
    return activeElement?.getAttribute('aria-label') ?? activeElement?.tagName ?? ''
  })

const nameOf = (id: string): string => {
  const place = SLIDES.findIndex((one) => one.id === id)
  return `${place + 1} of ${SLIDES.length}: ${SLIDES[place]?.title ?? ''}`
}

describe('the slides', () => {
  it('go by keys; a figure has its own, and Escape and Shift+Tab give them back', async () => {
    const page = await session.openSite('present.html')
    await expect.poll(() => focused(page)).toBe(nameOf('opening'))
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => focused(page)).toBe(nameOf('keep'))
    await page.keyboard.press('Space')
    await slider(page, 'Rescaling factor').waitFor()
    // Into the figure by Tab, as a reader without a mouse gets there.
    await page.keyboard.press('Tab')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('[data-keys]') !== null))
      .toBe(true)
    await page.keyboard.press('Shift+Tab')
    expect(await focused(page)).toBe(nameOf('keep'))
    await slider(page, 'Rescaling factor').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('End')
    await expect.poll(() => hash(page)).toContain('slide=keep&revealed=true&rescale=10')
    await page.keyboard.press('Escape')
    expect(await focused(page)).toBe(nameOf('keep'))
    await page.keyboard.press('PageDown')
    await expect.poll(() => focused(page)).toBe(nameOf('solve'))
    await page.keyboard.press('q')
    await page.getByRole('img', { name: /^Code of the address/ }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await focused(page)).toBe(nameOf('solve'))
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => focused(page)).toBe(nameOf('keep'))
    // What was moved on a slide is found again, and its answer is hidden again.
    await expect.poll(() => hash(page)).toContain('slide=keep&rescale=10')
    await expectQuiet(page)
  })

  it('have no fault that axe can find, in any theme, asked or answered, and open by links', async () => {
    const page = await session.openSite('present.html#slide=nested&notes=true')
    for (const theme of THEMES) {
      await openLink(page, `slide=nested&notes=true&revealed=true&theme=${theme}`)
      await waitForTheme(page, theme)
      await slider(page, 'Rescaling factor').waitFor()
      const found = await axeViolations(page, { rules: theme === 'light' ? 'all' : 'colours' })
      expect(found, theme).toEqual([])
    }
    await openLink(page, 'slide=then&theme=dark')
    await page.getByRole('button', { name: 'Show the answer' }).waitFor()
    expect(await axeViolations(page), 'asking').toEqual([])
    await openLink(page, 'slide=closing&theme=light&colour=red')
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await page.keyboard.press('o')
    await page.getByRole('dialog', { name: 'All slides' }).waitFor()
    expect(await axeViolations(page, { within: 'dialog[open]' }), 'all slides').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    expect(await axeViolations(page, { within: 'dialog[open]' }), 'keys').toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    // The same slides on a phone.
    await page.setViewportSize({ width: 320, height: 740 })
    await openLink(page, 'slide=keep&revealed=true')
    await slider(page, 'Rescaling factor').waitFor()
    expect(await sidewaysScroll(page)).toBe(0)
    expect(await overlaps(page, '.slide-tools')).toEqual([])
    const barShare = (): Promise<number> =>
      page.locator('.slide-tools').evaluate((bar) => {
        const isInTheWay = getComputedStyle(bar).position === 'sticky'
        return isInTheWay ? bar.getBoundingClientRect().height / innerHeight : 0
      })
    // The bar leaves the slide most of the window, also where 1280 × 1024 is magnified four times.
    expect(await barShare()).toBeLessThan(0.2)
    await page.setViewportSize({ width: 320, height: 256 })
    expect(await barShare()).toBe(0)
    expect(await sidewaysScroll(page)).toBe(0)
    expect(await axeViolations(page), 'phone').toEqual([])
  })

  it('fit on screens of lecture halls', async () => {
    const page = await session.openSite('present.html#slide=keep&revealed=true')
    /** Nothing is cut off, once the figure is laid out for the window and the slide. */
    const expectFit = async (message: string): Promise<void> => {
      await page.locator('.slide-picture :is(canvas, svg)').first().waitFor()
      const overflow = (): Promise<number> =>
        slide(page).evaluate((one) => one.scrollHeight - one.clientHeight)
      await expect.poll(overflow, { message }).toBe(0)
      expect(await sidewaysScroll(page), message).toBe(0)
    }
    for (const [width, height] of [
      [1440, 900],
      [3840, 2160],
      [1920, 1080],
      [1280, 720],
    ] as const) {
      await page.setViewportSize({ width, height })
      await expectFit(`${width} × ${height}`)
    }
    for (const id of ['solve', 'then', 'law', 'nested', 'map', 'disjoint', 'directions']) {
      await openLink(page, `slide=${id}&revealed=true`)
      await expect.poll(() => focused(page)).toBe(nameOf(id))
      await expectFit(id)
    }
  })
})

describe('the teacher’s page', () => {
  it('has no fault that axe can find, in any theme, with everything unfolded', async () => {
    const page = await session.openSite('teach.html#classCode=RICH7&student=7')
    await page.getByRole('button', { name: /^Leave out/ }).click()
    await page.getByRole('button', { name: 'QR code' }).click()
    await page.getByRole('img', { name: 'Code of the link' }).waitFor()
    await page.getByLabel(/^Links, one a line/).fill('Ada #answers=1~together.few\nhello')
    for (const theme of THEMES) {
      await openLink(page, `classCode=RICH7&student=7&theme=${theme}`)
      await waitForTheme(page, theme)
      const found = await axeViolations(page, { rules: theme === 'light' ? 'all' : 'colours' })
      expect(found, theme).toEqual([])
    }
    await page.setViewportSize({ width: 320, height: 740 })
    expect(await sidewaysScroll(page)).toBe(0)
    expect(await overlaps(page, '.page-header')).toEqual([])
    await expectQuiet(page)
  })

  it('leads a student from the class code to the exercise, and checks the answer', async () => {
    const [exercise] = EXERCISES
    const title = exercise?.title ?? ''
    const page = await session.openSite('teach.html#classCode=RICH7')
    await page.getByLabel('Class RICH7: your number in the class list').fill('7')
    await page.getByRole('button', { name: 'Use my seeds' }).click()
    await expect.poll(() => hash(page)).toContain('student=7')
    await page.getByRole('button', { name: `Show the answer to “${title}”` }).click()
    const told = page.locator(`#exercise-${exercise?.id ?? ''}`).getByRole('status')
    await told.filter({ hasText: /^With data seed \d+: / }).waitFor()
    const answer = /: ([\d.]+)\. /.exec((await told.textContent()) ?? '')?.[1] ?? ''
    await page.getByLabel(exercise?.question ?? '').fill(answer)
    await page.keyboard.press('Enter')
    await told.filter({ hasText: /^Right\./ }).waitFor()
    // The page that the exercise opens: less on it, and the student's seeds.
    const opening = page.waitForEvent('popup')
    await page.getByRole('link', { name: `Open in Play for “${title}”` }).click()
    const play = await opening
    await play.getByText(/Class RICH7, student 7: data seed \d+, init seed \d+\.$/).waitFor()
    await slider(play, 'Rescaling factor').waitFor()
    expect(await play.getByRole('button', { name: 'New seeds' }).count()).toBe(0)
    expect(await axeViolations(play)).toEqual([])
    await play.getByRole('button', { name: 'Show everything' }).click()
    await play.getByRole('button', { name: 'New seeds' }).waitFor()
  })
})
