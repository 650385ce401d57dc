/**
 * The training thread's end served over a real message channel, with the page's end in the test's
 * hands. Everything is awaited by messages; nothing sleeps.
 */
import { NO_PRETRAININGS } from '../../src/worker/pretrainings.ts'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { cpuBackend } from '../../src/engine/backends/cpu.ts'
import type { MeasuredChoice } from '../../src/engine/measuredChoice.ts'
import type { TrainingBackend } from '../../src/engine/kernel.ts'
import type { Command, Port, Report, Snapshot } from '../../src/protocol/messages.ts'
import { DEFAULT_SPEC, type RunSpec } from '../../src/protocol/spec.ts'
import type { Timer } from '../../src/worker/conductor.ts'
import { serve, type Environment } from '../../src/worker/serve.ts'

/** A spec like the default, small enough to train in a blink. */
export const smallSpec = (changes: Partial<RunSpec> = {}): RunSpec => ({
  ...DEFAULT_SPEC,
  inputDim: 50,
  auxActive: 6,
  mainActive: 3,
  overlap: 3,
  auxSamples: 60,
  mainSamples: 12,
  initScale: 0.03,
  rescale: 0.3,
  stopLoss: 1e-5,
  stepLimit: 3000,
  ...changes,
})

export const startCommand = (
  changes: Partial<Extract<Command, { type: 'start' }>> = {},
): Extract<Command, { type: 'start' }> => ({
  type: 'start',
  run: 1,
  spec: smallSpec(),
  engine: 'cpu',
  isExact: true,
  rates: {},
  pace: 'full',
  isPlaying: true,
  mayReusePretraining: true,
  until: null,
  ...changes,
})

/**
 * Time that passes only as it is waited for, plus a little for every look at the clock; each wait
 * lets the channel deliver its messages first.
 */
export const createTestTimer = (lookMilliseconds = 0.5): Timer => {
  let time = 0
  return {
    now: () => {
      time += lookMilliseconds
      return time
    },
    wait: (milliseconds) => {
      time += milliseconds
      return new Promise((resolve) => setImmediate(resolve))
    },
  }
}

export const cpuChoice = async (backend: TrainingBackend = cpuBackend): Promise<MeasuredChoice> => {
  await cpuBackend.start()
  return { backend, precision: 'float64', measuredEpsilon: 2 ** -52, refusals: [], rates: [] }
}

/** A node port as the protocol's Port: the one place where its types are bridged. */
const portOf = <Out, In>(port: MessagePort): Port<Out, In> => ({
  postMessage: (message, transfer) => port.postMessage(message, transfer),
  addEventListener: (_, listener) => port.on('message', (data: In) => listener({ data })),
})

export interface Line {
  send: (command: Command) => void
  /** All reports so far. */
  reports: Report[]
  /** Resolves with the first report from now on, or among those so far, that `isIt` accepts. */
  until: <R extends Report>(isIt: (report: Report) => report is R) => Promise<R>
  /** Resolves with the next snapshot that `isIt` accepts, counted from the last one returned. */
  nextSnapshot: (isIt?: (snapshot: Snapshot) => boolean) => Promise<Snapshot>
  /** Acknowledges every snapshot at once, as a page that draws does. On by default. */
  draws: boolean
  close: () => void
}

export const isSnapshot = (report: Report): report is Extract<Report, { type: 'snapshot' }> =>
  report.type === 'snapshot'
export const isNotice = (report: Report): report is Extract<Report, { type: 'notice' }> =>
  report.type === 'notice'
export const isFailure = (report: Report): report is Extract<Report, { type: 'failure' }> =>
  report.type === 'failure'
export const isEnd = (report: Report): report is Extract<Report, { type: 'snapshot' }> =>
  isSnapshot(report) && report.snapshot.state === 'finished'

/** Opens a channel with `serve` behind it. */
export const openLine = (environment: Partial<Environment> = {}): Line => {
  const { port1, port2 } = new MessageChannel()
  serve(portOf<Report, Command>(port2), {
    timer: createTestTimer(),
    chooseEngine: () => cpuChoice(),
    pretrainings: NO_PRETRAININGS,
    ...environment,
  })
  const waiting = new Set<() => void>()
  let looked = 0
  const line: Line = {
    send: (command) => port1.postMessage(command),
    reports: [],
    draws: true,
    until: (isIt) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = line.reports.find(isIt)
          if (found === undefined) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    nextSnapshot: (isIt = () => true) =>
      new Promise((resolve) => {
        const look = (): void => {
          const index = line.reports.findIndex(
            (report, at) => at >= looked && isSnapshot(report) && isIt(report.snapshot),
          )
          const report = line.reports[index]
          if (report === undefined || !isSnapshot(report)) return
          looked = index + 1
          waiting.delete(look)
          resolve(report.snapshot)
        }
        waiting.add(look)
        look()
      }),
    close: () => port1.close(),
  }
  port1.on('message', (report: Report) => {
    line.reports.push(report)
    if (line.draws && isSnapshot(report)) {
      line.send({ type: 'drawn', run: report.run, sequence: report.snapshot.sequence })
    }
    for (const look of [...waiting]) look()
  })
  return line
}
