/**
 * The page's end of the channels to a pool of sweep threads. Each thread gets one unit at a time, so
 * that a sweep can be dropped or held back between units; a data seed always goes to the same
 * thread, which has its pretrained weights.
 */
import type { SweepCommand, SweepReport, SweepUnit, SweptErrors } from '../protocol/sweeping.ts'

/** A sweep thread as far as this file uses it. */
export interface SweepThread {
  postMessage: (command: SweepCommand) => void
  onReport: (listener: (report: SweepReport) => void) => void
  onDeath: (listener: (reason: string) => void) => void
  terminate: () => void
}

export interface Sweeper {
  /** Replaces all open units by these; they are worked off in their order. */
  sweep: (units: readonly SweepUnit[]) => void
  /** Hands out nothing more until `resume`; what is under way ends. */
  pause: () => void
  resume: () => void
  /** Drops all units and ends the threads; a later `sweep` opens them again. */
  close: () => void
}

/** What became of a unit: its numbers, or one sentence on why there are none. */
export type UnitOutcome = { unit: SweepUnit } & (
  { swept: SweptErrors } | { swept: null; reason: string }
)

export interface SweeperOptions {
  openThread: () => SweepThread
  /** Threads in the pool, at least 1. */
  size: number
  onOutcome: (outcome: UnitOutcome) => void
}

/** Threads of the pool that die so often in a row are not opened again. */
const DEATHS_ALLOWED = 3

/** One place in the pool: a thread, and the units that wait for it. */
interface Lane {
  add: (unit: SweepUnit) => void
  /** Hands out the next unit, unless one is under way or the pool is paused. */
  advance: () => void
  /** Drops all units; nothing is told of the one under way. */
  drop: () => void
  close: () => void
}

const createLane = ({ openThread, onOutcome }: SweeperOptions, isPaused: () => boolean): Lane => {
  let thread: SweepThread | null = null
  let queue: SweepUnit[] = []
  /** `isOpen` is false once its sweep has been dropped. */
  let current: { unit: SweepUnit; isOpen: boolean } | null = null
  let request = 0
  let deaths = 0

  /** Ends the unit under way, and goes on with the next. */
  const settle = (result: { swept: SweptErrors } | { swept: null; reason: string }): void => {
    const ended = current
    current = null
    if (ended?.isOpen) onOutcome({ unit: ended.unit, ...result })
    advance()
  }

  const open = (): SweepThread => {
    const opened = openThread()
    opened.onReport((report) => {
      if (thread !== opened || current === null || report.request !== request) return
      deaths = 0
      if (report.type === 'unswept') settle({ swept: null, reason: report.text })
      else settle({ swept: { errors: report.errors, singleTask: report.singleTask } })
    })
    opened.onDeath((reason) => {
      if (thread !== opened) return
      opened.terminate()
      thread = null
      deaths += 1
      settle({ swept: null, reason })
    })
    return opened
  }

  const advance = (): void => {
    if (isPaused() || current !== null) return
    const unit = queue.shift()
    if (unit === undefined) return
    current = { unit, isOpen: true }
    request += 1
    if (deaths >= DEATHS_ALLOWED) {
      settle({ swept: null, reason: 'a computing thread died again and again' })
      return
    }
    thread ??= open()
    thread.postMessage({ request, ...unit })
  }

  const drop = (): void => {
    queue = []
    if (current !== null) current.isOpen = false
  }

  return {
    add: (unit) => queue.push(unit),
    advance,
    drop,
    close: () => {
      drop()
      thread?.terminate()
      thread = null
      current = null
    },
  }
}

export const createSweeper = (options: SweeperOptions): Sweeper => {
  let isPaused = false
  const lanes = Array.from({ length: options.size }, () => createLane(options, () => isPaused))
  return {
    sweep: (units) => {
      for (const lane of lanes) lane.drop()
      for (const unit of units) lanes[unit.spec.dataSeed % lanes.length]?.add(unit)
      for (const lane of lanes) lane.advance()
    },
    pause: () => {
      isPaused = true
    },
    resume: () => {
      isPaused = false
      for (const lane of lanes) lane.advance()
    },
    close: () => {
      for (const lane of lanes) lane.close()
    },
  }
}
