/** What the benchmark trains, whoever trains it. */
import { initialWeights } from '../../../src/theory/diagonalNetwork.ts'
import type { DescentProblem } from '../../../src/theory/descent.ts'
import { networkOf, type AnyTasks } from '../../../src/theory/networks.ts'
import { initialReluWeights } from '../../../src/theory/relu/reluNetwork.ts'
import { createReluTasks } from '../../../src/theory/relu/reluTasks.ts'
import { createTasks } from '../../../src/theory/tasks.ts'
import type { EngineId } from '../../../src/protocol/engines.ts'
import type { SteppedTraining } from '../../../src/worker/race/stepper.ts'

export interface RateProblem {
  /** D */
  inputDim: number
  /** H of ReLU networks; absent for diagonal ones. */
  hiddenWidth?: number
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

const benchTasks = (payload: RateProblem, dataSeed: number): AnyTasks => {
  const { inputDim, hiddenWidth, samples, auxSamples } = payload
  const common = {
    ...{ inputDim, overlap: 0, auxSamples: Math.max(1, auxSamples), mainSamples: samples },
    ...{ labelNoise: 0, dataSeed },
  }
  if (hiddenWidth !== undefined) {
    return createReluTasks({
      ...{ ...common, hiddenWidth, auxActive: 6, mainActive: 1 },
      ...{ featureCorrelation: 1, featureMagnitude: 1 },
    })
  }
  const active = Math.round(inputDim / 25)
  return createTasks({ ...common, auxActive: active, mainActive: active })
}

export const benchProblems = (payload: RateProblem): DescentProblem[] =>
  Array.from({ length: payload.models }, (_, model) => {
    const tasks = benchTasks(payload, 1 + model)
    const { aux, main } = tasks
    return networkOf(tasks).problem(payload.auxSamples > 0 ? [aux, main] : [main])
  })

export const startingPoint = ({ inputDim, hiddenWidth, tasks }: DescentProblem): Float64Array => {
  const start = { inputDim, tasks: tasks.length, initSeed: 1 }
  return hiddenWidth === undefined
    ? initialWeights({ ...start, initScale: 1e-3, initSpread: 0 })
    : initialReluWeights({ ...start, hiddenWidth, initScale: 0.1 })
}

export const benchTraining = (payload: RateProblem): SteppedTraining => {
  const problems = benchProblems(payload)
  const [first] = problems
  if (first === undefined) throw new Error('no problem')
  return { problems, start: startingPoint(first), learningRate: payload.learningRate }
}
