/** Which pages of the site another page may show in a frame. */
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { builtPage } from './helpers/builds.ts'
import { serveFolders } from './helpers/staticServer.ts'

const session = browserSession()

type Server = Awaited<ReturnType<typeof serveFolders>>
let hosts: Server
let plainSite: Server

beforeAll(async () => {
  hosts = await serveFolders({ '/hosts/': path.resolve(import.meta.dirname, 'hosts') })
  plainSite = await serveFolders({ '/': await builtPage() }, { isPlain: true })
})
afterAll(() => Promise.all([hosts.close(), plainSite.close()]))

/** A page of another origin around the given address. */
const openHost = (frame: string): Promise<Page> => {
  const url = new URL('/hosts/host.html', hosts.origin)
  url.searchParams.set('frame', frame)
  return session.openElsewhere(url.href)
}

describe('framing', () => {
  it('is refused by every page but the embed', async () => {
    for (const file of ['', 'play.html', 'present.html', 'teach.html']) {
      const page = await openHost(new URL(file, inject('siteUrl')).href)
      // The browser shows its own page in place of one that may not be framed.
      await expect.poll(() => page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/')
      await page.context().close()
    }
  })

  it('leaves nothing but a link of a page that a host without headers lets be framed', async () => {
    for (const file of ['index.html', 'play.html', 'present.html', 'teach.html']) {
      const address = `${plainSite.origin}/${file}#v=1&rescale=0.5`
      const page = await openHost(address)
      const link = page.frameLocator('iframe').getByRole('link')
      await link.waitFor()
      expect(await link.getAttribute('href')).toBe(address)
      const frame = page.frames()[1]
      expect(await frame?.evaluate(() => document.getElementById('root'))).toBeNull()
      await page.context().close()
    }
  })
})
