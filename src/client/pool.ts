/**
 * The page's end of the channels to the pool of solver threads. Waiting jobs stay here, in their
 * order; a thread holds a job or two, so that it never runs dry and little is lost with it. What is
 * urgent goes out at once, and the thread puts the rest aside for it.
 */
import {
  PRIORITIES,
  type ComputeCommand,
  type ComputeReport,
  type Job,
  type JobResults,
  type Priority,
  type ResultOf,
} from '../protocol/computing.ts'
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

/** A solver thread as far as this file uses it. */
export interface ComputeThread {
  postMessage: (command: ComputeCommand) => void
  onReport: (listener: (report: ComputeReport) => void) => void
  /** Called with one sentence when the thread has died. */
  onDeath: (listener: (reason: string) => void) => void
  terminate: () => void
}

export interface PoolOptions {
  openThread: () => ComputeThread
  /** At least 1. */
  size: number
}

interface Entry extends Omit<PoolRequest<Job>, 'onDone'> {
  id: number
  rank: number
  onDone: (result: JobResults[Job['type']]) => void
  /** A thread has died with it: it is handed out once more and then no more. */
  wasLost: boolean
  /** False once it has been dropped. */
  isOpen: boolean
}

/** One place in the pool: a thread, once it is needed, and the jobs that it holds. */
interface Lane {
  thread: ComputeThread | null
  held: Entry[]
  /** In a row, without a report in between. */
  deaths: number
}

/** Jobs of one urgency that a thread may hold … */
const MOST_HELD = 2
/** … apart from these, on which the hand waits. */
const isAtOnce = ({ priority }: Entry): boolean => priority === 'pointer' || priority === 'answer'
/** A place whose threads die so often in a row stays empty. */
const DEATHS_ALLOWED = 3

const isFree = (lane: Lane, entry: Entry): boolean =>
  isAtOnce(entry) || lane.held.filter(({ rank }) => rank <= entry.rank).length < MOST_HELD

/** Where a job goes now, if anywhere; of equals the first, which has seen most. */
const laneFor = (lanes: readonly Lane[], entry: Entry): Lane | undefined => {
  const own = entry.affinity === undefined ? undefined : lanes[entry.affinity % lanes.length]
  return (own ? [own] : lanes)
    .filter((lane) => isFree(lane, entry))
    .sort((one, other) => one.held.length - other.held.length)[0]
}

interface LaneListeners {
  onReport: (entry: Entry, report: ComputeReport) => void
  /** A thread has died with these. */
  onLost: (entries: readonly Entry[], reason: string) => void
}

/** The places of the pool. */
const createLanes = ({ openThread, size }: PoolOptions, listeners: LaneListeners) => {
  const lanes = Array.from({ length: size }, (): Lane => ({ thread: null, held: [], deaths: 0 }))

  const release = (lane: Lane, entry: Entry): void => {
    lane.held = lane.held.filter((other) => other !== entry)
  }
  const open = (lane: Lane): ComputeThread => {
    const opened = openThread()
    opened.onReport((report) => {
      if (lane.thread !== opened) return
      lane.deaths = 0
      const entry = lane.held.find(({ id }) => id === report.id)
      if (entry === undefined) return
      if (report.type !== 'progress') release(lane, entry)
      listeners.onReport(entry, report)
    })
    opened.onDeath((reason) => {
      if (lane.thread !== opened) return
      opened.terminate()
      lane.thread = null
      lane.deaths += 1
      listeners.onLost(lane.held.splice(0), reason)
    })
    return opened
  }

  return {
    living: (): Lane[] => lanes.filter(({ deaths }) => deaths < DEATHS_ALLOWED),
    hand: (lane: Lane, entry: Entry): void => {
      const { id, job, priority } = entry
      lane.held.push(entry)
      lane.thread ??= open(lane)
      lane.thread.postMessage({ type: 'begin', id, job, priority })
    },
    /** Takes a job back from the thread that holds it, if one does. */
    drop: (entry: Entry): void => {
      const lane = lanes.find(({ held }) => held.includes(entry))
      if (lane === undefined) return
      release(lane, entry)
      lane.thread?.postMessage({ type: 'cancel', id: entry.id })
    },
    close: (): void => {
      for (const lane of lanes) {
        lane.thread?.terminate()
        Object.assign(lane, { thread: null, held: [] })
      }
    },
  }
}

/** Calls back once the caller has gone on, unless the job has been dropped until then. */
const soon = (entry: Entry, tell: () => void): void =>
  queueMicrotask(() => {
    if (entry.isOpen) tell()
  })

export const createPool = (options: PoolOptions): Pool => {
  const cache = createResultCache()
  /** In the order in which they go out. */
  let waiting: Entry[] = []
  let count = 0

  const enqueue = (entry: Entry): void => {
    const isLater = ({ rank, id }: Entry): boolean =>
      rank > entry.rank || (rank === entry.rank && id > entry.id)
    const at = waiting.findIndex(isLater)
    waiting.splice(at < 0 ? waiting.length : at, 0, entry)
  }
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
        else enqueue(Object.assign(entry, { wasLost: true }))
      }
      advance()
    },
  })

  return {
    size: options.size,
    submit: (request) => {
      count += 1
      const rank = PRIORITIES.indexOf(request.priority)
      // The result has the type that belongs to the job; only the record forgets it.
      const onDone = request.onDone as Entry['onDone']
      const entry: Entry = { ...request, onDone, id: count, rank, wasLost: false, isOpen: true }
      const known = cache.get(request.job)
      if (known) soon(entry, () => entry.onDone(known))
      else {
        enqueue(entry)
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
