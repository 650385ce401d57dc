/** Visits the figures of the article one after the other, once each stands still. */
import type { Page } from 'playwright-core'
import { CHAPTER_IDS, CHAPTERS, type ChapterId } from '../../src/protocol/chapters.ts'
import type { FigureId } from '../../src/protocol/figures.ts'
import { PREDICTION_IDS } from '../../src/protocol/predictions.ts'

/** The article with every question skipped, so that no figure is covered: after `#`. */
export const UNCOVERED = `v=1&answers=${encodeURIComponent(
  `1~${PREDICTION_IDS.map((id) => `${id}.skip`).join('~')}`,
)}`

export interface Stage {
  chapter: ChapterId
  figure: FigureId
  /** The name of its files, and of its place in the page. */
  name: string
  selector: string
}

export const STAGES: readonly Stage[] = CHAPTER_IDS.flatMap((chapter) =>
  CHAPTERS[chapter].figures.map((figure): Stage => {
    const name = `${chapter}-${figure}`
    return { chapter, figure, name, selector: `.stage-${name}` }
  }),
)

/** Resolves once the figure is alive and its words have stood still for three seconds. */
export const waitUntilStill = async (page: Page, { selector }: Stage): Promise<void> => {
  const stage = page.locator(selector)
  await stage.evaluate((element) => element.scrollIntoView({ block: 'start' }))
  await stage.locator('.chart, table').first().waitFor({ timeout: 180_000 })
  await page.waitForFunction(
    (name) => {
      const store = globalThis as unknown as { before?: string; same?: number }
      const now = document.querySelector(name)?.textContent ?? ''
      store.same = now === store.before ? (store.same ?? 0) + 1 : 0
      store.before = now
      return store.same > 6
    },
    selector,
    { polling: 500, timeout: 240_000 },
  )
}
