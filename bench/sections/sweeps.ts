import type { Browser, Page } from 'playwright-core'
import { newPage } from '../../tests/browser/helpers/openPage.ts'
import { traceMainThread } from '../../tests/browser/helpers/tracing.ts'
import type { Section } from '../section.ts'
import { median, type Row } from '../table.ts'

const REPEATS = 3
/** Milliseconds; a picture that is not complete by then is given up. */
const PATIENCE = 60_000

interface Case {
  what: string
  hash: string
  /** Name of the chart, whose description tells how far it is. */
  chart: string
  /** What the description says once anything is shown, and once all is. */
  begun: RegExp
  complete: RegExp
}

const LADDER = { chart: 'How much to keep', begun: /% computed|seeds, 1 to 24\./ }
const MAP = { chart: 'Where each regime lies', begun: /% computed|seeds, 1 to 8\./ }

const CASES: readonly Case[] = [
  { what: 'ladder, 41 × 24 seeds', hash: '', ...LADDER, complete: /seeds, 1 to 24\./ },
  {
    what: 'map, init scale × rescaling, 49 × 31 × 8 seeds, regimes',
    hash: '#map=initScale&quantity=regime',
    ...MAP,
    complete: /seeds, 1 to 8\./,
  },
]

const now = (page: Page): Promise<number> => page.evaluate(() => performance.now())

/** Milliseconds from scrolling the figure into view to its first numbers, and to its last. */
const fill = async (page: Page, { chart, begun, complete }: Case): Promise<[number, number]> => {
  const group = page.getByRole('group', { name: chart })
  const id = (await group.getAttribute('aria-describedby')) ?? ''
  const until = async (wanted: RegExp): Promise<number> => {
    await page.waitForFunction(
      ([place, words]) => words.test(document.getElementById(place)?.textContent ?? ''),
      [id, wanted] as const,
      { polling: 'raf', timeout: PATIENCE },
    )
    return now(page)
  }
  const start = await now(page)
  await group.evaluate((element) => element.scrollIntoView())
  return [(await until(begun)) - start, (await until(complete)) - start]
}

const measureOnce = async (browser: Browser, url: string, at: Case) => {
  const page = await newPage(browser, url)
  await page.goto(`${url}${at.hash}`)
  // What the page itself computes first comes to its end.
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(1500)
  let times: [number, number] = [NaN, NaN]
  const { longestTask, longestOwnTask } = await traceMainThread(page, async () => {
    times = await fill(page, at)
  })
  await page.context().close()
  return { first: times[0], last: times[1], longestTask, longestOwnTask }
}

const measure = async (browser: Browser, url: string, at: Case): Promise<Row> => {
  const runs = []
  for (let repeat = 0; repeat < REPEATS; repeat += 1) runs.push(await measureOnce(browser, url, at))
  return {
    figure: at.what,
    'first numbers, ms': median(runs.map(({ first }) => first)),
    'complete, ms': median(runs.map(({ last }) => last)),
    'longest task, ms': median(runs.map(({ longestTask }) => longestTask)),
    'on the processor': median(runs.map(({ longestOwnTask }) => longestOwnTask)),
  }
}

/** How soon the pictures over many runs are there, once they are scrolled to. */
export const sweeps: Section = {
  title: 'Pictures over many runs (on one solver thread)',
  run: async ({ launch, pageUrl }) => {
    const browser = await launch()
    const rows: Row[] = []
    for (const at of CASES) rows.push(await measure(browser, pageUrl, at))
    await browser.close()
    return rows
  },
}
