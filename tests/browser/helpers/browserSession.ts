import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, inject } from 'vitest'
import { launchBrowser, openPage, type PageOptions } from './openPage.ts'

export interface BrowserSession {
  /** The built playground at "?…" or "#…", once it has drawn its first elements. */
  open: (address?: string, options?: PageOptions) => Promise<Page>
  /** Any page of the built site, such as "teach.html#…"; the article at "" or "#…". */
  openSite: (address?: string, options?: PageOptions) => Promise<Page>
  /** A page of any other origin. */
  openElsewhere: (url: string, options?: PageOptions) => Promise<Page>
  /** The page on which runJob() works. */
  openHarness: () => Promise<Page>
  /**
   * The same, opened once for all tests of the file: engines that were started on it, and programs
   * that were compiled, serve the next test as well. For jobs that leave it as it was.
   */
  sharedHarness: () => Promise<Page>
  /** The same where threads may share memory. */
  openIsolatedHarness: () => Promise<Page>
}

/**
 * Browsers of this worker, by what they were started with. Files of one worker follow each other
 * and share their modules, so a browser serves all files that need such a one; it ends with the
 * worker.
 */
const started = new Map<string, Promise<Browser>>()

const startedWith = async (browserArguments: readonly string[]): Promise<Browser> => {
  const key = browserArguments.join(' ')
  const known = await started.get(key)?.catch(() => undefined)
  if (known?.isConnected()) return known
  const starting = launchBrowser(inject('browserPath'), browserArguments)
  started.set(key, starting)
  return starting
}

/**
 * The browser for the tests of a file; call it once, at the top of the file. Every page it opened
 * is closed after the test, the shared one after the last.
 * @param browserArguments What the browser is started with beside what every test's has.
 */
export const browserSession = (browserArguments: readonly string[] = []): BrowserSession => {
  let browser: Browser | undefined
  let shared: Page | undefined

  const closeContexts = async (kept?: BrowserContext): Promise<void> => {
    const left = browser?.contexts().filter((context) => context !== kept) ?? []
    await Promise.all(left.map((context) => context.close()))
  }

  beforeAll(async () => {
    browser = await startedWith(browserArguments)
  })
  afterEach(() => closeContexts(shared?.context()))
  afterAll(async () => {
    shared = undefined
    await closeContexts()
  })

  const openUrl = (url: string, options?: PageOptions): Promise<Page> => {
    if (browser === undefined) throw new Error('The browser starts with the first test.')
    return openPage(browser, url, options)
  }

  const openBuilt = async (url: string, options?: PageOptions): Promise<Page> => {
    const failure = inject('pageFailure')
    if (failure !== '') throw new Error(failure)
    const page = await openUrl(url, options)
    await page.locator('#root > *').first().waitFor({ state: 'attached' })
    return page
  }

  return {
    open: (address = '', options = {}) => openBuilt(inject('pageUrl') + address, options),
    openSite: (address = '', options = {}) => openBuilt(inject('siteUrl') + address, options),
    openElsewhere: openUrl,
    openHarness: () => openUrl(inject('harnessUrl')),
    sharedHarness: async () => (shared ??= await openUrl(inject('harnessUrl'))),
    openIsolatedHarness: () => openUrl(inject('isolatedUrl')),
  }
}
