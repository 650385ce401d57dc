/**
 * The page's end of the channel to the solver thread. Only the answer to the newest question is
 * let through; a thread that dies is given up, since training shows the same result later.
 */
import type { SolveCommand, SolveReport } from '../protocol/solving.ts'
import type { RunSpec } from '../protocol/spec.ts'

/** A solver thread as far as this file uses it. */
export interface SolverThread {
  postMessage: (command: SolveCommand) => void
  onReport: (listener: (report: SolveReport) => void) => void
  onDeath: (listener: (reason: string) => void) => void
  terminate: () => void
}

export type Solved = Extract<SolveReport, { type: 'solved' }>

export interface Solver {
  /** Asks for the end points of a spec; an older question is dropped. */
  ask: (spec: RunSpec) => void
  /** Drops the open question. */
  forget: () => void
  dispose: () => void
}

export interface SolverOptions {
  openThread: () => SolverThread
  onSolved: (solved: Solved) => void
}

export const createSolver = ({ openThread, onSolved }: SolverOptions): Solver => {
  let thread: SolverThread | null = null
  let isGivenUp = false
  let newest = 0

  const open = (): SolverThread => {
    const opened = openThread()
    opened.onReport((report) => {
      if (report.type === 'solved' && report.request === newest) onSolved(report)
    })
    opened.onDeath(() => {
      isGivenUp = true
      opened.terminate()
      thread = null
    })
    return opened
  }

  return {
    ask: (spec) => {
      newest += 1
      if (isGivenUp) return
      thread ??= open()
      thread.postMessage({ request: newest, spec })
    },
    forget: () => {
      newest += 1
    },
    dispose: () => {
      thread?.terminate()
      thread = null
      isGivenUp = true
    },
  }
}
