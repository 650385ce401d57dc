/**
 * The page's end of the channels to the pool of solver threads. Waiting jobs stay here, in their
 * order, until a thread has room for them.
 */
import { PRIORITIES, type Job, type Priority, type ResultOf } from '../protocol/computing.ts'
import { createLanes, isFree, laneFor, type Entry, type LaneOptions } from './lanes.ts'
import { createResultCache } from './resultCache.ts'

/** A job that was handed in. */
export interface Ticket {
  /** Drops the job: neither result nor failure is told any more. May be called at any time. */
  cancel: () => void
}

export interface PoolRequest<J extends Job> {
  job: J
  priority: Priority
  /** Jobs of one affinity go to one thread, which then still has what they share. */
  affinity?: number
  /** Not before `submit` has returned. The result may be shared: it must not be changed. */
  onDone: (result: ResultOf<J>) => void
  /** One sentence; nothing is lost but this job. */
  onFailed?: (reason: string) => void
  onProgress?: (share: number) => void
}

export interface Pool {
  /** How many threads there are, at least 1. */
  readonly size: number
  /** Of waiting jobs the most urgent comes first, among equals the oldest. */
  submit: <J extends Job>(request: PoolRequest<J>) => Ticket
  /** Drops all jobs and ends the threads. */
  dispose: () => void
}

/** Calls back once the caller has gone on, unless the job has been dropped until then. */
const soon = (entry: Entry, tell: () => void): void =>
  queueMicrotask(() => {
    if (entry.isOpen) tell()
  })

const entryOf = <J extends Job>(request: PoolRequest<J>, id: number): Entry => ({
  ...request,
  id,
  rank: PRIORITIES.indexOf(request.priority),
  // The result has the type that belongs to the job; only the record forgets it.
  onDone: request.onDone as Entry['onDone'],
  wasLost: false,
  isOpen: true,
})

/** Puts an entry before those that are less urgent, and before younger ones of its urgency. */
const enqueue = (waiting: Entry[], entry: Entry): void => {
  const isLater = ({ rank, id }: Entry): boolean =>
    rank > entry.rank || (rank === entry.rank && id > entry.id)
  const at = waiting.findIndex(isLater)
  waiting.splice(at < 0 ? waiting.length : at, 0, entry)
}

export const createPool = (options: LaneOptions): Pool => {
  const cache = createResultCache()
  /** In the order in which they go out. */
  let waiting: Entry[] = []
  let count = 0

  /** Hands out what can go. */
  const advance = (): void => {
    const living = lanes.living()
    const staying: Entry[] = []
    let isFull = false
    for (const entry of waiting) {
      // A thread that is full for one job is full for all that come after it.
      isFull ||= living.length > 0 && !living.some((lane) => isFree(lane, entry))
      const lane = isFull ? undefined : laneFor(living, entry)
      if (lane) lanes.hand(lane, entry)
      else if (living.length > 0) staying.push(entry)
      else soon(entry, () => entry.onFailed?.('the computing threads died again and again'))
    }
    waiting = staying
  }
  const lanes = createLanes(options, {
    onReport: (entry, report) => {
      if (report.type === 'done') cache.set(entry.job, report.result)
      advance()
      if (report.type === 'progress') entry.onProgress?.(report.share)
      if (report.type === 'failed') entry.onFailed?.(report.reason)
      if (report.type === 'done') entry.onDone(report.result)
    },
    onLost: (entries, reason) => {
      for (const entry of entries) {
        if (entry.wasLost) soon(entry, () => entry.onFailed?.(reason))
        else enqueue(waiting, Object.assign(entry, { wasLost: true }))
      }
      advance()
    },
  })

  return {
    size: options.size,
    submit: (request) => {
      count += 1
      const entry = entryOf(request, count)
      const known = cache.get(request.job)
      if (known) soon(entry, () => entry.onDone(known))
      else {
        enqueue(waiting, entry)
        advance()
      }
      return {
        cancel: () => {
          entry.isOpen = false
          waiting = waiting.filter((other) => other !== entry)
          lanes.drop(entry)
          advance()
        },
      }
    },
    dispose: () => {
      waiting = []
      lanes.close()
    },
  }
}
