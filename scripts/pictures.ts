/**
 * `npm run pictures`: measures the room that each chapter's figure takes once it is alive, so that
 * nothing moves when it wakes, and writes it into src/reading/stages.css.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { CHAPTER_IDS, CHAPTERS, type ChapterId } from '../src/protocol/chapters.ts'
import type { FigureId } from '../src/protocol/figures.ts'
import { launchBrowser, openPage } from '../tests/browser/helpers/openPage.ts'
import { openSites } from '../tests/browser/helpers/sites.ts'
import { findBrowser } from './findBrowser.mjs'

const root = path.resolve(import.meta.dirname, '..')

/** Widths that stand for a phone, a tablet and a desk, each with the widest that it stands for. */
const LAYOUTS = [
  { media: '(max-width: 40rem)', widths: [360, 390] },
  { media: '(min-width: 40.01rem) and (max-width: 71.99rem)', widths: [700, 1024] },
  { media: '(min-width: 72rem)', widths: [1180, 1440] },
]

const STAGES = CHAPTER_IDS.flatMap((chapter) =>
  CHAPTERS[chapter].figures.map((figure): [ChapterId, FigureId] => [chapter, figure]),
)

/** Resolves once the figure is alive and its numbers stand still. */
const waitUntilStill = async (page: Page, selector: string): Promise<void> => {
  const stage = page.locator(selector)
  await stage.scrollIntoViewIfNeeded()
  await stage.locator('.chart, table').first().waitFor({ timeout: 120_000 })
  await page.waitForFunction(
    (name) => {
      const store = globalThis as unknown as { before?: string; same?: number }
      const now = document.querySelector(name)?.textContent ?? ''
      store.same = now === store.before ? (store.same ?? 0) + 1 : 0
      store.before = now
      return store.same > 6
    },
    selector,
    { polling: 500, timeout: 180_000 },
  )
}

const measure = async (browser: Browser, url: string, width: number): Promise<number[]> => {
  const page = await openPage(browser, url, { width, height: 900 })
  await page.evaluate(() => document.fonts.ready)
  const heights: number[] = []
  for (const [chapter, figure] of STAGES) {
    const selector = `.stage-${chapter}-${figure}`
    await waitUntilStill(page, selector)
    const height = await page
      .locator(selector)
      .evaluate(
        (stage) =>
          Math.max(...[...stage.children].map((child) => child.getBoundingClientRect().bottom)) -
          stage.getBoundingClientRect().top,
      )
    heights.push(Math.ceil(height))
    console.log(`${chapter} ${figure} at ${width} px: ${Math.ceil(height)} px`)
  }
  await page.context().close()
  return heights
}

/** The style sheet of one layout. */
const rulesOf = (media: string, heights: readonly number[]): string =>
  `@media ${media} {\n${STAGES.map(
    ([chapter, figure], index) =>
      `  .stage-${chapter}-${figure} {\n    min-height: ${((heights[index] ?? 0) / 16).toFixed(2)}rem;\n  }\n`,
  ).join('\n')}}\n`

const browserPath = await findBrowser()
const { siteUrl, pageFailure, close } = await openSites()
if (pageFailure !== '') throw new Error(pageFailure)
const browser = await launchBrowser(browserPath)
const sheets: string[] = []
for (const { media, widths } of LAYOUTS) {
  const measured: number[][] = []
  for (const width of widths) measured.push(await measure(browser, siteUrl, width))
  const tallest = STAGES.map((_, index) =>
    Math.max(...measured.map((heights) => heights[index] ?? 0)),
  )
  sheets.push(rulesOf(media, tallest))
}
writeFileSync(
  path.join(root, 'src/reading/stages.css'),
  `/* Written by npm run pictures: the room of each figure once it is alive. */\n${sheets.join('\n')}`,
)
await browser.close()
await close()
