/** Results by their job: a job is pure, so the same job need not be computed twice. */
import type { Job, JobResults } from '../protocol/computing.ts'

type AnyResult = JobResults[Job['type']]

/** How many of each are kept, the newest used. Sweeps are kept by those who ask for them. */
const KEPT: Record<Job['type'], number> = {
  ends: 64,
  trajectory: 4,
  sweep: 0,
  // Asked for once a run has ended, with all of its units.
  structure: 0,
  lazy: 32,
}

export interface ResultCache {
  get: (job: Job) => AnyResult | undefined
  set: (job: Job, result: AnyResult) => void
}

export const createResultCache = (): ResultCache => {
  const known: Record<Job['type'], Map<string, AnyResult>> = {
    ends: new Map(),
    trajectory: new Map(),
    sweep: new Map(),
    structure: new Map(),
    lazy: new Map(),
  }
  const set = (job: Job, result: AnyResult): void => {
    if (KEPT[job.type] === 0) return
    const results = known[job.type]
    const key = JSON.stringify(job)
    results.delete(key)
    results.set(key, result)
    const [oldest] = results.keys()
    if (results.size > KEPT[job.type] && oldest !== undefined) results.delete(oldest)
  }
  return {
    set,
    get: (job) => {
      if (KEPT[job.type] === 0) return undefined
      const result = known[job.type].get(JSON.stringify(job))
      if (result !== undefined) set(job, result)
      return result
    },
  }
}
