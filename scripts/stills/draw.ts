/** Draws the static pictures by the code that saves a figure as SVG, in the page itself. */
import type { Browser, Page } from 'playwright-core'
import type { BarePicture } from '../../src/charts/export/picture.ts'
import { openPage } from '../../tests/browser/helpers/openPage.ts'
import { STAGES, uncovered, waitUntilStill } from './visit.ts'

const KINDS = [
  { kind: 'wide', width: 1280, colorScheme: 'light' },
  { kind: 'wide-dark', width: 1280, colorScheme: 'dark' },
  { kind: 'narrow', width: 390, colorScheme: 'light' },
  { kind: 'narrow-dark', width: 390, colorScheme: 'dark' },
] as const
type Kind = (typeof KINDS)[number]['kind']

export interface Drawn extends BarePicture {
  name: string
  kind: Kind
}

/** The development server sends modules as they are, so that the page's own can be asked for. */
const drawIn = (page: Page, selector: string): Promise<BarePicture> =>
  page.evaluate(async (name) => {
    const address = '/src/charts/export/picture.ts'
    const { drawBarePicture } = (await import(/* @vite-ignore */ address)) as {
      drawBarePicture: (figure: HTMLElement) => BarePicture
    }
    const frame = document.querySelector<HTMLElement>(`${name} .figure-frame`)
    if (frame === null) throw new Error(`no figure in ${name}`)
    return drawBarePicture(frame)
  }, selector)

/** Every static picture of the article at an address of the development server. */
export const drawStills = async (browser: Browser, url: string): Promise<Drawn[]> => {
  const drawn: Drawn[] = []
  for (const { kind, width, colorScheme } of KINDS) {
    const options = { width, height: 900, colorScheme, reducedMotion: 'reduce' } as const
    const page = await openPage(browser, uncovered(url), options)
    await page.locator('#root > *').first().waitFor()
    await page.evaluate(() => document.fonts.ready)
    for (const stage of STAGES) {
      await waitUntilStill(page, stage)
      const picture = await drawIn(page, stage.selector)
      drawn.push({ ...picture, name: stage.name, kind })
      console.log(
        `${stage.name}, ${kind}: ${picture.width} × ${picture.height} px, ${picture.svg.length} characters`,
      )
    }
    await page.context().close()
  }
  return drawn
}
