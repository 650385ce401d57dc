import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { logOf } from './openPage.ts'

/** No console message, no uncaught error, no foreign request, no breach of the page's policy. */
export const expectQuiet = async (page: Page): Promise<void> => {
  // What the page reported before this answer has arrived with it.
  await page.evaluate(() => undefined)
  expect(logOf(page)).toEqual({
    console: [],
    errors: [],
    foreignRequests: [],
    policyViolations: [],
  })
}
