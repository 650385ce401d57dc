/**
 * Conducts a race: opens a thread for each contestant and lets them run in turn, a lap each, so that
 * none takes the processor from another. Ends all threads when it ends.
 */
import type { Contestant, Lap, RaceCommand, RacePrecision, RaceReport } from '../protocol/race.ts'
import type { RunSpec } from '../protocol/spec.ts'

/** A contestant's thread as far as this file uses it. */
export interface RaceThread {
  postMessage: (command: RaceCommand) => void
  onReport: (listener: (report: RaceReport) => void) => void
  /** Called with one sentence when the thread has died. */
  onDeath: (listener: (reason: string) => void) => void
  terminate: () => void
}

export interface RacePlan {
  spec: RunSpec
  contestants: readonly Contestant[]
  /** Of each contestant, at the most. */
  laps: number
  /** Of a lap, about. */
  milliseconds: number
}

export type RaceEvent =
  | {
      type: 'ready'
      contestant: Contestant
      precision: RacePrecision
      renderer: string | null
    }
  /** It is out of the race; one sentence, without its full stop. */
  | { type: 'failed'; contestant: Contestant; sentence: string }
  /** Its lap begins. */
  | { type: 'turn'; contestant: Contestant }
  | { type: 'lap'; contestant: Contestant; lap: Lap }
  /** All laps are run; nothing comes after it. */
  | { type: 'finished' }

export interface RaceOptions {
  openThread: (contestant: Contestant) => RaceThread
  /** Calls back after so many milliseconds; returns what takes that back. */
  wait: (milliseconds: number, callback: () => void) => () => void
  /** Not before `startRace` has returned. */
  onEvent: (event: RaceEvent) => void
}

export interface Race {
  /** Ends it and its threads: nothing is told any more. May be called at any time. */
  stop: () => void
}

/** A contestant that has not answered for so long is taken out. */
const DEADLINE_MILLISECONDS = 30_000
const NO_ANSWER = `It has not answered for ${DEADLINE_MILLISECONDS / 1000} seconds`

interface Entry {
  contestant: Contestant
  thread: RaceThread
  status: 'opening' | 'ready' | 'running' | 'out'
  laps: number
  /** Takes the deadline back. */
  dropDeadline: () => void
}

const leave = (entry: Entry): void => {
  entry.status = 'out'
  entry.thread.terminate()
}

/** What the reports of a thread mean for its place in the race. */
const take = (entry: Entry, report: RaceReport): RaceEvent => {
  const { contestant } = entry
  switch (report.type) {
    case 'ready':
      entry.status = 'ready'
      return { ...report, contestant }
    case 'failed':
      leave(entry)
      return { ...report, contestant }
    case 'lap':
      entry.laps += 1
      entry.status = 'ready'
      // Numbers that have overflowed do not come back.
      if (!Number.isFinite(report.lap.loss)) leave(entry)
      return { ...report, contestant }
  }
}

export const startRace = (plan: RacePlan, { openThread, wait, onEvent }: RaceOptions): Race => {
  let isOver = false
  const stop = (): void => {
    isOver = true
    for (const { thread, dropDeadline } of entries) {
      dropDeadline()
      thread.terminate()
    }
  }

  /** Asks for something, and does not wait for the answer for ever. */
  const ask = (entry: Entry, command: RaceCommand): void => {
    entry.dropDeadline = wait(DEADLINE_MILLISECONDS, () => lose(entry, NO_ANSWER))
    entry.thread.postMessage(command)
  }
  const hear = (entry: Entry, report: RaceReport): void => {
    if (isOver || entry.status === 'out') return
    entry.dropDeadline()
    onEvent(take(entry, report))
    advance()
  }
  const lose = (entry: Entry, sentence: string): void => hear(entry, { type: 'failed', sentence })

  /** The next lap, once all have opened and none is running. */
  const advance = (): void => {
    if (isOver) return
    if (entries.some(({ status }) => status === 'opening' || status === 'running')) return
    const waiting = entries.filter(({ status, laps }) => status === 'ready' && laps < plan.laps)
    const fewest = Math.min(...waiting.map(({ laps }) => laps))
    const next = waiting.find(({ laps }) => laps === fewest)
    if (next === undefined) {
      stop()
      onEvent({ type: 'finished' })
      return
    }
    next.status = 'running'
    onEvent({ type: 'turn', contestant: next.contestant })
    ask(next, { type: 'run', milliseconds: plan.milliseconds })
  }

  const entries = plan.contestants.map((contestant): Entry => {
    const thread = openThread(contestant)
    return { contestant, thread, status: 'opening', laps: 0, dropDeadline: () => undefined }
  })
  for (const entry of entries) {
    entry.thread.onReport((report) => hear(entry, report))
    entry.thread.onDeath((reason) => lose(entry, `Its thread stopped (${reason})`))
    ask(entry, { type: 'open', contestant: entry.contestant, spec: plan.spec })
  }
  return { stop }
}
