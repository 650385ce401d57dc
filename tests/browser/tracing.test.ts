import { describe, expect, it } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { traceMainThread } from './helpers/tracing.ts'

const session = browserSession()

describe('traceMainThread(page, action)', () => {
  it('finds a task that blocked the page, and none before or after the action', async () => {
    const page = await session.openHarness()
    const block = (milliseconds: number) =>
      page.evaluate((duration) => {
        const end = performance.now() + duration
        while (performance.now() < end);
      }, milliseconds)
    await block(400)
    const { longestTask, longTasks } = await traceMainThread(page, () => block(200))
    // A lower bound alone: a busy machine may stretch the task, but not shorten it.
    expect(longestTask).toBeGreaterThanOrEqual(200)
    expect(longTasks).toContain(longestTask)
  })
})
