/**
 * The page's end of the channel to the training thread. Opens the thread when it is first needed,
 * lets another one go on where it dies, and lets only reports of the newest run through.
 */
import type { Pace } from '../protocol/clock.ts'
import type { Command, Report } from '../protocol/messages.ts'
import type { EngineMemory } from './engineMemory.ts'
import { createGate } from './gate.ts'

type StartCommand = Extract<Command, { type: 'start' }>
export type StartRequest = Omit<StartCommand, 'type' | 'run' | 'rates'>

/** A training thread as far as this file uses it. */
export interface Thread {
  postMessage(command: Command): void
  /** Called for every report. */
  onReport(listener: (report: Report) => void): void
  /** Called with one sentence when the thread has died. */
  onDeath(listener: (reason: string) => void): void
  terminate(): void
}

export interface Trainer {
  /** Replaces whatever is being trained. */
  start: (request: StartRequest) => void
  /** Lets the run go: it is paused, and nothing of it is reported any more. */
  cancel: () => void
  play: (pace: Pace) => void
  pause: () => void
  step: (steps: number) => void
  /** Tells the thread that the snapshot of this number is on screen. */
  drawn: (sequence: number) => void
  dispose: () => void
}

export interface TrainerOptions {
  openThread: () => Thread
  onReport: (report: Report) => void
  memory: EngineMemory
}

/** After so many deaths without a picture in between, the page gives up. */
const DEATHS_ALLOWED = 3

/** The start of a run that is to go on as it was last told to. */
const toldBy = (start: StartCommand, command: Exclude<Command, StartCommand>): StartCommand => {
  switch (command.type) {
    case 'play':
      return { ...start, isPlaying: true, pace: command.pace, until: null }
    case 'pause':
    case 'step':
      return { ...start, isPlaying: false, until: null }
    case 'drawn':
      return start
  }
}

/** A command of the run under way, but for its number. */
type Unnumbered<C> = C extends { run: number } ? Omit<C, 'run'> : never
type RunCommand = Unnumbered<Exclude<Command, StartCommand>>

const commandsOf = (
  tell: (command: RunCommand) => void,
): Pick<Trainer, 'play' | 'pause' | 'step' | 'drawn'> => ({
  play: (pace) => tell({ type: 'play', pace }),
  pause: () => tell({ type: 'pause' }),
  step: (steps) => tell({ type: 'step', steps }),
  drawn: (sequence) => tell({ type: 'drawn', sequence }),
})

/** What the page is told when a thread has died. */
const deathReport = (reason: string, { isOver, goesOn }: { isOver: boolean; goesOn: boolean }) =>
  isOver
    ? ({ type: 'failure', text: `Training stopped: ${reason}` } as const)
    : ({
        type: 'notice',
        text:
          `The training thread stopped (${reason}); another one has taken over ` +
          (goesOn ? 'and goes on where it was.' : 'from the beginning.'),
      } as const)

export const createTrainer = ({ openThread, onReport, memory }: TrainerOptions): Trainer => {
  let thread: Thread | null = null
  let newest: StartCommand | null = null
  let run = 0
  let deaths = 0
  const gate = createGate(onReport, (sequence) =>
    thread?.postMessage({ type: 'drawn', run, sequence }),
  )

  const send = (request: StartRequest): void => {
    run += 1
    newest = { ...request, rates: memory.read(), type: 'start', run }
    thread ??= open()
    thread.postMessage(newest)
  }

  const end = (): void => {
    thread?.terminate()
    thread = null
  }
  const bury = (reason: string): void => {
    end()
    deaths += 1
    if (newest === null) return
    const isOver = deaths > DEATHS_ALLOWED
    const reached = gate.holdBack()
    onReport({ run, ...deathReport(reason, { isOver, goesOn: reached !== null }) })
    // Under a new number: whatever the dead thread still had to say is not this run's.
    if (!isOver) send({ ...newest, until: reached ?? newest.until })
  }

  const open = (): Thread => {
    const opened = openThread()
    opened.onReport((report) => {
      if (thread !== opened || report.run !== run) return
      if (report.type === 'snapshot') deaths = 0
      if (report.type === 'engine') memory.keep(report.engine.work, report.engine.rates)
      gate.pass(report)
    })
    opened.onDeath((reason) => thread === opened && bury(reason))
    return opened
  }

  const tell = (command: Exclude<Command, StartCommand>): void => {
    if (newest !== null) newest = toldBy(newest, command)
    thread?.postMessage(command)
  }

  return {
    start: (request) => {
      gate.open()
      send(request)
    },
    cancel: () => {
      tell({ type: 'pause', run })
      run += 1
      newest = null
    },
    ...commandsOf((command) => tell({ ...command, run })),
    dispose: () => {
      end()
      newest = null
    },
  }
}
