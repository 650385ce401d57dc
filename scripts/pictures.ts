/**
 * `npm run pictures`: draws the static pictures of the article's figures into public/pictures/, says
 * in src/reading/stills.json what they show, and measures the room of the live figures
 * (src/reading/stages.css). With --rooms or --stills, only one of the two.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { createServer } from 'vite'
import { launchBrowser } from '../tests/browser/helpers/openPage.ts'
import { openSites } from '../tests/browser/helpers/sites.ts'
import { runScript } from './cli/terminal.ts'
import { findBrowser } from './findBrowser.mjs'
import { drawStills, type Drawn } from './stills/draw.ts'
import { measureRooms } from './stills/rooms.ts'
import { STAGES } from './stills/visit.ts'

const root = path.resolve(import.meta.dirname, '..')

const stillsOf = (drawn: readonly Drawn[]) =>
  Object.fromEntries(
    STAGES.map(({ name }) => {
      const sizeOf = (kind: string) => {
        const found = drawn.find((picture) => picture.name === name && picture.kind === kind)
        return { width: found?.width ?? 0, height: found?.height ?? 0 }
      }
      const description = drawn.find((picture) => picture.name === name)?.told ?? ''
      return [name, { wide: sizeOf('wide'), narrow: sizeOf('narrow'), description }]
    }),
  )

const makeStills = async (browser: Browser): Promise<void> => {
  const server = await createServer({
    root,
    server: { port: 0, hmr: false, watch: null },
    logLevel: 'warn',
  })
  await server.listen()
  const [url = ''] = server.resolvedUrls?.local ?? []
  const drawn = await drawStills(browser, url)
  await server.close()
  mkdirSync(path.join(root, 'public/pictures'), { recursive: true })
  for (const { name, kind, svg } of drawn) {
    writeFileSync(path.join(root, `public/pictures/${name}-${kind}.svg`), `${svg}\n`)
  }
  const stills = JSON.stringify(stillsOf(drawn), null, 2)
  writeFileSync(path.join(root, 'src/reading/stills.json'), `${stills}\n`)
}

const makeRooms = async (browser: Browser): Promise<void> => {
  const { siteUrl, pageFailure, close } = await openSites()
  if (pageFailure !== '') throw new Error(pageFailure)
  const sheet = await measureRooms(browser, siteUrl)
  writeFileSync(path.join(root, 'src/reading/stages.css'), sheet)
  await close()
}

const draw = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      rooms: { type: 'boolean', default: false },
      stills: { type: 'boolean', default: false },
    },
  })
  const browser = await launchBrowser(await findBrowser())
  if (!values.rooms) await makeStills(browser)
  if (!values.stills) await makeRooms(browser)
  await browser.close()
}

await runScript(draw)
