/** What a page is photographed in, and how one picture is taken. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import type { Theme } from '../../src/protocol/view.ts'
import { openPage } from '../../tests/browser/helpers/openPage.ts'

const root = path.resolve(import.meta.dirname, '../..')

export interface Look {
  theme: Exclude<Theme, 'system'>
  width: number
  height: number
}

export const LOOKS: readonly Look[] = [
  { theme: 'light', width: 1440, height: 900 },
  { theme: 'dark', width: 1440, height: 900 },
  { theme: 'projector', width: 1440, height: 900 },
  { theme: 'light', width: 390, height: 844 },
  { theme: 'dark', width: 390, height: 844 },
]

/** `read-nested-1440-dark.png` */
export const fileOf = (name: string, { theme, width }: Look): string =>
  `screenshots/${name}-${String(width)}-${theme}.png`

/** An address with this look's theme in it. */
export const addressOf = (url: string, { theme }: Look, fields: readonly string[] = []): string =>
  `${url}#${['v=1', `theme=${theme}`, ...fields].join('&')}`

/** A page in a look, without motion, so that it shows its finished state at once. */
export const openIn = async (browser: Browser, url: string, look: Look): Promise<Page> => {
  const { width, height, theme } = look
  const colorScheme = theme === 'dark' ? 'dark' : 'light'
  const page = await openPage(browser, url, { width, height, colorScheme, reducedMotion: 'reduce' })
  await page.locator('#root > *').first().waitFor()
  await page.evaluate(() => document.fonts.ready)
  // A head that stays in view would cover a picture that is taller than the window.
  await page.locator('.page-header').evaluateAll((heads: HTMLElement[]) => {
    for (const head of heads) head.style.position = 'static'
  })
  return page
}

/** Resolves once the words of an element have stood still for three seconds. */
export const waitForWords = async (page: Page, selector: string): Promise<void> => {
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

/** Writes a picture of a whole element, or of the window, and says where it is. */
export const take = async (of: Page | Locator, file: string): Promise<void> => {
  const place = path.join(root, file)
  mkdirSync(path.dirname(place), { recursive: true })
  await of.screenshot({ path: place, animations: 'disabled' })
  console.log(file)
}
