/**
 * The training thread's end of the channel: commands in, reports out. A new run replaces the old
 * one at once; what the old one still says is not sent.
 */
import type { MeasuredChoice, Trial } from '../engine/measuredChoice.ts'
import { createRunCache, type RunCache } from '../engine/runCache.ts'
import { createSession, type RescuedSession, type SessionOptions } from '../engine/session.ts'
import { createTaskSource, type TaskSource } from '../engine/taskSource.ts'
import { METHODS } from '../protocol/methods.ts'
import type { Command, Port, Report, RunKey, RunSnapshot, Snapshot } from '../protocol/messages.ts'
import { ENGINE_LABELS, type EngineId } from '../protocol/engines.ts'
import {
  anyTaskSettingsOf,
  needsPretraining,
  startSettingsOf,
  type RunSpec,
} from '../protocol/spec.ts'
import { networkOf, type AnyTasks } from '../theory/networks.ts'
import { createEngineRoom, sentence, type EngineRequest, type EngineRoom } from './engineRoom.ts'
import { pretrainingPlace, type Pretrainings } from './pretrainings.ts'
import { conduct, createBaton, type Baton, type Timer } from './conductor.ts'

/** What the thread stands on; replaced in tests. */
export interface Environment {
  timer: Timer
  chooseEngine(request: EngineRequest): Promise<MeasuredChoice>
  /** What earlier visits have pretrained. */
  pretrainings: Pretrainings
}

type Send = (report: Report, buffers?: ArrayBuffer[]) => void
type StartCommand = Extract<Command, { type: 'start' }>

const labelOf = (key: RunKey): string =>
  key === 'pretraining' ? 'Pretraining' : METHODS[key].label

/** The memory of a snapshot's arrays, to change hands. */
const buffersOf = (runs: readonly RunSnapshot[]): ArrayBuffer[] =>
  runs
    .flatMap(({ beta, auxBeta, units, curve }) => [
      beta,
      ...(auxBeta === null ? [] : [auxBeta]),
      ...(units === null ? [] : [units.weights]),
      curve.step,
      curve.trainingLoss,
      curve.generalizationLoss,
    ])
    // Typed as ArrayBufferLike; these arrays are never shared between threads.
    .map((array) => array.buffer as ArrayBuffer)

/** What all runs of one port share. */
interface Shared {
  port: Port<Report, Command>
  environment: Environment
  room: EngineRoom
  /** Finished networks; apart where their numbers are the same on every processor. */
  exactRuns: RunCache
  runs: RunCache
  drawTasks: TaskSource
}

/** A run in this thread. */
interface Job {
  command: StartCommand
  tasks: AnyTasks
  baton: Baton
  send: Send
  /** What an engine that failed has left; null at first. */
  rescued: RescuedSession | null
}

/** The finished networks of this visit; pretrained ones come from, and go to, other visits too. */
const openCache = async (
  { command, baton }: Job,
  engine: EngineId,
  { exactRuns, runs, environment }: Shared,
): Promise<RunCache> => {
  const { spec, isExact } = command
  const cache = isExact ? exactRuns : runs
  const place = pretrainingPlace(spec, { engine, isExact })
  const isWanted = needsPretraining(spec) && command.mayReusePretraining
  if (isWanted && cache.get('pretraining', spec, engine) === undefined) {
    const found = await environment.pretrainings.find(place)
    if (found !== undefined && !baton.isCancelled) cache.set(spec, engine, found)
  }
  return {
    get: cache.get,
    set: (ofSpec, ofEngine, run) => {
      cache.set(ofSpec, ofEngine, run)
      if (run.snapshot.key === 'pretraining') void environment.pretrainings.keep(place, run)
    },
  }
}

/** Trains one run on the chosen engine until it ends or is cancelled. Rejects if the engine fails. */
const trainOn = async ({ backend }: MeasuredChoice, job: Job, shared: Shared): Promise<void> => {
  const { command, tasks, baton, send } = job
  const { run, spec } = command
  const options: SessionOptions = {
    ...{ spec, backend, tasks, cache: await openCache(job, backend.id, shared) },
    notify: (key, text) =>
      send({ type: 'notice', run, topic: key, text: `${labelOf(key)} ${text}` }),
    breathe: async () => {
      await shared.environment.timer.wait(0)
      return !baton.isCancelled
    },
    mayReusePretraining: command.mayReusePretraining,
    // An answer to a change asks for the end only; a replay, or a moment, for the way there.
    mayReuseRuns: command.mayReusePretraining && command.pace === 'full' && command.until === null,
  }
  const session = await createSession(options, job.rescued)
  // A new engine numbers its pictures anew.
  baton.drawn = 0
  try {
    const report = (snapshot: Snapshot): void =>
      send({ type: 'snapshot', run, snapshot }, buffersOf(snapshot.runs))
    await conduct({ session, baton, timer: shared.environment.timer, send: report })
  } catch (error) {
    job.rescued = session.rescue()
    throw error
  } finally {
    session.dispose()
  }
}

/** What is trained to find out which engine is fastest: a single-task network of the run. */
const trialOf = (spec: RunSpec, tasks: AnyTasks): Trial => {
  const network = networkOf(tasks)
  return {
    problem: network.problem([tasks.main]),
    settings: { learningRate: spec.learningRate, weightDecay: 0, trainFirstLayer: true },
    weights: network.initialWeights(startSettingsOf(spec), 1),
  }
}

/** Trains one run; where an engine fails, from there on with the next. */
const train = async (command: StartCommand, baton: Baton, shared: Shared): Promise<void> => {
  const { run, spec } = command
  const send: Send = (report, buffers = []) => {
    if (!baton.isCancelled) shared.port.postMessage(report, buffers)
  }
  const notice = (text: string): void => send({ type: 'notice', run, text })
  const tasks = shared.drawTasks(anyTaskSettingsOf(spec))
  const job: Job = { command, tasks, baton, send, rescued: null }
  for (let isFirst = true; ; isFirst = false) {
    const choice = await shared.room.choose(command, trialOf(spec, tasks), notice)
    if (baton.isCancelled) return
    const { backend, precision, measuredEpsilon, rates, work } = choice
    const description = { id: backend.id, precision, measuredEpsilon, rates, work }
    send({ type: 'engine', run, engine: description })
    if (isFirst) {
      send({ type: 'task', run, task: networkOf(tasks).describeTask() })
    } else notice(`Training goes on with ${ENGINE_LABELS[backend.id]}.`)
    try {
      await trainOn(choice, job, shared)
      return
    } catch (error) {
      shared.room.fail(backend.id)
      if (!shared.room.hasAnother()) throw error
      notice(`${sentence(error)}. Nothing is lost.`)
    }
  }
}

/** Serves one port for as long as it lives. */
export const serve = (port: Port<Report, Command>, environment: Environment): void => {
  const room = createEngineRoom((request) => environment.chooseEngine(request))
  const shared: Shared = {
    ...{ port, environment, room, drawTasks: createTaskSource() },
    ...{ exactRuns: createRunCache(), runs: createRunCache() },
  }
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
