import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { newPage } from '../../tests/browser/helpers/openPage.ts'
import type { Section } from '../section.ts'
import { median, type Row } from '../table.ts'

const COLD_LOADS = 5
const watchCanvases = fileURLToPath(new URL('../watchCanvases.js', import.meta.url))

/** Milliseconds since the navigation began; the shift has no unit. */
interface Load {
  firstContent: number
  largestContent: number
  firstSlider: number
  firstPicture: number
  shift: number
}

/** Runs in the page before its own scripts, and keeps what it sees. */
const watchLoad = (): void => {
  const seen = { firstSlider: NaN, largestContent: NaN, shift: 0 }
  Object.assign(globalThis, { seen })
  new MutationObserver((_, observer) => {
    if (document.querySelector('.chapter-figure input[type=range]') === null) return
    seen.firstSlider = performance.now()
    observer.disconnect()
  }).observe(document, { childList: true, subtree: true })
  new PerformanceObserver((list) => {
    seen.largestContent = list.getEntries().at(-1)?.startTime ?? NaN
  }).observe({ type: 'largest-contentful-paint', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      seen.shift += (entry as unknown as { value: number }).value
  }).observe({ type: 'layout-shift', buffered: true })
}

const loadOnce = async (browser: Browser, url: string): Promise<Load> => {
  // A profile of its own is what makes the load cold.
  const page = await newPage(browser, url)
  await page.addInitScript({ path: watchCanvases })
  await page.addInitScript(watchLoad)
  await page.goto(url)
  await page.waitForFunction(() => 'firstPicture' in globalThis)
  const load = await page.evaluate(() => {
    const found = globalThis as unknown as {
      firstPicture: number
      seen: Pick<Load, 'firstSlider' | 'largestContent' | 'shift'>
    }
    const [first] = performance.getEntriesByName('first-contentful-paint')
    return {
      ...found.seen,
      firstPicture: found.firstPicture,
      firstContent: first?.startTime ?? NaN,
    }
  })
  await page.context().close()
  return load
}

const WORDS: Readonly<Record<keyof Load, string>> = {
  firstContent: 'first content',
  largestContent: 'largest content',
  firstSlider: 'first slider can be moved',
  firstPicture: 'first live picture',
  shift: 'layout shift',
}

export const article: Section = {
  title: 'The article, from a cold load',
  run: async ({ launch, pageUrl }) => {
    const browser = await launch()
    const { href } = new URL('./', pageUrl)
    const loads: Load[] = []
    for (let load = 0; load < COLD_LOADS; load += 1) loads.push(await loadOnce(browser, href))
    await browser.close()
    return (Object.keys(WORDS) as (keyof Load)[]).map((name): Row => {
      const value = median(loads.map((load) => load[name]))
      return {
        what: WORDS[name],
        value: name === 'shift' ? value.toFixed(4) : `${value.toFixed(0)} ms`,
        detail: `median of ${COLD_LOADS} cold loads`,
      }
    })
  },
}
