/** Visits the figures of the article one after the other, once each stands still. */
import type { Page } from 'playwright-core'
import { answersText, type Answer } from '../../src/protocol/answers.ts'
import { CHAPTER_IDS, CHAPTERS, type ChapterId } from '../../src/protocol/chapters.ts'
import { PREDICTION_IDS, type PredictionId } from '../../src/protocol/predictions.ts'
import type { FigureId } from '../../src/protocol/figures.ts'
import { waitForWords } from '../photographs/looks.ts'

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
  await waitForWords(page, selector)
}

/** Every question skipped: no figure is covered. */
const UNCOVERED = answersText(
  Object.fromEntries(PREDICTION_IDS.map((id): [PredictionId, Answer] => [id, { kind: 'skipped' }])),
)

/** The article at an address, with all of its figures in sight. */
export const uncovered = (url: string): string => `${url}#answers=${UNCOVERED}`
