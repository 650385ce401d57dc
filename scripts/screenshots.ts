/**
 * `npm run screenshots [hash ...]`: the page at each hash, on a desk and on a phone, light and dark,
 * into screenshots/. With --readme, the one picture that README.md shows, into docs/.
 */
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { launchBrowser, openPage, type PageOptions } from '../tests/browser/helpers/openPage.ts'
import { openSites } from '../tests/browser/helpers/sites.ts'
import { findBrowser } from './findBrowser.mjs'

const root = path.resolve(import.meta.dirname, '..')

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]

interface Picture {
  url: string
  file: string
  options: PageOptions
}

/** "#/play?c=0.1" → "play-c-0-1"; no hash → "start". */
const nameOf = (hash: string): string =>
  hash
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '') || 'start'

const addressOf = (pageUrl: string, hash: string): string =>
  hash === '' ? pageUrl : `${pageUrl}#${hash.replace(/^#/, '')}`

const picturesOf = (pageUrl: string, hashes: string[]): Picture[] =>
  hashes.flatMap((hash) =>
    SIZES.flatMap(({ width, height }) =>
      (['light', 'dark'] as const).map((colorScheme) => ({
        url: addressOf(pageUrl, hash),
        file: `screenshots/${nameOf(hash)}-${width}-${colorScheme}.png`,
        options: { width, height, colorScheme },
      })),
    ),
  )

const readmePicture = (pageUrl: string): Picture => ({
  url: pageUrl,
  file: 'docs/play-light.png',
  options: { width: 1440, height: 900, colorScheme: 'light' },
})

const take = async (browser: Browser, { url, file, options }: Picture): Promise<void> => {
  // Without motion the page shows its finished state at once.
  const page = await openPage(browser, url, { ...options, reducedMotion: 'reduce' })
  await page.locator('#root > *').first().waitFor({ state: 'attached' })
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: path.join(root, file), animations: 'disabled' })
  await page.context().close()
  console.log(file)
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { readme: { type: 'boolean', default: false } },
})
const browserPath = await findBrowser()
const { pageUrl, pageFailure, close } = await openSites()
if (pageFailure !== '') throw new Error(pageFailure)
const browser = await launchBrowser(browserPath)
const hashes = positionals.length > 0 ? positionals : ['']
const pictures = values.readme ? [readmePicture(pageUrl)] : picturesOf(pageUrl, hashes)
for (const picture of pictures) await take(browser, picture)
await browser.close()
await close()
