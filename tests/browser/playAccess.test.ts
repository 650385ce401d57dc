import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { blankCanvases, overlaps, sidewaysScroll } from './helpers/layout.ts'
import { openLink, QUICK, slider, transport, waitForEnd } from './helpers/playPage.ts'

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

describe.each(SIZES)('the page at $width × $height', (size) => {
  it('has no fault that axe can find, in any theme, with everything unfolded', async () => {
    const page = await session.open(`#${QUICK}&more=true`, size)
    await waitForEnd(page)
    // What is true of colours at one width is true of them at the other.
    for (const theme of size.width > 1000 ? THEMES : ['light']) {
      await openLink(page, `${QUICK}&more=true&theme=${theme}`)
      await page.waitForFunction(
        (name) => document.documentElement.dataset['theme'] === name,
        theme,
      )
      const found = await axeViolations(page, { rules: theme === 'light' ? 'all' : 'colours' })
      expect(found, theme).toEqual([])
    }
    await openLink(page, `${QUICK}&more=true`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === undefined)
    const dark = await axeViolations(page, { rules: 'colours' })
    expect(dark, 'the dark theme of the system').toEqual([])
    for (const name of ['Theme', 'Help']) {
      await page.getByRole('button', { name, exact: true }).click()
      await page.getByRole('dialog').waitFor()
      expect(await axeViolations(page, { within: 'dialog[open]' }), name).toEqual([])
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

describe('the page on the narrowest of phones', () => {
  it('never scrolls sideways, has a head whose parts stand apart, and keeps sliders from left to right', async () => {
    const page = await session.open(`#${QUICK}&more=true`, { width: 320, height: 740 })
    await page.evaluate(() => document.fonts.ready)
    expect(await sidewaysScroll(page)).toBe(0)
    expect(await overlaps(page, '.page-header')).toEqual([])
    // As the browser's translation into Arabic or Hebrew sets it.
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
    expect(await sidewaysScroll(page)).toBe(0)
    const mark = page.locator('.slider-mark[aria-pressed=true]').first()
    await mark.waitFor()
    // A press on the track over the mark of the present value leaves the value as it is, nearly.
    const box = await mark.boundingBox()
    const track = await slider(page, 'Rescaling factor').boundingBox()
    await page.mouse.click(
      (box?.x ?? 0) + (box?.width ?? 0) / 2,
      (track?.y ?? 0) + (track?.height ?? 0) / 2,
    )
    const value = Number(await slider(page, 'Rescaling factor').getAttribute('aria-valuetext'))
    // Its mark stands at 0.01; mirrored, the press would set about 1.
    expect(value).toBeGreaterThan(0.005)
    expect(value).toBeLessThan(0.02)
    expect(
      await page
        .locator('.chart')
        .evaluateAll(
          (charts) => charts.filter((chart) => getComputedStyle(chart).direction !== 'ltr').length,
        ),
    ).toBe(0)
  })
})

it('the page is printed as it stands, in light colours, also what is out of view', async () => {
  const page = await session.open(`#${QUICK}`, { colorScheme: 'dark', reducedMotion: 'reduce' })
  await waitForEnd(page)
  await page.locator('.loss-canvas').nth(1).waitFor({ state: 'attached' })
  expect((await blankCanvases(page)).length).toBeGreaterThan(0)
  // The event comes while the page is still laid out for the screen.
  const widths = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'))
    const canvases = [...document.querySelectorAll('canvas')].filter((one) => one.clientWidth > 0)
    return canvases.map((canvas) => canvas.getBoundingClientRect().right)
  })
  expect(widths.length).toBeGreaterThan(2)
  // Every canvas is laid out for the sheet, 680 px, and painted before the event is over.
  expect(Math.max(...widths)).toBeLessThanOrEqual(680)
  expect(await blankCanvases(page)).toEqual([])
  await page.emulateMedia({ media: 'print' })
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  )
  const track = await slider(page, 'Rescaling factor').evaluate(
    (input) => getComputedStyle(input).printColorAdjust,
  )
  expect(track).toBe('exact')
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  expect(await page.evaluate(() => document.documentElement.className)).not.toContain('on-paper')
})

it.each(['light', 'dark'] as const)(
  'the page is readable in forced colours, %s',
  async (colorScheme) => {
    const page = await session.open(`#${QUICK}`, { colorScheme, forcedColors: 'active' })
    await waitForEnd(page)
    const primary = transport(page).getByRole('button', { name: /^Play/ })
    // A text of the reader's highlight stands on that highlight itself, not on a plate behind letters.
    const look = await primary.evaluate((button) => {
      const { forcedColorAdjust, color, backgroundColor } = getComputedStyle(
        button,
      ) as CSSStyleDeclaration & {
        forcedColorAdjust: string
      }
      return { forcedColorAdjust, isSeen: color !== backgroundColor }
    })
    expect(look).toEqual({ forcedColorAdjust: 'none', isSeen: true })
    await page.locator('.map-section').scrollIntoViewIfNeeded()
    const scale = page.locator('.map-scale-bar rect')
    await scale.first().waitFor({ state: 'attached' })
    const colours = await scale.evaluateAll((steps) =>
      steps.map((step) => step.getAttribute('fill')),
    )
    // Small and large errors are told apart: every step of the scale has a colour of its own.
    expect(new Set(colours).size).toBe(colours.length)
  },
)

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
