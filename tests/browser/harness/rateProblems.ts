/** What the benchmark trains, whoever trains it. */
import { initialWeights } from '../../../src/theory/diagonalNetwork.ts'
import type { DescentProblem } from '../../../src/theory/descent.ts'
import { createTasks } from '../../../src/theory/tasks.ts'
import type { EngineId } from '../../../src/protocol/engines.ts'
import type { SteppedTraining } from '../../../src/worker/race/stepper.ts'

export interface RateProblem {
  /** D */
  inputDim: number
  /** n */
  samples: number
  /** n₁ of a multi-task network; 0 for a network with the main task alone. */
  auxSamples: number
  /** B: models with data of their own, trained side by side. */
  models: number
  learningRate: number
}

export interface RatePayload extends RateProblem {
  engine: EngineId
  /** An engine of ours, or automatic differentiation on tfjs's backend of the same name. */
  way: 'kernel' | 'autodiff'
  /** Long blocks of rows are factored before; see theory/rowReduction.ts. */
  hasTriangles?: boolean
  /** Fused multiply–adds, where the engine has them. */
  isRelaxed?: boolean
  /** Threads over which rows must be divided; nothing is timed before they are there. */
  threads?: number
  /** At least this long is measured, after a warm-up. */
  milliseconds: number
}

export const benchProblems = (payload: RateProblem): DescentProblem[] =>
  Array.from({ length: payload.models }, (_, model) => {
    const { inputDim, samples, auxSamples } = payload
    const { main, aux } = createTasks({
      inputDim,
      auxActive: Math.round(inputDim / 25),
      mainActive: Math.round(inputDim / 25),
      overlap: 0,
      auxSamples: Math.max(1, auxSamples),
      mainSamples: samples,
      labelNoise: 0,
      dataSeed: 1 + model,
    })
    return { inputDim, tasks: auxSamples > 0 ? [aux, main] : [main] }
  })

export const startingPoint = ({ inputDim, tasks }: DescentProblem): Float64Array =>
  initialWeights({ inputDim, tasks: tasks.length, initScale: 1e-3, initSpread: 0, initSeed: 1 })

export const benchTraining = (payload: RateProblem): SteppedTraining => {
  const problems = benchProblems(payload)
  const [first] = problems
  if (first === undefined) throw new Error('no problem')
  return { problems, start: startingPoint(first), learningRate: payload.learningRate }
}
