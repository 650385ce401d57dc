/** What comes late, on a slow line or a slow phone, finds its room kept. */
import type { Page, Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'

const session = browserSession()

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

/** Keeps back every script and style sheet that the page's document does not name, until told. */
const lateFiles = () => {
  const waiting: Route[] = []
  let isHolding = true
  let named = ''
  return {
    prepare: async (page: Page): Promise<void> => {
      await page.route('**/play.html', async (route) => {
        const response = await route.fetch()
        named = await response.text()
        await route.fulfill({ response, body: named })
      })
      await page.route(/\/assets\/[^/]+\.(js|css)$/, async (route) => {
        const file = route.request().url().split('/').at(-1) ?? ''
        if (isHolding && !named.includes(file)) waiting.push(route)
        else await route.continue()
      })
    },
    count: () => waiting.length,
    release: async (): Promise<void> => {
      isHolding = false
      await Promise.all(waiting.splice(0).map((route) => route.continue()))
    },
  }
}

/** What a reader may be looking at when the rest comes … */
const PICTURE = '.lead-control, .transport, .spectrum-canvas, .scrubber, .run-sentence-place'
/** … and what stands below, whose words have other lengths on every screen. */
const BELOW = '.ladder-section, .map-section, .penalty-figures'

/** The tops of these parts, in pixels from the top of the page. */
const topsOf = (page: Page, parts: string): Promise<[string, number][]> =>
  page.locator(parts).evaluateAll((elements) =>
    elements.map((element): [string, number] => [
      element.getAttribute('class') ?? '',
      // Layout ends between pixels.
      Math.round(element.getBoundingClientRect().top + window.scrollY),
    ]),
  )

describe.each(SIZES)('Play at $width × $height', (size) => {
  it('moves nothing of its picture when the rest comes, and little below', async () => {
    const late = lateFiles()
    const page = await session.open('', { ...size, prepare: late.prepare })
    await page.locator('.spectrum-canvas').waitFor()
    await page.evaluate(() => document.fonts.ready)
    // The scrubber, the losses, the ladder, the map and the penalties at least.
    await expect.poll(late.count).toBeGreaterThan(5)
    const picture = await topsOf(page, PICTURE)
    const below = await topsOf(page, BELOW)
    expect(picture.length + below.length).toBe(8)
    await late.release()
    await page.getByRole('region', { name: 'Measured numbers' }).waitFor()
    await page.getByRole('slider', { name: 'Exact trajectory' }).waitFor()
    await page
      .getByText(/from exact end/)
      .first()
      .waitFor()
    expect(await topsOf(page, PICTURE)).toEqual(picture)
    for (const [index, [part, top]] of (await topsOf(page, BELOW)).entries()) {
      const [, before = NaN] = below[index] ?? []
      expect(Math.abs(top - before), part).toBeLessThan(64)
    }
    await expectQuiet(page)
  })
})
