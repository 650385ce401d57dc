/**
 * Trains the methods of a spec on one clock: first the pretraining that some of them share, then
 * all methods side by side (docs/model.md, "The clock"). Knows no thread and no screen.
 */
import { METHOD_RECIPES, PRETRAINING_RECIPE, type MethodRecipe } from '../theory/methodRecipes.ts'
import { createMethodRun } from '../theory/methodRun.ts'
import { startingWeights, type TrainingContext } from '../theory/referenceTrainer.ts'
import type { TaskPair } from '../theory/tasks.ts'
import type { RunKey, RunSnapshot } from '../protocol/messages.ts'
import { needsPretraining, startSettingsOf, trainingSettingsOf } from '../protocol/spec.ts'
import type { RunSpec } from '../protocol/spec.ts'
import type { ClockPoint } from '../protocol/clock.ts'
import type { TrainingBackend } from './kernel.ts'
import { createParticipant, type Notify, type Participant } from './participant.ts'
import type { Pretrained, PretrainedCache } from './pretrainedCache.ts'

export interface SessionOptions {
  spec: RunSpec
  tasks: TaskPair
  backend: TrainingBackend
  notify: Notify
  cache: PretrainedCache
  /** Pretrained weights of the same settings may be taken from the cache. */
  mayReusePretraining: boolean
}

export interface Session {
  /** How long one `advance` should take (TrainingBackend.chunkMilliseconds). */
  readonly chunkMilliseconds: number
  clock(): ClockPoint
  isFinished(): boolean
  /** Moves every network towards the clock's `target` by at most `mostSteps` steps each. */
  advance(target: number, mostSteps: number): Promise<void>
  /** Steps of all networks since the last call. */
  takeStepCount(): number
  snapshot(): Promise<RunSnapshot[]>
  dispose(): void
}

const runningOf = (participants: readonly Participant[]): Participant[] =>
  participants.filter(({ run }) => run.status === 'running')

/** The clock stands where its slowest running network is. */
const clockStep = (participants: readonly Participant[], target: number): number => {
  const running = runningOf(participants)
  const steps = (running.length > 0 ? running : participants).map(({ run }) => run.step)
  return running.length > 0 ? Math.min(target, ...steps) : Math.max(0, ...steps)
}

/** Who trains now, and what pretraining left. */
interface State {
  participants: Participant[]
  pretrained: Pretrained | null
  /** Whether the page has been told of `pretrained`. */
  isPretrainedReported: boolean
  clock: ClockPoint
  /** Steps of participants that have left. */
  stepsOfOthers: number
  previousChunk: Promise<void>
}

const stepCountOf = (state: State): number =>
  state.participants.reduce((sum, participant) => sum + participant.takeStepCount(), 0)

const join = async (
  state: State,
  options: SessionOptions,
  entry: { key: RunKey; recipe: MethodRecipe },
): Promise<void> => {
  const { spec, tasks } = options
  const context: TrainingContext = {
    tasks,
    start: startSettingsOf(spec),
    settings: trainingSettingsOf(spec),
  }
  const weights = startingWeights(entry.recipe, context, state.pretrained?.weights)
  const run = createMethodRun(entry.recipe, weights, context)
  const participant = createParticipant(entry.key, run, options)
  state.participants.push(participant)
  await participant.begin()
}

const leave = (state: State): void => {
  state.stepsOfOthers += stepCountOf(state)
  state.participants.forEach((participant) => participant.dispose())
  state.participants = []
}

const enterMain = async (state: State, options: SessionOptions): Promise<void> => {
  leave(state)
  state.clock = { stage: 'main', step: 0 }
  for (const key of options.spec.methods) {
    await join(state, options, { key, recipe: METHOD_RECIPES[key] })
  }
}

const finishPretraining = async (state: State, options: SessionOptions): Promise<void> => {
  const [participant] = state.participants
  if (participant?.key !== 'pretraining' || participant.run.status === 'running') return
  const snapshot = await participant.wholeSnapshot()
  state.pretrained = { weights: await participant.weights(), snapshot }
  options.cache.set(options.spec, options.backend.id, state.pretrained)
  await enterMain(state, options)
}

const advance = async (
  state: State,
  options: SessionOptions,
  goal: { target: number; mostSteps: number },
): Promise<void> => {
  // Side by side: a graphics processor works on one network while another is read.
  await Promise.all(
    state.participants.map((participant) => participant.advance(goal.target, goal.mostSteps)),
  )
  // Two chunks of GPU work at most: wait for the one before this.
  await state.previousChunk
  state.previousChunk = options.backend.settled()
  // A failure is met by the next await; until then it must not count as unhandled.
  state.previousChunk.catch(() => undefined)
  state.clock = { stage: state.clock.stage, step: clockStep(state.participants, goal.target) }
  await finishPretraining(state, options)
}

const snapshotOf = async (state: State): Promise<RunSnapshot[]> => {
  const snapshots: RunSnapshot[] = []
  if (state.pretrained !== null && !state.isPretrainedReported) {
    state.isPretrainedReported = true
    // A copy: what is reported changes hands, and the cache keeps its own.
    snapshots.push(structuredClone(state.pretrained.snapshot))
  }
  const newest = await Promise.all(state.participants.map((participant) => participant.snapshot()))
  return [...snapshots, ...newest]
}

/** A session at its first step, all first weights examined. */
export const createSession = async (options: SessionOptions): Promise<Session> => {
  const { spec, backend, cache } = options
  const state: State = {
    participants: [],
    pretrained: options.mayReusePretraining ? (cache.get(spec, backend.id) ?? null) : null,
    isPretrainedReported: false,
    clock: { stage: 'pretraining', step: 0 },
    stepsOfOthers: 0,
    previousChunk: Promise.resolve(),
  }
  if (needsPretraining(spec) && state.pretrained === null) {
    await join(state, options, { key: 'pretraining', recipe: PRETRAINING_RECIPE })
    await finishPretraining(state, options)
  } else await enterMain(state, options)

  return {
    chunkMilliseconds: backend.chunkMilliseconds,
    clock: () => state.clock,
    isFinished: () => state.clock.stage === 'main' && runningOf(state.participants).length === 0,
    takeStepCount: () => {
      const taken = stepCountOf(state) + state.stepsOfOthers
      state.stepsOfOthers = 0
      return taken
    },
    advance: (target, mostSteps) => advance(state, options, { target, mostSteps }),
    snapshot: () => snapshotOf(state),
    dispose: () => leave(state),
  }
}
