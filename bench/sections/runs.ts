import { fileURLToPath } from 'node:url'
import { newPage } from '../../tests/browser/helpers/openPage.ts'
import type { Browser, Page } from 'playwright-core'
import type { Section } from '../section.ts'
import { median, type Row } from '../table.ts'

const REPETITIONS = 3

interface Case {
  what: string
  link: string
  /**
   * What begins the run: Play; opening the link; or, where pretraining is known from the run before,
   * a slider that concerns finetuning only.
   */
  wish: 'play' | 'link' | 'slider'
}

/** How long a run takes in the page from the wish to its end. */
const CASES: readonly Case[] = [
  { what: 'default preset, all three methods, pretraining included', link: '', wish: 'play' },
  {
    what: 'finetuning at the paper’s size (D = 1000, n = 64), pretraining known',
    link:
      '#v=1&rescale=1&inputDim=1000&auxActive=40&mainActive=40&overlap=40&mainSamples=64&auxSamples=1024' +
      '&methods=finetune&stopLoss=1e-10&stepLimit=100000',
    wish: 'slider',
  },
  {
    what: 'default preset of ReLU networks, all three methods, pretraining included',
    link: '#v=1&network=relu',
    wish: 'link',
  },
  {
    what: 'its finetuning alone, pretraining known',
    link: '#v=1&network=relu&methods=finetune',
    wish: 'slider',
  },
]

/** A machine that is busy with other things may take this long. */
const LONGEST_WAIT = { timeout: 300_000 }

/** Set on the page by watchRuns.js. */
interface Watched {
  trainingEnds: { at: number; step: number }[]
  trainingStarts: number[]
}

const watchRuns = fileURLToPath(new URL('../watchRuns.js', import.meta.url))

const waitForEnds = async (page: Page, count: number): Promise<void> => {
  const isThere = (wanted: number): boolean =>
    (globalThis as unknown as Watched).trainingEnds.length >= wanted
  await page.waitForFunction(isThere, count, LONGEST_WAIT)
}

/** Begins the run of a page that is loaded, and waits for its end. */
const runToEnd: Record<Case['wish'], (page: Page) => Promise<void>> = {
  play: async (page) => {
    // At full pace; the clicked control is the pace's own, then Play.
    await page.getByRole('radio', { name: 'full' }).first().check({ force: true })
    await page.getByRole('button', { name: /^Play/ }).first().click()
    await waitForEnds(page, 1)
  },
  link: (page) => waitForEnds(page, 1),
  slider: async (page) => {
    await waitForEnds(page, 1)
    await page
      .getByRole('slider', { name: /rescal/i })
      .first()
      .press('ArrowLeft')
    await waitForEnds(page, 2)
  },
}

/** Milliseconds from the wish to the end, and the clock then. */
const runOnce = async (
  browser: Browser,
  url: string,
  { link, wish }: Case,
): Promise<{ milliseconds: number; step: number }> => {
  const page = await newPage(browser, url)
  await page.addInitScript({ path: watchRuns })
  await page.goto(url + link)
  await page.waitForLoadState('networkidle')
  await runToEnd[wish](page)
  const result = await page.evaluate(() => {
    const { trainingStarts, trainingEnds } = globalThis as unknown as Watched
    const end = trainingEnds.at(-1)
    return { milliseconds: (end?.at ?? NaN) - (trainingStarts.at(-1) ?? NaN), step: end?.step ?? 0 }
  })
  await page.context().close()
  return result
}

/** From the page's wish to the last picture of the run, with its automatic engine. */
export const runs: Section = {
  title: 'Whole runs in the page (milliseconds)',
  run: async ({ launch, pageUrl }) => {
    const browser = await launch(['--disable-gpu-compositing'])
    const rows: Row[] = []
    for (const at of CASES) {
      const found = []
      for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
        found.push(await runOnce(browser, pageUrl, at))
      }
      const times = found.map(({ milliseconds }) => milliseconds)
      rows.push({
        run: at.what,
        steps: median(found.map(({ step }) => step)),
        median: median(times),
        longest: Math.max(...times),
      })
    }
    await browser.close()
    return rows
  },
}
