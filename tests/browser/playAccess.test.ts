import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { openLink, QUICK, slider, waitForEnd } from './helpers/playPage.ts'

const session = browserSession()

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
const THEMES = ['light', 'dark', 'projector']
const FIGURES = ['Feature spectrum', 'Error on new inputs', 'Training loss']

/** The sentence that tells a screen reader what the figure shows. */
const descriptionOf = (page: Page, figure: string): Promise<string> =>
  page.getByRole('group', { name: figure }).evaluate((element) => {
    const id = element.getAttribute('aria-describedby') ?? ''
    return document.getElementById(id)?.textContent ?? ''
  })

/** Names of the controls that lie outside of the window or under something else once scrolled to. */
const unreachable = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>('button, input, [role=slider]')]
    const isReachable = (element: HTMLElement): boolean => {
      // What stands for a hidden radio button is its label.
      const shown = element.closest('label') ?? element
      shown.scrollIntoView({ block: 'center', inline: 'nearest' })
      const { left, top, width, height } = shown.getBoundingClientRect()
      const hit = document.elementFromPoint(left + width / 2, top + height / 2)
      return shown.contains(hit)
    }
    return controls
      .filter((element) => element.checkVisibility() && !element.matches(':disabled'))
      .filter((element) => !isReachable(element))
      .map((element) => element.getAttribute('aria-label') ?? element.outerHTML)
  })

const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })

describe.each(SIZES)('the page at $width × $height', (size) => {
  it('has no fault that axe can find, in any theme, with everything unfolded', async () => {
    const page = await session.open(`#${QUICK}&more=true`, size)
    await waitForEnd(page)
    for (const theme of THEMES) {
      await openLink(page, `${QUICK}&more=true&theme=${theme}`)
      await page.waitForFunction(
        (name) => document.documentElement.dataset['theme'] === name,
        theme,
      )
      expect(await axeViolations(page), theme).toEqual([])
    }
    await openLink(page, `${QUICK}&more=true`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === undefined)
    expect(await axeViolations(page), 'the dark theme of the system').toEqual([])
    for (const name of ['Theme', 'Help']) {
      await page.getByRole('button', { name, exact: true }).click()
      await page.getByRole('dialog').waitFor()
      expect(await axeViolations(page), name).toEqual([])
      await page.keyboard.press('Escape')
    }
    await expectQuiet(page)
  })

  it('never scrolls sideways and keeps every control within reach', async () => {
    const page = await session.open('', size)
    await page.evaluate(() => document.fonts.ready)
    expect(await sidewaysScroll(page)).toBe(0)
    expect(await unreachable(page)).toEqual([])
    await openLink(page, `${QUICK}&more=true&readoutTied=false&rescale=much`)
    await slider(page, 'Readout init').waitFor()
    // What comes later would move a control between the look for it and the look at it.
    await page.waitForLoadState('networkidle')
    expect(await sidewaysScroll(page)).toBe(0)
    expect(await unreachable(page)).toEqual([])
  })
})

it('the page never scrolls sideways on the narrowest of phones', async () => {
  const page = await session.open(`#${QUICK}&more=true`, { width: 360, height: 740 })
  await page.evaluate(() => document.fonts.ready)
  expect(await sidewaysScroll(page)).toBe(0)
})

describe('the page for readers who do not look at it', () => {
  it('names every figure, and says anew what it shows when a control has changed', async () => {
    const page = await session.open(`#${QUICK}`)
    await waitForEnd(page)
    const before = await Promise.all(FIGURES.map((figure) => descriptionOf(page, figure)))
    for (const text of before) expect(text).toMatch(/Finetuned: .*\d/)
    await slider(page, 'Rescaling factor').press('End')
    for (const [index, figure] of FIGURES.entries()) {
      const isAnother = async (): Promise<boolean> => {
        const text = await descriptionOf(page, figure)
        return text !== before[index] && /Finetuned: .*\d/.test(text)
      }
      await expect.poll(isAnother).toBe(true)
    }
  })

  it('moves nothing for readers who want no motion', async () => {
    const page = await session.open(`#${QUICK}&more=true`, { reducedMotion: 'reduce' })
    await page.getByRole('button', { name: 'Help', exact: true }).click()
    const longest = await page.evaluate(() => {
      const seconds = (list: string): number[] =>
        list.split(',').map((time) => parseFloat(time) * (time.trim().endsWith('ms') ? 1e-3 : 1))
      const times = [...document.querySelectorAll('*')].flatMap((element) =>
        [null, '::before', '::after', '::backdrop'].flatMap((part) => {
          const style = getComputedStyle(element, part)
          return [...seconds(style.transitionDuration), ...seconds(style.animationDuration)]
        }),
      )
      return Math.max(...times)
    })
    expect(longest).toBeLessThanOrEqual(1e-3)
  })
})
