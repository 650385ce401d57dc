import { chromium, type Browser, type Page } from 'playwright-core'
import { BROWSER_ARGUMENTS } from '../../../scripts/findBrowser.mjs'
import { PATIENCE_MILLISECONDS } from '../../patience.ts'

export interface PageOptions {
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  forcedColors?: 'active' | 'none'
  reducedMotion?: 'reduce' | 'no-preference'
  hasTouch?: boolean
  javaScriptEnabled?: boolean
  /** Whether the page may keep itself for reading offline; a test that does not ask that is quicker. */
  serviceWorkers?: 'allow' | 'block'
  /** What is done with the page before its address is opened; it is then not waited for in full. */
  prepare?: (page: Page) => Promise<void>
}

/** Everything a page did that a reader would not see. */
interface PageLog {
  /** Each console message of the page and its workers, as "type: text". */
  console: string[]
  /** Each error that nothing caught. */
  errors: string[]
  /** Each address requested outside the page's own origin. */
  foreignRequests: string[]
  /** Each breach of the content security policy, as "directive: address". */
  policyViolations: string[]
}

/** What the browser's driver, not the page, says where no service worker is wanted. */
const BLOCKED = 'Service Worker registration blocked by Playwright'

const logs = new WeakMap<Page, PageLog>()

/** With more arguments than every browser gets here, for a test that needs them. */
export const launchBrowser = (
  executablePath: string,
  more: readonly string[] = [],
): Promise<Browser> =>
  chromium.launch({
    executablePath,
    // Pages are put together on the processor, as without a graphics card: in software, waiting for
    // an emulated one takes longer than all else.
    args: [...BROWSER_ARGUMENTS, '--disable-gpu-compositing', ...more],
    timeout: PATIENCE_MILLISECONDS,
  })

/** data: and blob: addresses stay inside the page. */
const isForeign = (address: string, ownOrigin: string): boolean => {
  const { origin, protocol } = new URL(address)
  return protocol !== 'data:' && origin !== ownOrigin
}

const startLog = async (page: Page, ownOrigin: string): Promise<void> => {
  const log: PageLog = { console: [], errors: [], foreignRequests: [], policyViolations: [] }
  logs.set(page, log)
  const addForeign = (address: string) => {
    if (isForeign(address, ownOrigin)) log.foreignRequests.push(address)
  }
  page.on('console', (message) => {
    if (message.text() === BLOCKED) return
    log.console.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => log.errors.push(error.message))
  page.on('request', (request) => addForeign(request.url()))
  page.on('websocket', (socket) => addForeign(socket.url()))
  await page.exposeFunction('reportPolicyViolation', (text: string) =>
    log.policyViolations.push(text),
  )
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { reportPolicyViolation } = globalThis as unknown as {
        reportPolicyViolation: (text: string) => void
      }
      reportPolicyViolation(`${violatedDirective}: ${blockedURI}`)
    })
  })
}

/** A page of its own profile, with nothing opened in it yet; what it does from now on is logged. */
export const newPage = async (
  browser: Browser,
  url: string,
  options: PageOptions = {},
): Promise<Page> => {
  const { width = 1440, height = 900, prepare, ...rest } = options
  const context = await browser.newContext({
    viewport: { width, height },
    serviceWorkers: 'block',
    ...rest,
  })
  context.setDefaultTimeout(PATIENCE_MILLISECONDS)
  const page = await context.newPage()
  await startLog(page, new URL(url).origin)
  await prepare?.(page)
  return page
}

/** The address opened in a page of its own profile, loaded; close it with page.context().close(). */
export const openPage = async (
  browser: Browser,
  url: string,
  options: PageOptions = {},
): Promise<Page> => {
  const page = await newPage(browser, url, options)
  const isWhole = options.prepare === undefined
  await page.goto(url, { waitUntil: isWhole ? 'load' : 'domcontentloaded' })
  return page
}

export const logOf = (page: Page): PageLog => {
  const log = logs.get(page)
  if (log === undefined) throw new Error('This page was not opened by openPage.')
  return log
}
