/** The room that each figure takes once it is alive, so that nothing moves when it wakes. */
import type { Browser } from 'playwright-core'
import { openPage } from '../../tests/browser/helpers/openPage.ts'
import { STAGES, uncovered, waitUntilStill } from './visit.ts'

/** Layouts of the article, each with the narrowest and a usual width that it stands for. */
const LAYOUTS = [
  { media: '(max-width: 40rem)', widths: [360, 390] },
  { media: '(min-width: 40.01rem) and (max-width: 71.99rem)', widths: [700, 1024] },
  { media: '(min-width: 72rem)', widths: [1180, 1440] },
]

const measure = async (browser: Browser, url: string, width: number): Promise<number[]> => {
  const page = await openPage(browser, uncovered(url), {
    width,
    height: 900,
    reducedMotion: 'reduce',
  })
  await page.evaluate(() => document.fonts.ready)
  const heights: number[] = []
  for (const stage of STAGES) {
    await waitUntilStill(page, stage)
    // Its content, because the stage itself may still keep more room than that.
    const height = await page.locator(stage.selector).evaluate((element) => {
      const bottoms = [...element.children].map((child) => child.getBoundingClientRect().bottom)
      return Math.max(...bottoms) - element.getBoundingClientRect().top
    })
    heights.push(Math.ceil(height))
    console.log(`${stage.name} at ${width} px: ${Math.ceil(height)} px high`)
  }
  await page.context().close()
  return heights
}

const rulesOf = (media: string, heights: readonly number[]): string => {
  const rules = STAGES.map(
    ({ selector }, index) =>
      `  ${selector} {\n    min-height: ${((heights[index] ?? 0) / 16).toFixed(2)}rem;\n  }\n`,
  )
  return `@media ${media} {\n${rules.join('\n')}}\n`
}

/** The style sheet that keeps the room of every figure. */
export const measureRooms = async (browser: Browser, url: string): Promise<string> => {
  const sheets: string[] = []
  for (const { media, widths } of LAYOUTS) {
    const measured: number[][] = []
    for (const width of widths) measured.push(await measure(browser, url, width))
    const tallest = STAGES.map((_, at) => Math.max(...measured.map((heights) => heights[at] ?? 0)))
    sheets.push(rulesOf(media, tallest))
  }
  return `/* Written by npm run pictures: the room of each figure once it is alive. */\n${sheets.join('\n')}`
}
