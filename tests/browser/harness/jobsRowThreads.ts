/** Rows of one model divided over threads, in the worker of a real browser. */
import { engine } from '@tensorflow/tfjs-core'
import { KernelMemoryBackend } from '../../../src/engine/backends/kernelMemory.ts'
import { createDescender } from '../../../src/engine/descender.ts'
import type { TrainingBackend } from '../../../src/engine/kernel.ts'
import { descend, type DescentProblem } from '../../../src/theory/descent.ts'
import { hasWorthwhileTriangle, reduceRows } from '../../../src/theory/rowReduction.ts'
import { countingTensors, deviation, startEngine, tensorsAndBuffers } from './jobsEngines.ts'
import { benchProblems, startingPoint, type RateProblem } from './rateProblems.ts'

export interface DividedPayload extends Omit<RateProblem, 'models'> {
  hasTriangles: boolean
  steps: number
  /** Times that these steps are taken at most, until several threads take them. */
  patience: number
}

export interface Divided {
  /** Threads that took the last steps. */
  threads: number
  /** From the float64 reference, in units of the largest weight. */
  deviation: number
  /** How far the reference has come from where it started, in the same units. */
  moved: number
  /** How many tensors and buffers were added by training. */
  tensorsAdded: number
}

/** Of our WebAssembly engine, which must be active. */
export const threadsOfLastSteps = (): number => {
  const { backend } = engine()
  if (!(backend instanceof KernelMemoryBackend)) throw new TypeError('not on our WebAssembly')
  return backend.threads
}

const settingsOf = ({ learningRate }: DividedPayload) => ({
  ...{ learningRate, weightDecay: 0, trainFirstLayer: true },
})

const divide = async (
  backend: TrainingBackend,
  payload: DividedPayload,
  problem: DescentProblem,
): Promise<Divided> => {
  const start = startingPoint(problem)
  const settings = settingsOf(payload)
  const descender = createDescender(backend, problem, start)
  const living = tensorsAndBuffers()
  for (let call = 0; call < payload.patience && threadsOfLastSteps() === 1; call += 1) {
    descender.write(start)
    descender.advance(settings, payload.steps)
    // A thread opens only where the one that opens it returns to its messages.
    await new Promise((resolve) => setTimeout(resolve))
  }
  const weights = await descender.read()
  const tensorsAdded = tensorsAndBuffers() - living
  descender.dispose()
  const reference = start.slice()
  descend(reference, problem, { settings, steps: payload.steps })
  return {
    threads: threadsOfLastSteps(),
    deviation: deviation(weights, reference),
    moved: deviation(start, reference),
    tensorsAdded,
  }
}

export const rowThreadJobs = {
  /** What this page may do, and which builds of the kernel it has fetched so far. */
  isolation: () =>
    Promise.resolve({
      isIsolated: crossOriginIsolated,
      cores: navigator.hardwareConcurrency,
      kernels: performance
        .getEntriesByType('resource')
        .flatMap(({ name }) => /diagonal[^-]*(?=-.*\.wasm$)/.exec(name) ?? []),
    }),

  /** A model on the engine, beside the reference. */
  divideRows: async (payload: DividedPayload) => {
    const backend = await startEngine('wasm')
    return countingTensors(async () => {
      const [problem] = benchProblems({ ...payload, models: 1 })
      if (problem === undefined) throw new Error('no problem')
      return divide(
        backend,
        payload,
        payload.hasTriangles ? reduceRows(problem, hasWorthwhileTriangle) : problem,
      )
    })
  },
}
