/** Photographs the article, chapter by chapter. */
import type { Browser } from 'playwright-core'
import type { Depth } from '../../src/protocol/articleLink.ts'
import type { ChapterId } from '../../src/protocol/chapters.ts'
import { STAGES, waitUntilStill } from '../stills/visit.ts'
import { addressOf, fileOf, openIn, take, type Look } from './looks.ts'

/** One answer to every question, so that nothing is covered and what happened is drawn over it. */
const ANSWERS = '1~keep.28-26-22-16-12~together.few~nested.28-26-22-16-12~directions.falls'

export interface ArticlePictures {
  chapters: readonly ChapterId[]
  depth: Depth
}

/** The first screen and every chapter that is asked for, in one look. */
export const photographArticle = async (
  browser: Browser,
  { url, look, chapters, depth }: ArticlePictures & { url: string; look: Look },
): Promise<void> => {
  const fields = [`depth=${depth}`, `answers=${ANSWERS}`]
  const page = await openIn(browser, addressOf(url, look, fields), look)
  for (const chapter of chapters) {
    for (const stage of STAGES.filter((one) => one.chapter === chapter)) {
      await waitUntilStill(page, stage)
    }
    for (const prediction of await page.locator(`#${chapter} .prediction`).all()) {
      await prediction.scrollIntoViewIfNeeded()
      await prediction.locator('.prediction-result:not(:empty)').waitFor({ timeout: 240_000 })
    }
    if (chapter === 'keep') {
      await page.evaluate(() => scrollTo(0, 0))
      await take(page, fileOf('read-first', look))
    }
    await take(page.locator(`#${chapter}`), fileOf(`read-${chapter}`, look))
  }
  await page.context().close()
}
