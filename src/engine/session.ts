/**
 * Trains the methods of a spec on one clock: first the pretraining that some of them share, then
 * all methods side by side (docs/model.md, "The clock"). Knows no thread and no screen.
 */
import { METHOD_RECIPES, PRETRAINING_RECIPE, type MethodRecipe } from '../theory/methodRecipes.ts'
import { createMethodRun } from '../theory/methodRun.ts'
import { startingWeights, type TrainingContext } from '../theory/referenceTrainer.ts'
import type { AnyTasks } from '../theory/networks.ts'
import type { RunKey, RunSnapshot } from '../protocol/messages.ts'
import { needsPretraining, startSettingsOf, trainingSettingsOf } from '../protocol/spec.ts'
import type { RunSpec } from '../protocol/spec.ts'
import type { ClockPoint } from '../protocol/clock.ts'
import type { TrainingBackend } from './kernel.ts'
import type { Breathe } from './engineSide.ts'
import { createParticipant, type Notify, type Participant, type Rescue } from './participant.ts'
import type { FinishedRun, RunCache } from './runCache.ts'
import { createDescenderSource, type DescenderSource } from './sharedDescender.ts'

export interface SessionOptions {
  spec: RunSpec
  tasks: AnyTasks
  backend: TrainingBackend
  notify: Notify
  breathe: Breathe
  cache: RunCache
  /** Pretrained weights of the same settings may be taken from the cache. */
  mayReusePretraining: boolean
  /** So may any finished network: its end is asked for, not its way there. */
  mayReuseRuns: boolean
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
  /** What is left if the engine has failed, to go on with on another. Ends this session. */
  rescue(): RescuedSession
  dispose(): void
}

/** A session between two engines. */
export interface RescuedSession extends Pick<State, 'pretrained' | 'unreported' | 'reusedSteps'> {
  stage: ClockPoint['stage']
  rescues: readonly Rescue[]
}

/** Who trains now, and what pretraining left. */
interface State {
  source: DescenderSource
  participants: Participant[]
  pretrained: FinishedRun | null
  /** Finished networks that the page has not been told of. */
  unreported: RunSnapshot[]
  /** Steps of the longest network that was taken from the cache. */
  reusedSteps: number
  clock: ClockPoint
  /** Steps of participants that have left. */
  stepsOfOthers: number
  previousChunk: Promise<void>
  /** Participants that are in the cache. */
  kept: WeakSet<Participant>
}

const runningOf = (participants: readonly Participant[]): Participant[] =>
  participants.filter(({ run }) => run.status === 'running')

/** The clock stands where its slowest running network is. */
const clockStep = ({ participants, reusedSteps }: State, target: number): number => {
  const running = runningOf(participants)
  const steps = (running.length > 0 ? running : participants).map(({ run }) => run.step)
  return running.length > 0 ? Math.min(target, ...steps) : Math.max(reusedSteps, ...steps)
}

const stepCountOf = (state: State): number =>
  state.participants.reduce((sum, participant) => sum + participant.takeStepCount(), 0)

/** A network at its first step. */
interface Entry {
  key: RunKey
  recipe: MethodRecipe
}

const join = (state: State, options: SessionOptions, entry: Entry): Participant => {
  const { spec, tasks } = options
  const context: TrainingContext<AnyTasks> = {
    tasks,
    start: startSettingsOf(spec),
    settings: trainingSettingsOf(spec),
  }
  const weights = startingWeights(entry.recipe, context, state.pretrained?.weights)
  const run = createMethodRun(entry.recipe, weights, context)
  const start: Rescue = { key: entry.key, run, weights, reported: 0 }
  return createParticipant(start, { ...options, source: state.source })
}

/** All at once, so that their first weights are packed and read together. */
const begin = async (
  state: State,
  options: SessionOptions,
  entries: readonly Entry[],
): Promise<void> => {
  const newcomers = entries.map((entry) => join(state, options, entry))
  state.participants.push(...newcomers)
  await Promise.all(newcomers.map((participant) => participant.begin()))
}

const leave = (state: State): void => {
  state.stepsOfOthers += stepCountOf(state)
  state.participants.forEach((participant) => participant.dispose())
  state.participants = []
}

/** Takes a finished network from the cache instead of training it, if that is allowed. */
const reuse = (state: State, options: SessionOptions, key: RunKey): boolean => {
  const { spec, backend, cache, mayReuseRuns } = options
  const known = mayReuseRuns ? cache.get(key, spec, backend.id) : undefined
  if (known === undefined) return false
  state.unreported.push(known.snapshot)
  state.reusedSteps = Math.max(state.reusedSteps, known.snapshot.step)
  return true
}

