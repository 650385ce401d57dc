import type { Page, Worker } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { logOf } from './helpers/openPage.ts'

const session = browserSession()

/** The harness's worker, which may start after the page has loaded. */
const workerOf = async (page: Page): Promise<Worker> =>
  page.workers()[0] ?? (await page.waitForEvent('worker'))

/** Nothing listens there; that it was asked for is what counts. */
const FOREIGN = 'http://127.0.0.1:9/foreign.png'

describe('expectQuiet(page)', () => {
  it('accepts a page that keeps to itself', async () => {
    const page = await session.openHarness()
    await expectQuiet(page)
  })

  it('sees a word on the console', async () => {
    const page = await session.openHarness()
    await page.evaluate(() => console.warn('a word'))
    await expect(expectQuiet(page)).rejects.toThrow()
    expect(logOf(page).console).toEqual(['warning: a word'])
  })

  it('sees a word on the console of a worker', async () => {
    const page = await session.openHarness()
    const written = page.waitForEvent('console')
    const worker = await workerOf(page)
    await worker.evaluate(() => console.warn('a word'))
    await written
    await expect(expectQuiet(page)).rejects.toThrow()
    expect(logOf(page).console).toEqual(['warning: a word'])
  })

  it('sees an error that nothing caught', async () => {
    const page = await session.openHarness()
    const reported = page.waitForEvent('pageerror')
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('uncaught')
      })
    })
    await reported
    await expect(expectQuiet(page)).rejects.toThrow()
    expect(logOf(page).errors).toEqual(['uncaught'])
  })

  it('sees a breach of the security policy', async () => {
    const page = await session.openHarness()
    await page.evaluate((address) => fetch(address).catch(() => undefined), FOREIGN)
    await expect(expectQuiet(page)).rejects.toThrow()
    expect(logOf(page).policyViolations).toEqual([`connect-src: ${FOREIGN}`])
  })

  it('sees a request to another origin, from a worker too', async () => {
    const page = await session.openHarness()
    const asked = page.waitForEvent('request', { predicate: (one) => one.url() === FOREIGN })
    // A worker is under its own policy, not under the page's.
    const worker = await workerOf(page)
    await worker.evaluate((address) => fetch(address).catch(() => undefined), FOREIGN)
    await asked
    await expect(expectQuiet(page)).rejects.toThrow()
    expect(logOf(page).foreignRequests).toEqual([FOREIGN])
  })
})
