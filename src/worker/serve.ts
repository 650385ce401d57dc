/**
 * The training thread's end of the channel: commands in, reports out. A new run replaces the old
 * one at once; what the old one still says is not sent.
 */
import type { BackendChoice } from '../engine/chooseBackend.ts'
import { createRunCache, type RunCache } from '../engine/runCache.ts'
import { createSession } from '../engine/session.ts'
import { createTaskSource, type TaskSource } from '../engine/taskSource.ts'
import { METHODS } from '../protocol/methods.ts'
import type { Command, Port, Report, RunKey, RunSnapshot, Snapshot } from '../protocol/messages.ts'
import { ENGINE_IDS, type EngineChoice, type EngineId } from '../protocol/engines.ts'
import { taskSettingsOf } from '../protocol/spec.ts'
import { conduct, createBaton, type Baton, type Timer } from './conductor.ts'

/** What the thread stands on; replaced in tests. */
export interface Environment {
  timer: Timer
  chooseBackend(preference: EngineChoice, failed: ReadonlySet<EngineId>): Promise<BackendChoice>
}

type Send = (report: Report, buffers?: ArrayBuffer[]) => void
type StartCommand = Extract<Command, { type: 'start' }>

const labelOf = (key: RunKey): string =>
  key === 'pretraining' ? 'Pretraining' : METHODS[key].label

/** The memory of a snapshot's arrays, to change hands. */
const buffersOf = (runs: readonly RunSnapshot[]): ArrayBuffer[] =>
  runs
    .flatMap(({ beta, auxBeta, curve }) => [
      beta,
      ...(auxBeta === null ? [] : [auxBeta]),
      curve.step,
      curve.trainingLoss,
      curve.generalizationLoss,
    ])
    // Typed as ArrayBufferLike; these arrays are never shared between threads.
    .map((array) => array.buffer as ArrayBuffer)

/** What is said of an error, without its full stop. */
const sentence = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')

/** Chooses engines, remembers the choice, and leaves out those that failed in mid-training. */
const createEngineRoom = (environment: Environment) => {
  const failed = new Set<EngineId>()
  const told = new Set<string>()
  return {
    fail: (id: EngineId): void => void failed.add(id),
    hasAnother: (): boolean => failed.size < ENGINE_IDS.length,
    choose: async (wanted: EngineChoice, notice: (text: string) => void) => {
      const choice = await environment.chooseBackend(wanted, failed)
      for (const refusal of choice.refusals) {
        if (!told.has(refusal)) notice(refusal)
        told.add(refusal)
      }
      return choice
    },
  }
}

/** What all runs of one port share. */
interface Shared {
  port: Port<Report, Command>
  environment: Environment
  room: ReturnType<typeof createEngineRoom>
  cache: RunCache
  drawTasks: TaskSource
}

/** Trains one run on the chosen engine until it ends or is cancelled. Rejects if the engine fails. */
const trainOn = async (
  { backend }: BackendChoice,
  job: { command: StartCommand; baton: Baton; send: Send },
  shared: Shared,
): Promise<void> => {
  const { command, baton, send } = job
  const { run, spec } = command
  const tasks = shared.drawTasks(taskSettingsOf(spec))
  const { inputDim, groups, auxTeacher, mainTeacher } = tasks
  send({ type: 'task', run, task: { inputDim, groups, auxTeacher, mainTeacher } })
  const session = await createSession({
    ...{ spec, tasks, backend, cache: shared.cache },
    notify: (key, text) =>
      send({ type: 'notice', run, topic: key, text: `${labelOf(key)} ${text}` }),
    mayReusePretraining: command.mayReusePretraining,
    // An answer to a change asks for the end only; a replay, or a moment, for the way there.
    mayReuseRuns: command.mayReusePretraining && command.pace === 'full' && command.until === null,
  })
  try {
    const report = (snapshot: Snapshot): void =>
      send({ type: 'snapshot', run, snapshot }, buffersOf(snapshot.runs))
    await conduct({ session, baton, timer: shared.environment.timer, send: report })
  } finally {
    session.dispose()
  }
}

/** Trains one run, on another engine if one fails in the middle. */
const train = async (command: StartCommand, baton: Baton, shared: Shared): Promise<void> => {
  const { run } = command
  const send: Send = (report, buffers = []) => {
    if (!baton.isCancelled) shared.port.postMessage(report, buffers)
  }
  const notice = (text: string): void => send({ type: 'notice', run, text })
  const choice = await shared.room.choose(command.engine, notice)
  if (baton.isCancelled) return
  const { backend, precision, measuredEpsilon } = choice
  send({ type: 'engine', run, engine: { id: backend.id, precision, measuredEpsilon } })
  try {
    await trainOn(choice, { command, baton, send }, shared)
  } catch (error) {
    shared.room.fail(backend.id)
    if (!shared.room.hasAnother()) throw error
    notice(`${sentence(error)}. Training begins again on another engine.`)
    await train(command, baton, shared)
  }
}

/** Serves one port for as long as it lives. */
export const serve = (port: Port<Report, Command>, environment: Environment): void => {
  const room = createEngineRoom(environment)
  const cache = createRunCache()
  const shared: Shared = { port, environment, room, cache, drawTasks: createTaskSource() }
  let active: { run: number; baton: Baton } | null = null
  // One run at a time touches the engine: a new one waits until the old one has let go.
  let previous: Promise<void> = Promise.resolve()

  const start = (command: StartCommand): void => {
    if (active) cancel(active.baton)
    const baton = createBaton(command)
    active = { run: command.run, baton }
    previous = previous
      .then(() => (baton.isCancelled ? undefined : train(command, baton, shared)))
      .catch((error: unknown) => {
        if (baton.isCancelled) return
        const text = `Training stopped: ${sentence(error)}.`
        port.postMessage({ type: 'failure', run: command.run, text }, [])
      })
  }

  port.addEventListener('message', ({ data: command }) => {
    if (command.type === 'start') {
      start(command)
    } else if (active?.run === command.run) {
      obey(command, active.baton)
      active.baton.wake()
    }
  })
}

const cancel = (baton: Baton): void => {
  baton.isCancelled = true
  baton.wake()
}

const obey = (command: Exclude<Command, StartCommand>, baton: Baton): void => {
  switch (command.type) {
    case 'play':
      baton.isPlaying = true
      baton.pace = command.pace
      break
    case 'pause':
      baton.isPlaying = false
      baton.until = null
      baton.pendingSteps = 0
      break
    case 'step':
      baton.isPlaying = false
      baton.until = null
      baton.pendingSteps += command.steps
      break
    case 'drawn':
      baton.drawn = Math.max(baton.drawn, command.sequence)
      break
  }
}
