/** The engine's side of a run: takes its steps, and follows what an examination decides. */
import { examine, type MethodRun } from '../theory/methodRun.ts'
import {
  hasWorthwhileTriangle,
  reduceRows,
  reduceRowsInSlices,
  stepsToRepay,
} from '../theory/rowReduction.ts'
import type { DescentProblem } from '../theory/descent.ts'
import type { Network } from '../theory/network.ts'
import type { Descender } from './descender.ts'
import type { TrainingBackend } from './kernel.ts'
import type { DescenderSource } from './sharedDescender.ts'

/**
 * Lets other work of the thread have its turn, between slices of a long computation. Resolves with
 * false where nobody waits for its result any more.
 */
export type Breathe = () => Promise<boolean>

export interface EngineSideOptions {
  source: DescenderSource
  breathe: Breathe
  onRestart: (learningRate: number) => void
}

/** Weights, and how many steps of the run they have behind them. */
interface KnownWeights {
  weights: Float64Array
  step: number
}

export interface EngineSide {
  /** The weights now. */
  read: () => Promise<Float64Array>
  /** Takes steps, or queues them. */
  advance: (steps: number) => void
  /** Examines the weights; then the run goes on, begins again, or ends. */
  check: () => Promise<void>
  /** The last that came back from the engine: what is left if it fails. */
  known: () => KnownWeights
  dispose: () => void
}

/** A problem as the engine trains it, and after how many steps of its phase a triangle pays. */
interface Prepared {
  problem: DescentProblem
  triangleAfter: number
}

const prepare = (
  original: DescentProblem,
  backend: TrainingBackend,
  { isLinear }: Network,
): Prepared => {
  if (!isLinear) return { problem: original, triangleAfter: Infinity }
  const problem = reduceRows(original)
  const triangleAfter = backend.skipsZeros ? stepsToRepay(problem, hasWorthwhileTriangle) : Infinity
  return { problem, triangleAfter }
}

/** The problem with triangles in place of long blocks of rows; null if nobody waits any more. */
const factored = async (
  problem: DescentProblem,
  breathe: Breathe,
): Promise<DescentProblem | null> => {
  const work = reduceRowsInSlices(problem, hasWorthwhileTriangle)
  for (;;) {
    const slice = work.next()
    if (slice.done) return slice.value
    if (!(await breathe())) return null
  }
}

/** What holds the weights: the engine, or, once a run has ended and its tensors are freed, nothing. */
const createHolder = (run: MethodRun, source: DescenderSource, start: Float64Array) => {
  const { backend } = source
  let original = run.problem
  let prepared = prepare(original, backend, run.network)
  const open = (weights: Float64Array): Descender => source.open(prepared.problem, weights)
  let descender = run.status === 'running' ? open(start) : null
  let known: KnownWeights = { weights: start, step: run.step }

  return {
    known: () => known,
    read: async (): Promise<Float64Array> => {
      if (descender === null) return known.weights
      const { step } = run
      const weights = await descender.read()
      known = { weights, step }
      return weights
    },
    advance: (steps: number): void => descender?.advance(run.descent, steps),
    /** Goes on from other weights, on the problem that the run has now. */
    load: (weights: Float64Array): void => {
      known = { weights, step: run.step }
      if (run.problem === original) {
        descender?.write(weights)
        return
      }
      descender?.dispose()
      original = run.problem
      prepared = prepare(original, backend, run.network)
      descender = open(weights)
    },
    /** A long phase goes on with triangles: the same weights, fewer numbers to read. */
    factorIfDue: async (breathe: Breathe): Promise<void> => {
      if (descender === null || run.step - run.phaseStartStep < prepared.triangleAfter) return
      const problem = await factored(prepared.problem, breathe)
      if (problem === null) return
      const weights = await descender.read()
      descender.dispose()
      prepared = { problem, triangleAfter: Infinity }
      descender = open(weights)
    },
    close: (weights: Float64Array): void => {
      known = { weights, step: run.step }
      descender?.dispose()
      descender = null
    },
    dispose: (): void => descender?.dispose(),
  }
}

/**
 * `run` is new, or has come as far as `start`: the weights after `run.step` steps.
 */
export const createEngineSide = (
  run: MethodRun,
  options: EngineSideOptions,
  start: Float64Array = run.phaseStart,
): EngineSide => {
  const holder = createHolder(run, options.source, start)
  return {
    read: holder.read,
    advance: holder.advance,
    known: holder.known,
    dispose: holder.dispose,
    check: async () => {
      const decision = examine(run, await holder.read())
      if (decision.kind === 'continue') {
        await holder.factorIfDue(options.breathe)
        return
      }
      if (decision.kind === 'restart') options.onRestart(decision.learningRate)
      if (decision.kind === 'end') holder.close(decision.weights)
      else holder.load(decision.weights)
    },
  }
}
