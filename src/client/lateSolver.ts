/** The solvers, for a page that may never need them: their code comes with the first question. */
import type { SweepJob } from '../protocol/computing.ts'
import type { Pool } from './pool.ts'

/** A pool, and how many of its questions wait for an answer. */
interface Opened {
  pool: Promise<Pool>
  waiting: number
}

const answerOf = (pool: Pool, job: SweepJob): Promise<readonly number[]> =>
  new Promise((resolve, reject) => {
    pool.submit({
      job,
      priority: 'pointer',
      onDone: ({ values }) => resolve([...values]),
      onFailed: (reason) => reject(new Error(reason)),
    })
  })

/**
 * Answers what is asked by the pool that `load` opens. After a failure, of the code to come or of
 * the threads, the next question opens another: a network may be back by then.
 */
export const createLateSolver = (
  load: () => Promise<Pool>,
): ((job: SweepJob) => Promise<readonly number[]>) => {
  let current: Opened | null = null
  const leave = async (opened: Opened): Promise<void> => {
    opened.waiting -= 1
    if (opened !== current && opened.waiting === 0) (await opened.pool).dispose()
  }
  return async (job) => {
    const opened = (current ??= { pool: load(), waiting: 0 })
    opened.waiting += 1
    try {
      return await answerOf(await opened.pool, job)
    } catch (error) {
      if (current === opened) current = null
      throw error
    } finally {
      // What never opened has nothing to close.
      leave(opened).catch(() => undefined)
    }
  }
}
