/**
 * `npm run screenshots`: photographs every chapter of the article and the pages beside it, on a desk
 * and on a phone, light, dark and in the projector's palette, into screenshots/. Everything can be
 * restricted:
 *
 *   npm run screenshots -- read nested --theme dark --width 390 --depth intuition
 *
 * names pages (read, play, embed, present, teach) and chapters of the article. With --readme, only
 * the three pictures that README.md shows, into docs/.
 */
import { parseArgs } from 'node:util'
import { DEPTHS, type Depth } from '../src/protocol/articleLink.ts'
import { CHAPTER_IDS } from '../src/protocol/chapters.ts'
import { launchBrowser } from '../tests/browser/helpers/openPage.ts'
import { openSites } from '../tests/browser/helpers/sites.ts'
import { findBrowser } from './findBrowser.mjs'
import { photographArticle } from './photographs/article.ts'
import { LOOKS } from './photographs/looks.ts'
import { PAGES } from './photographs/pages.ts'
import { photographReadme } from './photographs/readme.ts'

const PAGE_IDS = ['read', 'play', 'embed', 'present', 'teach'] as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    theme: { type: 'string' },
    width: { type: 'string' },
    depth: { type: 'string', default: 'paper' },
    readme: { type: 'boolean', default: false },
  },
})

const isKnown = <T extends string>(known: readonly T[], text: string): text is T =>
  (known as readonly string[]).includes(text)

const wrong = positionals.find((text) => !isKnown([...PAGE_IDS, ...CHAPTER_IDS], text))
if (wrong !== undefined) {
  throw new Error(`“${wrong}” is none of ${[...PAGE_IDS, ...CHAPTER_IDS].join(', ')}`)
}
if (!isKnown(DEPTHS, values.depth)) throw new Error(`depth must be one of ${DEPTHS.join(', ')}`)

const depth: Depth = values.depth
const named = CHAPTER_IDS.filter((id) => positionals.includes(id))
const chapters = named.length > 0 ? named : CHAPTER_IDS
const pages = PAGE_IDS.filter(
  (id) =>
    positionals.length === 0 || positionals.includes(id) || (id === 'read' && named.length > 0),
)
const looks = LOOKS.filter(
  ({ theme, width }) =>
    (values.theme ?? theme) === theme && (values.width ?? String(width)) === String(width),
)

const browser = await launchBrowser(await findBrowser())
const { siteUrl: url, pageFailure, close } = await openSites()
if (pageFailure !== '') throw new Error(pageFailure)
if (values.readme) await photographReadme(browser, url)
else {
  for (const look of looks) {
    for (const page of pages) {
      if (page === 'read') await photographArticle(browser, { url, look, chapters, depth })
      else await PAGES[page](browser, url, look)
    }
  }
}
await browser.close()
await close()
