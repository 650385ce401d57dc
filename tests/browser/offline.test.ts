/** The site on a second visit, with the network cut. */
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { builtPage } from './helpers/builds.ts'
import { play, readClock, waitForEnd } from './helpers/playPage.ts'
import { serveFolders } from './helpers/staticServer.ts'

const session = browserSession()

/** Resolves once the worker that keeps the site has kept all of it. */
const waitUntilKept = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })

describe('a second visit without a network', () => {
  it('shows every page, and trains', async () => {
    const page = await session.openSite('', { serviceWorkers: 'allow' })
    await waitUntilKept(page)
    await page.context().setOffline(true)
    const { href } = new URL('./', page.url())
    const files = ['', 'embed.html', 'present.html', 'teach.html']
    // Mailings and feeds add to an address; a page is still the same one.
    const added = ['?utm_source=mail', 'play.html?utm=1&fbclid=x', 'teach?ref=1']
    for (const file of [...files, ...added]) {
      await page.goto(href + file)
      await page.locator('#root > *').first().waitFor({ state: 'attached' })
    }
    await page.goto(`${href}play.html#v=1&engine=cpu&inputDim=50&auxSamples=64`)
    await waitForEnd(page)
    await play(page)
    await waitForEnd(page)
    expect((await readClock(page)).step).toBeGreaterThan(0)
  })
})

describe('a newer version', () => {
  it('is offered, waits for the reader, and opens at the same address', async () => {
    const appended = new Map<string, string>()
    const site = await serveFolders({ '/site/': await builtPage() }, { appended })
    onTestFinished(() => site.close())
    const address = `${site.origin}/site/teach.html#v=1&dataSeed=7`
    const page = await session.openElsewhere(address, { serviceWorkers: 'allow' })
    await waitUntilKept(page)
    const offer = page.getByRole('button', { name: 'Load it' })
    expect(await offer.count()).toBe(0)
    // A worker is newer if a single byte of it differs.
    appended.set('/site/sw.js', '\n// newer')
    await page.reload()
    await offer.waitFor()
    const waiting = (): Promise<boolean> =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.getRegistration()
        return registration?.waiting != null
      })
    expect(await waiting()).toBe(true)
    await Promise.all([page.waitForEvent('load'), offer.click()])
    await page.locator('#root > *').first().waitFor({ state: 'attached' })
    expect(await waiting()).toBe(false)
    expect(page.url()).toBe(address)
  })
})
