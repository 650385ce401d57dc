/** The three pictures that README.md shows: the first screen, what the map says, the playground. */
import type { Browser, Page } from 'playwright-core'
import { STAGES, waitUntilStill } from '../stills/visit.ts'
import { addressOf, openIn, take, waitForWords, type Look } from './looks.ts'

const LOOK: Look = { theme: 'light', width: 1440, height: 900 }

const waitForStage = async (page: Page, name: string): Promise<void> => {
  const stage = STAGES.find((one) => one.name === name)
  if (stage === undefined) throw new Error(`no figure ${name}`)
  await waitUntilStill(page, stage)
}

/** Writes them into docs/. */
export const photographReadme = async (browser: Browser, url: string): Promise<void> => {
  const article = await openIn(browser, addressOf(url, LOOK), LOOK)
  await waitForStage(article, 'keep-spectrum')
  await article.evaluate(() => scrollTo(0, 0))
  await take(article, 'docs/read-light.png')
  await waitForStage(article, 'nested-ladder')
  await take(article, 'docs/nested-light.png')
  await article.context().close()

  const play = await openIn(browser, addressOf(`${url}play.html`, LOOK), LOOK)
  await waitForWords(play, '#root')
  await take(play, 'docs/play-light.png')
  await play.context().close()
}
