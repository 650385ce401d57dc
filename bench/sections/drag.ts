import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { newPage } from '../../tests/browser/helpers/openPage.ts'
import { traceMainThread } from '../../tests/browser/helpers/tracing.ts'
import type { Section } from '../section.ts'
import type { Row } from '../table.ts'

const MOVES = 120
/** A move that is not answered within so many milliseconds moved the slider by nothing. */
const PATIENCE = 1000

/** Set on the page by watchDrag.js; milliseconds. */
interface Answer {
  /** When the browser got the move from the hand, … */
  sent: number
  /** … when the page got it, … */
  received: number
  /** … and when the end points that follow from it were on screen. */
  shown: number
}
interface Watched {
  dragAnswers: Answer[]
  nextPicture: () => Promise<unknown>
}

const watchDrag = fileURLToPath(new URL('../watchDrag.js', import.meta.url))

const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}

interface Case {
  what: string
  slider: RegExp
  placeOf: (move: number) => number
  /** High enough for the ladder to be in view, so that it computes meanwhile; or not. */
  height: number
}

/** Where the hand goes along the slider, 0 … 1: back and forth without a rest, … */
const swinging = (move: number): number =>
  0.05 + 0.9 * Math.abs((((4 * move) / MOVES + 0.37) % 2) - 1)
/** … or over the four values that the overlap can have. */
const stepping = (move: number): number => [0.01, 0.33, 0.67, 0.99][move % 4] ?? 0

const RESCALING = { slider: /rescal/i, placeOf: swinging }

const CASES: readonly Case[] = [
  { what: 'rescaling', ...RESCALING, height: 700 },
  { what: 'overlap', slider: /overlap/i, placeOf: stepping, height: 700 },
  { what: 'init scale', slider: /init/i, placeOf: swinging, height: 700 },
  { what: 'rescaling, ladder computing', ...RESCALING, height: 3000 },
]

/** Ends with the next answer, or at the end of the patience; runs in the page. */
const answered = ([before, patience]: readonly [number, number]): unknown => {
  const watched = globalThis as unknown as Watched
  return watched.dragAnswers.length > before
    ? null
    : Promise.race([watched.nextPicture(), new Promise((resolve) => setTimeout(resolve, patience))])
}

/** Each move waits for the answer to the one before, so that none is superseded. */
const drag = async (page: Page, { slider: name, placeOf }: Case): Promise<void> => {
  const slider = page.getByRole('slider', { name }).first()
  await slider.scrollIntoViewIfNeeded()
  const box = await slider.boundingBox()
  if (box === null) throw new Error('The slider is not visible.')
  const middle = box.y + box.height / 2
  await page.mouse.move(box.x + box.width / 2, middle)
  await page.mouse.down()
  for (let move = 0; move < MOVES; move += 1) {
    const before = await page.evaluate(() => (globalThis as unknown as Watched).dragAnswers.length)
    // Both at once: a hand does not pause either, and a pause would begin a training.
    await Promise.all([
      page.evaluate(answered, [before, PATIENCE] as const),
      page.mouse.move(box.x + placeOf(move) * box.width, middle),
    ])
  }
  await page.mouse.up()
}

/**
 * The first training loads its engine, which takes both cores of a small machine for seconds. That
 * is a matter of the load, not of a drag: so one run is trained to its end before.
 */
const warmUp = async (page: Page, { slider: name }: Case): Promise<void> => {
  await page.getByRole('slider', { name }).first().press('ArrowLeft')
  await page.getByText('Training', { exact: true }).waitFor()
  await page
    .getByText(/^(All|Ended)/)
    .first()
    .waitFor()
}

const measure = async (browser: Browser, url: string, at: Case): Promise<Row> => {
  const page = await newPage(browser, url, { height: at.height })
  await page.addInitScript({ path: watchDrag })
  await page.goto(url)
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  await warmUp(page, at)
  const { longestTask, longestOwnTask } = await traceMainThread(page, () => drag(page, at))
  const answers = await page.evaluate(() => (globalThis as unknown as Watched).dragAnswers)
  await page.context().close()
  // The first may still share the processor with what came before.
  const [first, ...later] = answers
  const fromPage = later.map(({ received, shown }) => shown - received)
  const fromHand = later.map(({ sent, shown }) => shown - sent)
  return {
    slider: at.what,
    answers: later.length,
    'first, ms': first ? first.shown - first.received : NaN,
    'median, ms': quantile(fromPage, 0.5),
    '95 %, ms': quantile(fromPage, 0.95),
    'from the hand, median': quantile(fromHand, 0.5),
    'from the hand, 95 %': quantile(fromHand, 0.95),
    'longest task': longestTask,
    'on the processor': longestOwnTask,
  }
}

/**
 * Who puts the page's layers together. Without a graphics card a browser does it on the processor;
 * the tests make it use the emulated card (SwiftShader) that draws WebGL, which takes 60 to 80 ms a
 * frame and half of what two cores have, so that a picture often waits for the one before.
 */
const COMPOSITORS: Record<string, readonly string[]> = {
  processor: ['--disable-gpu-compositing'],
  'emulated card': [],
}

/** From a move of the pointer to the end points that follow from it, on screen. */
export const dragging: Section = {
  title: 'Answer to a drag (default sizes, milliseconds)',
  run: async ({ launch, pageUrl }) => {
    const rows: Row[] = []
    for (const [compositor, more] of Object.entries(COMPOSITORS)) {
      const browser = await launch(more)
      for (const at of CASES) rows.push({ compositor, ...(await measure(browser, pageUrl, at)) })
      await browser.close()
    }
    return rows
  },
}
