/**
 * The places of the pool, each with a thread once it is needed. A thread holds a job or two, so that
 * it never runs dry and little is lost with it. What is urgent goes out at once, and the thread puts
 * the rest aside for it.
 */
import type {
  ComputeCommand,
  ComputeReport,
  Job,
  JobResults,
  Priority,
} from '../protocol/computing.ts'

/** A solver thread as far as this file uses it. */
export interface ComputeThread {
  postMessage: (command: ComputeCommand) => void
  onReport: (listener: (report: ComputeReport) => void) => void
  /** Called with one sentence when the thread has died. */
  onDeath: (listener: (reason: string) => void) => void
  terminate: () => void
}

/** A job of the pool. */
export interface Entry {
  id: number
  job: Job
  priority: Priority
  /** Of its priority; 0 is the most urgent. */
  rank: number
  affinity?: number
  onDone: (result: JobResults[Job['type']]) => void
  onFailed?: (reason: string) => void
  onProgress?: (share: number) => void
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

/** So many jobs of one urgency, or a higher one, a thread may hold … */
const MOST_HELD = 2
/** … apart from these, on which the hand waits. */
const AT_ONCE: readonly Priority[] = ['pointer', 'scrubber', 'answer']
/** A place whose threads die so often in a row stays empty. */
const DEATHS_ALLOWED = 3

export const isFree = (lane: Lane, entry: Entry): boolean =>
  AT_ONCE.includes(entry.priority) ||
  lane.held.filter(({ rank }) => rank <= entry.rank).length < MOST_HELD

/** Where a job goes now, if anywhere; of equals the first, which has seen most. */
export const laneFor = (lanes: readonly Lane[], entry: Entry): Lane | undefined => {
  const own = entry.affinity === undefined ? undefined : lanes[entry.affinity % lanes.length]
  return (own ? [own] : lanes)
    .filter((lane) => isFree(lane, entry))
    .sort((one, other) => one.held.length - other.held.length)[0]
}

export interface LaneOptions {
  openThread: () => ComputeThread
  /** At least 1. */
  size: number
}

interface LaneListeners {
  onReport: (entry: Entry, report: ComputeReport) => void
  /** A thread has died with these. */
  onLost: (entries: readonly Entry[], reason: string) => void
}

/** The places of the pool. */
export const createLanes = ({ openThread, size }: LaneOptions, listeners: LaneListeners) => {
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