const enterMain = async (state: State, options: SessionOptions): Promise<void> => {
  leave(state)
  state.clock = { stage: 'main', step: 0 }
  const missing = options.spec.methods.filter((key) => !reuse(state, options, key))
  const entries = missing.map((key) => ({ key, recipe: METHOD_RECIPES[key] }))
  await begin(state, options, entries)
  state.clock.step = clockStep(state, 0)
}

/** Keeps what has just finished; a finished pretraining is followed by the main task. */
const settleFinished = async (state: State, options: SessionOptions): Promise<void> => {
  const finished = state.participants.filter(({ run }) => run.status !== 'running')
  for (const participant of finished.filter((one) => !state.kept.has(one))) {
    state.kept.add(participant)
    const run: FinishedRun = {
      weights: await participant.weights(),
      snapshot: await participant.wholeSnapshot(),
    }
    options.cache.set(options.spec, options.backend.id, run)
    if (participant.key !== 'pretraining') continue
    state.pretrained = run
    state.unreported.push(run.snapshot)
    await enterMain(state, options)
  }
}

const advance = async (
  state: State,
  options: SessionOptions,
  goal: { target: number; mostSteps: number },
): Promise<void> => {
  // Side by side: networks that share a batch note their steps, and read, in the same moment.
  await Promise.all(
    state.participants.map((participant) => participant.advance(goal.target, goal.mostSteps)),
  )
  state.source.flush()
  // Two chunks of GPU work at most: wait for the one before this.
  await state.previousChunk
  state.previousChunk = options.backend.settled()
  // A failure is met by the next await; until then it must not count as unhandled.
  state.previousChunk.catch(() => undefined)
  state.clock = { stage: state.clock.stage, step: clockStep(state, goal.target) }
  await settleFinished(state, options)
}

const snapshotOf = async (state: State): Promise<RunSnapshot[]> => {
  // Copies: what is reported changes hands, and the cache keeps its own.
  const finished = state.unreported.map((snapshot) => structuredClone(snapshot))
  state.unreported = []
  const newest = await Promise.all(state.participants.map((participant) => participant.snapshot()))
  return [...finished, ...newest]
}

/** At the first step, all first weights examined. */
const beginSession = async (state: State, options: SessionOptions): Promise<void> => {
  const { spec, backend, cache, mayReusePretraining: mayReuse } = options
  state.pretrained = mayReuse ? (cache.get('pretraining', spec, backend.id) ?? null) : null
  if (needsPretraining(spec) && state.pretrained === null) {
    await begin(state, options, [{ key: 'pretraining', recipe: PRETRAINING_RECIPE }])
  } else {
    if (state.pretrained !== null) state.unreported.push(state.pretrained.snapshot)
    await enterMain(state, options)
  }
  await settleFinished(state, options)
}

/** Where the other engine failed. */
const resumeSession = async (
  state: State,
  options: SessionOptions,
  { stage, rescues, ...rest }: RescuedSession,
): Promise<void> => {
  Object.assign(state, rest)
  const { source } = state
  state.participants = rescues.map((rescue) => createParticipant(rescue, { ...options, source }))
  state.clock = { stage, step: clockStep(state, Infinity) }
  await settleFinished(state, options)
}

/** A session at its first step; or, with what was rescued of another, where its engine failed. */
export const createSession = async (
  options: SessionOptions,
  rescued: RescuedSession | null = null,
): Promise<Session> => {
  const state: State = {
    source: createDescenderSource(options.backend),
    participants: [],
    pretrained: null,
    unreported: [],
    reusedSteps: 0,
    clock: { stage: 'pretraining', step: 0 },
    stepsOfOthers: 0,
    previousChunk: Promise.resolve(),
    kept: new WeakSet(),
  }
  if (rescued === null) await beginSession(state, options)
  else await resumeSession(state, options, rescued)

  return {
    chunkMilliseconds: options.backend.chunkMilliseconds,
    clock: () => state.clock,
    isFinished: () => state.clock.stage === 'main' && runningOf(state.participants).length === 0,
    takeStepCount: () => {
      const taken = stepCountOf(state) + state.stepsOfOthers
      state.stepsOfOthers = 0
      return taken
    },
    advance: (target, mostSteps) => advance(state, options, { target, mostSteps }),
    snapshot: () => snapshotOf(state),
    rescue: () => {
      const { pretrained, unreported, reusedSteps, clock, participants } = state
      const rescues = participants.map((participant) => participant.rescue())
      return { pretrained, unreported, reusedSteps, stage: clock.stage, rescues }
    },
    dispose: () => leave(state),
  }
}
