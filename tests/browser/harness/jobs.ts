import { batchJobs } from './jobsBatches.ts'
import { changeJobs } from './jobsChanges.ts'
import { engineJobs } from './jobsEngines.ts'
import { sharedJobs } from './jobsShared.ts'
import { rowThreadJobs } from './jobsRowThreads.ts'
import { webgpuJobs } from './jobsWebgpu.ts'

/**
 * What the tests and the benchmark can run in a real worker of a real browser. A job takes and
 * gives only what JSON can hold; to add one, add a row.
 */
export const jobs = {
  ...engineJobs,
  ...batchJobs,
  ...changeJobs,
  ...sharedJobs,
  ...rowThreadJobs,
  ...webgpuJobs,

  /** Shows that the way there and back works, and where the job runs. */
  ping: (payload: { text: string }) =>
    Promise.resolve({ text: payload.text, inWorker: typeof document === 'undefined' }),
}

export type Jobs = typeof jobs
