/** The site on a second visit, with the network cut. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { play, readClock, waitForEnd } from './helpers/playPage.ts'

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
    for (const file of ['', 'embed.html', 'present.html', 'teach.html']) {
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
