import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { newPage } from '../../tests/browser/helpers/openPage.ts'
import { traceMainThread } from '../../tests/browser/helpers/tracing.ts'
import type { Section } from '../section.ts'
import { median, type Row } from '../table.ts'

const COLD_LOADS = 5
const PLAY_SECONDS = 5
const DRAG_SECONDS = 3
const MISSING = 'not on the page'

/** Milliseconds since the navigation began. */
interface LoadTimes {
  firstContent: number
  firstPicture: number
}

/** Set on the page by watchCanvases.js. */
interface Watched {
  firstPicture?: number
}

const watchCanvases = fileURLToPath(new URL('../watchCanvases.js', import.meta.url))

/** Whether it came within the time the condition was waited for. */
const happens = (waiting: Promise<unknown>): Promise<boolean> =>
  waiting.then(
    () => true,
    () => false,
  )

const loadOnce = async (browser: Browser, url: string): Promise<LoadTimes> => {
  // A profile of its own is what makes the load cold.
  const page = await newPage(browser, url)
  await page.addInitScript({ path: watchCanvases })
  await page.goto(url)
  await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint').length > 0,
  )
  const firstContent = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  )
  const drawn = page.waitForFunction(() => (globalThis as Watched).firstPicture !== undefined, {
    timeout: 10_000,
  })
  const firstPicture = (await happens(drawn))
    ? await page.evaluate(() => (globalThis as Watched).firstPicture ?? NaN)
    : NaN
  await page.context().close()
  return { firstContent, firstPicture }
}

const measureLoads = async (browser: Browser, url: string): Promise<Row[]> => {
  const loads: LoadTimes[] = []
  for (let load = 0; load < COLD_LOADS; load += 1) loads.push(await loadOnce(browser, url))
  const row = (what: string, times: number[]): Row => ({
    what,
    value: times.some(Number.isNaN) ? MISSING : `${median(times).toFixed(0)} ms`,
    detail: `median of ${times.length} cold loads`,
  })
  return [
    row(
      'first content',
      loads.map(({ firstContent }) => firstContent),
    ),
    row(
      'first picture on a canvas',
      loads.map(({ firstPicture }) => firstPicture),
    ),
  ]
}

/** Back and forth along the slider, a step per frame, as a hand would: never faster than drawn. */
const drag = async (page: Page, slider: Locator): Promise<void> => {
  await slider.scrollIntoViewIfNeeded()
  const box = await slider.boundingBox()
  if (box === null) throw new Error('The slider is not visible.')
  const middle = box.y + box.height / 2
  await page.mouse.move(box.x + box.width / 2, middle)
  await page.mouse.down()
  const start = performance.now()
  let elapsed = 0
  while (elapsed < DRAG_SECONDS) {
    const place = 0.5 + 0.4 * Math.sin((2 * Math.PI * elapsed) / DRAG_SECONDS)
    await page.mouse.move(box.x + place * box.width, middle)
    await page.evaluate(() => new Promise(requestAnimationFrame))
    elapsed = (performance.now() - start) / 1000
  }
  await page.mouse.up()
}

/** What the main thread did while the action ran; a page without the control is said to lack it. */
const measureTasks = async (
  what: string,
  control: Locator,
  action: (page: Page) => Promise<void>,
): Promise<Row> => {
  const page = control.page()
  const present = await happens(control.waitFor({ timeout: 10_000 }))
  if (!present) return { what, value: MISSING, detail: '' }
  const { longestTask, longestOwnTask, longTasks } = await traceMainThread(page, () => action(page))
  return {
    what,
    value: `${longestTask.toFixed(1)} ms`,
    detail: `longest task; ${longTasks.length} over 50 ms; ${longestOwnTask.toFixed(1)} ms on the processor`,
  }
}

/** How soon the page shows something, and whether it ever makes the reader wait afterwards. */
export const smoothness: Section = {
  title: 'Smoothness of the page',
  run: async ({ launch, pageUrl }) => {
    const browser = await launch()
    const loads = await measureLoads(browser, pageUrl)
    const open = async (): Promise<Page> => {
      const page = await newPage(browser, pageUrl)
      await page.goto(pageUrl)
      // The load is measured above; what is measured here begins when it has come to rest.
      await page.waitForLoadState('networkidle')
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
      await page.evaluate(() => new Promise(requestAnimationFrame))
      return page
    }
    const dragged = await open()
    const slider = dragged.getByRole('slider', { name: /rescal/i }).first()
    const dragging = await measureTasks(`${DRAG_SECONDS} s of dragging`, slider, () =>
      drag(dragged, slider),
    )
    await dragged.close()
    const played = await open()
    const button = played.getByRole('button', { name: /play/i }).first()
    const playing = await measureTasks(`${PLAY_SECONDS} s of play`, button, async () => {
      await button.click()
      // The span measured, not a wait for something to happen.
      await played.waitForTimeout(PLAY_SECONDS * 1000)
    })
    await browser.close()
    return [...loads, dragging, playing]
  },
}
