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
import { InputError } from './cli/fields.ts'
import { runScript } from './cli/terminal.ts'
import { findBrowser } from './findBrowser.mjs'
import { photographArticle } from './photographs/article.ts'
import { LOOKS } from './photographs/looks.ts'
import { PAGES } from './photographs/pages.ts'
import { photographReadme } from './photographs/readme.ts'

const PAGE_IDS = ['read', 'play', 'embed', 'present', 'teach'] as const

const isKnown = <T extends string>(known: readonly T[], text: string): text is T =>
  (known as readonly string[]).includes(text)

/** What the words of the call ask for. */
const readOrder = () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      theme: { type: 'string' },
      width: { type: 'string' },
      depth: { type: 'string', default: 'paper' },
      readme: { type: 'boolean', default: false },
    },
  })
  const wrong = positionals.find((text) => !isKnown([...PAGE_IDS, ...CHAPTER_IDS], text))
  if (wrong !== undefined) {
    throw new InputError(`“${wrong}” is none of ${[...PAGE_IDS, ...CHAPTER_IDS].join(', ')}.`)
  }
  if (!isKnown(DEPTHS, values.depth)) {
    throw new InputError(`--depth is “${values.depth}”, but must be one of ${DEPTHS.join(', ')}.`)
  }
  const depth: Depth = values.depth
  const named = CHAPTER_IDS.filter((id) => positionals.includes(id))
  const isAsked = (id: (typeof PAGE_IDS)[number]): boolean =>
    positionals.length === 0 || positionals.includes(id) || (id === 'read' && named.length > 0)
  const looks = LOOKS.filter(
    ({ theme, width }) =>
      (values.theme ?? theme) === theme && (values.width ?? String(width)) === String(width),
  )
  if (looks.length === 0) {
    const known = LOOKS.map(({ theme, width }) => `${theme} at ${width}`).join(', ')
    throw new InputError(`--theme and --width must be those of one of these: ${known}.`)
  }
  const chapters = named.length > 0 ? named : CHAPTER_IDS
  return { depth, chapters, pages: PAGE_IDS.filter(isAsked), looks, isForReadme: values.readme }
}

const photograph = async (): Promise<void> => {
  const { depth, chapters, pages, looks, isForReadme } = readOrder()
  const browser = await launchBrowser(await findBrowser())
  const { siteUrl: url, pageFailure, close } = await openSites()
  if (pageFailure !== '') throw new Error(pageFailure)
  if (isForReadme) await photographReadme(browser, url)
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
}

await runScript(photograph)
