import type { Page } from 'playwright-core'

/** A task this long keeps the reader's input waiting; the web's own definition of a long task. */
const LONG_TASK_MS = 50

const CATEGORIES = ['toplevel', 'devtools.timeline', 'blink.user_timing']

/** The browser's trace events that are read here; times are in microseconds. */
interface TraceEvent {
  name: string
  pid: number
  tid: number
  ts: number
  dur?: number
  /** Time on a processor; less than `dur` where other threads took it away. */
  tdur?: number
}

/** What kept the main thread busy, in milliseconds. */
interface MainThread {
  longestTask: number
  /** The longest by its own time on a processor: what the page itself is to blame for. */
  longestOwnTask: number
  /** The duration of every task over 50 ms, in the order they ran. */
  longTasks: number[]
}

/** Marks the moment in the trace, by which the page's thread and the span of interest are found. */
const mark = (page: Page, name: string): Promise<unknown> =>
  page.evaluate((label) => performance.mark(label).startTime, name)

const readTrace = (text: string): TraceEvent[] =>
  (JSON.parse(text) as { traceEvents: TraceEvent[] }).traceEvents

/** The main-thread tasks that began before the mark "traced-end", and after "traced-start". */
const mainThreadTasks = (events: TraceEvent[]): { wall: number; own: number }[] => {
  const end = events.findLast(({ name }) => name === 'traced-end')
  if (end === undefined) throw new Error('The trace has no mark of its end.')
  const ofThread = events.filter(({ pid, tid }) => pid === end.pid && tid === end.tid)
  // A navigation to a new process leaves the first mark behind in the old one.
  const start = ofThread.find(({ name }) => name === 'traced-start')?.ts ?? 0
  return ofThread
    .filter(({ name, ts }) => name.endsWith('RunTask') && ts >= start && ts < end.ts)
    .sort((one, other) => one.ts - other.ts)
    .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, own: tdur / 1000 }))
}

/** Traces the page's main thread while the action runs. One trace at a time in a browser. */
export const traceMainThread = async (
  page: Page,
  action: () => Promise<unknown>,
): Promise<MainThread> => {
  const browser = page.context().browser()
  if (browser === null) throw new Error('The page has no browser to trace.')
  await browser.startTracing(page, { categories: CATEGORIES })
  await mark(page, 'traced-start')
  await action()
  await mark(page, 'traced-end')
  const tasks = mainThreadTasks(readTrace((await browser.stopTracing()).toString()))
  return {
    longestTask: Math.max(0, ...tasks.map(({ wall }) => wall)),
    longestOwnTask: Math.max(0, ...tasks.map(({ own }) => own)),
    longTasks: tasks.map(({ wall }) => wall).filter((duration) => duration > LONG_TASK_MS),
  }
}
