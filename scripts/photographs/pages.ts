/** Photographs the pages beside the article. */
import type { Browser, Page } from 'playwright-core'
import { SLIDES } from '../../src/pages/present/slides.ts'
import { addressOf, fileOf, looseEnds, openIn, take, waitForWords, type Look } from './looks.ts'

/** Where it is a figure of a page that stands still last. */
const CHART = '.chart, table'

const waitForFigure = async (page: Page): Promise<void> => {
  await page.locator(CHART).first().waitFor({ timeout: 180_000 })
  await waitForWords(page, '#root')
}

/** Wakes what rests until it is in view: one window after the other, each until it stands still. */
const readThrough = async (page: Page, height: number): Promise<void> => {
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  for (let top = 0; top < whole; top += height) {
    await page.evaluate((place) => scrollTo(0, place), top)
    await waitForWords(page, '#root')
  }
}

/** Every slide with its answer, as the room sees it. */
const photographSlides = async (browser: Browser, url: string, look: Look): Promise<void> => {
  for (const { id, figure } of SLIDES) {
    const fields = [`slide=${id}`, 'revealed=true']
    const page = await openIn(browser, addressOf(`${url}present.html`, look, fields), look)
    await (figure === null ? waitForWords(page, '#root') : waitForFigure(page))
    await take(page, fileOf(`present-${id}`, look))
    await page.context().close()
  }
}

const photographWhole = async (
  browser: Browser,
  { url, name, look, fields }: { url: string; name: string; look: Look; fields: string[] },
): Promise<void> => {
  const page = await openIn(browser, addressOf(`${url}${name}.html`, look, fields), look)
  await (name === 'teach' ? waitForWords(page, '#root') : waitForFigure(page))
  await readThrough(page, look.height)
  await looseEnds(page)
  await take(page.locator('body'), fileOf(name, look))
  await page.context().close()
}

/** The playground, the teacher's page and one embedded figure, from top to bottom. */
export const PAGES = {
  play: (browser: Browser, url: string, look: Look) =>
    photographWhole(browser, { url, name: 'play', look, fields: [] }),
  teach: (browser: Browser, url: string, look: Look) =>
    photographWhole(browser, { url, name: 'teach', look, fields: [] }),
  embed: (browser: Browser, url: string, look: Look) =>
    photographWhole(browser, {
      url,
      name: 'embed',
      look,
      fields: ['figure=ladder', 'controls=rescale.overlap'],
    }),
  present: photographSlides,
} as const
