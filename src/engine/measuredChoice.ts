/**
 * Picks the engine that trains a problem fastest here: each that works trains it for some tens of
 * milliseconds. What was measured once is remembered by whoever asks.
 */
import { ENGINE_IDS, type EngineId, type EngineRate } from '../protocol/engines.ts'
import type { DescentProblem, DescentSettings } from '../theory/descent.ts'
import {
  BROWSER,
  chooseBackend,
  NAMES,
  precisionOf,
  tryBackend,
  type Attempt,
  type BackendChoice,
  type BackendEnvironment,
} from './chooseBackend.ts'
import { createDescender } from './descender.ts'
import type { TrainingBackend } from './kernel.ts'

/** What is trained to find out. */
export interface Trial {
  problem: DescentProblem
  settings: DescentSettings
  /** Shape (2 + 2T) × D. */
  weights: Float64Array
}

export interface MeasuredChoice extends BackendChoice {
  /** Of all engines that work here, fastest first; empty where none was asked. */
  rates: readonly EngineRate[]
}

export interface MeasureOptions {
  trial: Trial
  /** What was measured before for a problem like this. */
  known: readonly EngineRate[]
  /** Engines that failed in training. */
  excluded: ReadonlySet<EngineId>
  /** Milliseconds since some fixed moment. */
  now: () => number
  /** The browser's, and `measureRate`; replaced in tests. */
  environment?: BackendEnvironment
  measure?: typeof measureRate
}

/** The least that an attempt which counts must take, and how many there are: the best counts. */
const ATTEMPT_MILLISECONDS = 6
const ATTEMPTS = 4

/** Steps of one network a second, measured on a started backend. */
export const measureRate = async (
  backend: TrainingBackend,
  { problem, settings, weights }: Trial,
  now: () => number,
): Promise<number> => {
  const descender = createDescender(backend, problem, weights)
  const time = async (steps: number): Promise<number> => {
    const start = now()
    descender.advance(settings, steps)
    await descender.settled()
    return now() - start
  }
  try {
    // The first step compiles.
    await time(1)
    let steps = 1
    // The best, because whatever else the machine does can only slow an engine down. An attempt
    // that is too short shows that one before it was slow by chance: all begins again with more.
    let best = Infinity
    for (let attempts = 0; attempts < ATTEMPTS; attempts += 1) {
      const elapsed = await time(steps)
      best = Math.min(best, elapsed)
      if (elapsed >= ATTEMPT_MILLISECONDS) continue
      steps *= 4
      best = Infinity
      attempts = -1
    }
    return (1000 * steps) / best
  } finally {
    descender.dispose()
  }
}

type Working = Extract<Attempt, { backend: TrainingBackend }> & { rate: number }

/** Every engine that works, fastest first; and the sentences of those that do not. */
const measureAll = async (
  options: MeasureOptions,
  environment: BackendEnvironment,
): Promise<{ working: Working[]; refusals: Map<EngineId, string> }> => {
  const { trial, excluded, now, measure = measureRate } = options
  const working: Working[] = []
  const refusals = new Map<EngineId, string>()
  for (const id of ENGINE_IDS.filter((one) => !excluded.has(one))) {
    const attempt = await tryBackend(id, false, environment)
    if ('refusal' in attempt) {
      refusals.set(id, attempt.refusal)
      continue
    }
    try {
      working.push({ ...attempt, rate: await measure(attempt.backend, trial, now) })
    } catch (error) {
      // Each starts, but not every one trains everything.
      refusals.set(id, error instanceof Error ? error.message : String(error))
    }
  }
  return { working: working.sort((one, other) => other.rate - one.rate), refusals }
}

/** The engine that was fastest before, if it still works. */
const chooseKnown = async (
  { known, excluded }: MeasureOptions,
  environment: BackendEnvironment,
): Promise<MeasuredChoice | null> => {
  const [fastest] = known
    .filter(({ id }) => !excluded.has(id))
    .sort((one, other) => other.stepsPerSecond - one.stepsPerSecond)
  if (fastest === undefined) return null
  const choice = await chooseBackend(fastest.id, environment)
  return choice.backend.id === fastest.id ? { ...choice, rates: known } : null
}

/**
 * The fastest backend for the trial, started and active. A refusal is told only where it matters:
 * where plain JavaScript, many times slower, is all that is left.
 * @throws Error if none works
 */
export const chooseMeasured = async (options: MeasureOptions): Promise<MeasuredChoice> => {
  const { environment = BROWSER } = options
  const remembered = await chooseKnown(options, environment)
  if (remembered !== null) return remembered
  const { working, refusals } = await measureAll(options, environment)
  const [best] = working
  if (best === undefined)
    throw new Error(`nothing can train here: ${[...refusals.values()].join('; ')}`)
  await best.backend.start({ isExact: environment.isExact ?? true })
  const lost = best.backend.id === 'cpu' ? refusals.get('wasm') : undefined
  return {
    backend: best.backend,
    precision: precisionOf(best.measured),
    measuredEpsilon: best.measured.epsilon,
    refusals: lost === undefined ? [] : [`${lost}: using ${NAMES.cpu} instead.`],
    rates: working.map(({ backend, rate }) => ({ id: backend.id, stepsPerSecond: rate })),
  }
}
