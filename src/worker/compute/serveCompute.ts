/**
 * A solver thread's end of the channel. Works on the most urgent job in slices of a few milliseconds
 * and looks at its messages in between; what is put aside for a more urgent job goes on afterwards.
 */
import { PRIORITIES, type ComputeCommand, type ComputeReport } from '../../protocol/computing.ts'
import type { Port } from '../../protocol/messages.ts'
import type { Sliced } from '../../theory/sliced.ts'
import type { Timer } from '../conductor.ts'
import type { JobStarter } from './jobs.ts'

/** Milliseconds of work between two looks at the messages. */
const SLICE = 5
/** Milliseconds between two reports of progress. */
const PROGRESS_INTERVAL = 300

type BeginCommand = Extract<ComputeCommand, { type: 'begin' }>
type Result = Extract<ComputeReport, { type: 'done' }>['result']

interface Task extends BeginCommand {
  /** Once it has been begun. */
  work: Sliced<Result> | null
  share: number
  /** When progress was last told, or the task was begun. */
  toldAt: number
}

/** The memory of all arrays in a result: it changes hands. */
const buffersOf = (value: unknown): ArrayBuffer[] => {
  if (value instanceof Float64Array) return [value.buffer as ArrayBuffer]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(buffersOf)
}

const sentenceOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)

/** Serves one port for as long as it lives. */
export const serveCompute = (
  port: Port<ComputeReport, ComputeCommand>,
  timer: Timer,
  startJob: JobStarter,
): void => {
  const tasks = new Map<number, Task>()
  let isWorking = false

  const mostUrgent = (): Task | undefined => {
    const rank = ({ priority }: Task): number => PRIORITIES.indexOf(priority)
    return [...tasks.values()].sort((a, b) => rank(a) - rank(b) || a.id - b.id)[0]
  }
  const tellProgress = (task: Task): void => {
    if (timer.now() - task.toldAt < PROGRESS_INTERVAL || task.share === 0) return
    task.toldAt = timer.now()
    port.postMessage({ type: 'progress', id: task.id, share: task.share }, [])
  }
  /** Works for one slice, or less if the job ends. */
  const workOn = (task: Task): void => {
    const start = timer.now()
    task.work ??= startJob(task.job, (share) => (task.share = share))
    do {
      const { done, value } = task.work.next()
      if (!done) continue
      tasks.delete(task.id)
      port.postMessage({ type: 'done', id: task.id, result: value }, buffersOf(value))
      return
    } while (timer.now() - start < SLICE)
    tellProgress(task)
  }
  const workOff = async (): Promise<void> => {
    isWorking = true
    // The messages that have come together are looked at first: the most urgent may be the last.
    await timer.wait(0)
    for (let task = mostUrgent(); task !== undefined; task = mostUrgent()) {
      try {
        workOn(task)
      } catch (error) {
        tasks.delete(task.id)
        port.postMessage({ type: 'failed', id: task.id, reason: sentenceOf(error) }, [])
      }
      await timer.wait(0)
    }
    isWorking = false
  }

  port.addEventListener('message', ({ data }) => {
    if (data.type === 'cancel') {
      tasks.delete(data.id)
      return
    }
    tasks.set(data.id, { ...data, work: null, share: 0, toldAt: timer.now() })
    if (!isWorking) void workOff()
  })
}
