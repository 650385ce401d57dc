import type { Page } from 'playwright-core'
import type { Jobs } from '../harness/jobs.ts'
import type { RunJob } from '../harness/messages.ts'

type Payload<Name extends keyof Jobs> = Parameters<Jobs[Name]>[0]
type Result<Name extends keyof Jobs> = Awaited<ReturnType<Jobs[Name]>>

/** Runs a job of harness/jobs.ts in the worker of a page opened by openHarness(). */
export const runJob = async <Name extends keyof Jobs>(
  page: Page,
  name: Name,
  payload: Payload<Name>,
): Promise<Result<Name>> => {
  const result = await page.evaluate(
    (request) =>
      (globalThis as unknown as { runJob: RunJob }).runJob(request.name, request.payload),
    { name, payload: payload },
  )
  return result as Result<Name>
}
