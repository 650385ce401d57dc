/** The engine's side of a run: takes its steps, and follows what an examination decides. */
import { examine, type MethodRun } from '../theory/methodRun.ts'
import {
  hasWorthwhileTriangle,
  reduceRows,
  reduceRowsInSlices,
  stepsToRepay,
} from '../theory/rowReduction.ts'
import type { DescentProblem } from '../theory/descent.ts'
import { createDescender, type Descender } from './descender.ts'
import type { TrainingBackend } from './kernel.ts'

/**
 * Lets other work of the thread have its turn, between slices of a long computation. Resolves with
 * false where nobody waits for its result any more.
 */
export type Breathe = () => Promise<boolean>

export interface EngineSideOptions {
  backend: TrainingBackend
  breathe: Breathe
  onRestart: (learningRate: number) => void
}

export interface EngineSide {
  /** The weights now, shape (2 + 2T) × D. */
  read: () => Promise<Float64Array>
  /** Takes steps, or queues them. */
  advance: (steps: number) => void
  /** Examines the weights; then the run goes on, begins again, or ends. */
  check: () => Promise<void>
  dispose: () => void
}

/** A problem as the engine trains it, and after how many steps of its phase a triangle pays. */
interface Prepared {
  problem: DescentProblem
  triangleAfter: number
}

const prepare = (original: DescentProblem, backend: TrainingBackend): Prepared => {
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

/** `run` must be new; its first weights are loaded. */
export const createEngineSide = (run: MethodRun, options: EngineSideOptions): EngineSide => {
  const { backend, breathe, onRestart } = options
  let original = run.problem
  let prepared = prepare(original, backend)
  let descender: Descender = createDescender(backend, prepared.problem, run.phaseStart)
  // The weights of a run that has ended; its tensors are freed then.
  let final: Float64Array | null = null

  const reopen = (problem: DescentProblem, weights: Float64Array): void => {
    descender.dispose()
    descender = createDescender(backend, problem, weights)
  }
  const follow = (weights: Float64Array): void => {
    if (run.problem === original) {
      descender.write(weights)
      return
    }
    original = run.problem
    prepared = prepare(original, backend)
    reopen(prepared.problem, weights)
  }
  /** A long phase goes on with triangles: the same weights, fewer numbers to read. */
  const factorIfDue = async (): Promise<void> => {
    if (run.step - run.phaseStartStep < prepared.triangleAfter) return
    const problem = await factored(prepared.problem, breathe)
    if (problem === null) return
    prepared = { problem, triangleAfter: Infinity }
    reopen(problem, await descender.read())
  }

  return {
    read: async () => final ?? (await descender.read()),
    advance: (steps) => descender.advance(run.descent, steps),
    check: async () => {
      const decision = examine(run, await descender.read())
      if (decision.kind === 'continue') {
        await factorIfDue()
        return
      }
      if (decision.kind === 'restart') onRestart(decision.learningRate)
      if (decision.kind === 'end') {
        final = decision.weights
        descender.dispose()
      } else follow(decision.weights)
    },
    dispose: () => descender.dispose(),
  }
}
