import type { ComputeCommand, ComputeReport } from '../protocol/computing.ts'
import type { ComputeThread } from './lanes.ts'
import { createPool, type Pool } from './pool.ts'
import { joinWorker, workersHere } from './workerThread.ts'

const MOST_THREADS = 8

/** Opens a real solver thread. */
const openComputeThread = (): ComputeThread =>
  joinWorker<ComputeCommand, ComputeReport>(() => {
    const Worker = workersHere()
    return new Worker(new URL('../worker/compute/compute.worker.ts', import.meta.url), {
      type: 'module',
    })
  })

/** A pool of real threads, opened as they are needed; one core is left to the page. */
export const openPool = (): Pool =>
  createPool({
    openThread: openComputeThread,
    size: Math.min(MOST_THREADS, Math.max(1, navigator.hardwareConcurrency - 1)),
  })
