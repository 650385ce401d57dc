/** What is asked of the engines in the worker of a real browser. */
import { engine, memory } from '@tensorflow/tfjs-core'
import { chooseBackend } from '../../../src/engine/chooseBackend.ts'
import { createDescender, type Descender } from '../../../src/engine/descender.ts'
import type { EngineId } from '../../../src/protocol/engines.ts'
import type { DescentProblem } from '../../../src/theory/descent.ts'
import type { MethodId } from '../../../src/theory/methodRecipes.ts'
import {
  chosenTasks,
  methodCases,
  partOf,
  referenceSteps,
  type StartChoice,
  type TaskChoice,
  type TrainingCase,
} from '../../engine/cases.ts'
import { peakRate } from './peakRate.ts'
import type { RatePayload } from './rateProblems.ts'
import type { Rate } from './stepRates.ts'

export interface CasesPayload {
  engine: EngineId
  tasks: TaskChoice
  start: StartChoice
  methods: readonly MethodId[]
}

/** How an engine compares with the float64 reference at one step of one training. */
export interface EngineDeviation {
  name: string
  step: number
  /** The largest difference in units of the largest weight. */
  deviation: number
  /** The same in units of the largest weight of the same feature or hidden unit. */
  withinParts: number
  /** How far the reference has come from the starting weights, in units of the largest weight. */
  moved: number
}

export const startEngine = async (id: EngineId) => {
  const { backend, refusals } = await chooseBackend(id)
  if (backend.id !== id) throw new Error(refusals.join(' '))
  return backend
}

const largest = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** The largest difference between two sets of weights, in units of the largest weight. */
export const deviation = (weights: Float64Array, reference: Float64Array): number =>
  largest(weights.map((value, index) => value - (reference[index] ?? NaN))) / largest(reference)

/**
 * The largest difference in units of the largest weight of the same feature or hidden unit: as strict
 * on those that stay small as on those that are learned.
 */
const deviationWithinParts = (
  weights: Float64Array,
  reference: Float64Array,
  problem: DescentProblem,
): number => {
  const sizes = new Map<number, number>()
  reference.forEach((value, index) => {
    const part = partOf(problem, index)
    sizes.set(part, Math.max(sizes.get(part) ?? 0, Math.abs(value)))
  })
  return largest(
    weights.map(
      (value, index) =>
        (value - (reference[index] ?? NaN)) / (sizes.get(partOf(problem, index)) ?? NaN),
    ),
  )
}

/** Tensors that tfjs's engine knows of, and buffers of the backend, which an engine may forget. */
export const tensorsAndBuffers = (): number => memory().numTensors + engine().backend.numDataIds()

/** Runs the job and says how many tensors and buffers it left behind. */
export const countingTensors = async <Result>(run: () => Promise<Result>) => {
  const before = tensorsAndBuffers()
  const result = await run()
  return { result, tensorsLeft: tensorsAndBuffers() - before }
}

export const casesOf = ({ tasks, start, methods }: CasesPayload): TrainingCase[] =>
  methodCases(methods, chosenTasks(tasks), start)

/** Weights after `steps` steps, taken in chunks of the given size. */
const trainedIn = async (
  descender: Descender,
  { descent }: TrainingCase,
  plan: { steps: number; chunk: number },
): Promise<Float64Array> => {
  for (let taken = 0; taken < plan.steps; taken += plan.chunk) {
    descender.advance(descent, plan.chunk)
    await descender.settled()
  }
  return descender.read()
}

export const messageOf = async (call: () => unknown): Promise<string> => {
  try {
    await call()
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

export const engineJobs = {
  /** Which backend is chosen here, and why. */
  chosenBackend: async ({ preference }: { preference: EngineId | 'auto' }) => {
    const { backend, ...rest } = await chooseBackend(preference)
    return { id: backend.id, ...rest }
  },

  /** How far the engine is from the float64 reference at each of the given steps. */
  engineDeviations: async (payload: CasesPayload & { checkpoints: readonly number[] }) => {
    const backend = await startEngine(payload.engine)
    return countingTensors(async () => {
      const found: EngineDeviation[] = []
      for (const one of casesOf(payload)) {
        const { problem, descent, weights, name } = one
        const descender = createDescender(backend, problem, weights)
        let reference = weights
        let taken = 0
        for (const step of payload.checkpoints) {
          descender.advance(descent, step - taken)
          const plan = { settings: descent, steps: step - taken }
          reference = referenceSteps(problem, reference, plan)
          taken = step
          const trained = await descender.read()
          found.push({
            name,
            step,
            deviation: deviation(trained, reference),
            withinParts: deviationWithinParts(trained, reference, problem),
            moved: deviation(weights, reference),
          })
        }
        descender.dispose()
      }
      return found
    })
  },

  /** How much it matters how the same number of steps is divided into calls. */
  engineChunks: async (payload: CasesPayload & { steps: number; chunks: readonly number[] }) => {
    const backend = await startEngine(payload.engine)
    return countingTensors(async () => {
      const found: { name: string; difference: number }[] = []
      for (const one of casesOf(payload)) {
        const results: Float64Array[] = []
        for (const chunk of payload.chunks) {
          const descender = createDescender(backend, one.problem, one.weights)
          results.push(await trainedIn(descender, one, { steps: payload.steps, chunk }))
          descender.dispose()
        }
        const [first = one.weights, ...others] = results
        const difference = Math.max(...others.map((other) => deviation(other, first)))
        found.push({ name: one.name, difference })
      }
      return found
    })
  },

  /** The life of a descender: what is read when, and how many tensors there are meanwhile. */
  engineLife: async (payload: CasesPayload) => {
    const backend = await startEngine(payload.engine)
    const [one] = casesOf(payload)
    if (one === undefined) throw new Error('no case')
    return countingTensors(async () => {
      const descender = createDescender(backend, one.problem, one.weights)
      const atStart = await descender.read()
      const living = tensorsAndBuffers()
      descender.advance(one.descent, 5)
      const reading = descender.read()
      descender.advance(one.descent, 5)
      descender.write(one.weights)
      descender.advance(one.descent, 2)
      const afterWrite = await descender.read()
      const tensorsAdded = tensorsAndBuffers() - living
      const readLater = descender.read()
      descender.dispose()
      const reference = (steps: number): Float64Array =>
        referenceSteps(one.problem, one.weights, { settings: one.descent, steps })
      return {
        tensorsAdded,
        atStart: deviation(atStart, one.weights),
        afterFive: deviation(await reading, reference(5)),
        afterWrite: deviation(afterWrite, reference(2)),
        afterDispose: deviation(await readLater, reference(2)),
      }
    })
  },

  /** What is said when the graphics processor goes away in the middle of a training. */
  loseContext: async (payload: CasesPayload) => {
    const backend = await startEngine('webgl')
    const [one] = casesOf(payload)
    if (one === undefined) throw new Error('no case')
    const descender = createDescender(backend, one.problem, one.weights)
    descender.advance(one.descent, 10)
    const waiting = messageOf(() => descender.read())
    const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl/dist/base.js')
    const tfjsBackend = engine().backend
    if (!(tfjsBackend instanceof MathBackendWebGL)) throw new TypeError('not on WebGL')
    tfjsBackend.gpgpu.gl.getExtension('WEBGL_lose_context')?.loseContext()
    const afterwards = await messageOf(() => descender.advance(one.descent, 10))
    const { backend: next, refusals } = await chooseBackend('webgl')
    return { waiting: await waiting, afterwards, next: next.id, refusals }
  },

  /** What is chosen in a browser whose WebGL lacks something. */
  chosenWithout: async ({ lacking }: { lacking: 'webgl2' | 'EXT_color_buffer_float' }) => {
    if (lacking === 'webgl2') {
      Object.assign(OffscreenCanvas.prototype, { getContext: () => null })
    } else {
      const original: unknown = Reflect.get(WebGL2RenderingContext.prototype, 'getExtension')
      if (typeof original !== 'function') throw new TypeError('no getExtension')
      Object.assign(WebGL2RenderingContext.prototype, {
        getExtension(this: WebGL2RenderingContext, name: string): unknown {
          return name === lacking ? null : Reflect.apply(original, this, [name])
        },
      })
    }
    const { backend, refusals } = await chooseBackend('auto')
    return { id: backend.id, refusals }
  },

  /** What the processor can do; see peakRate.ts. */
  peakRate,

  /** Steps per second; its code is fetched only by those who ask. */
  stepRate: async (payload: RatePayload): Promise<Rate> =>
    (await import('./stepRates.ts')).stepRate(payload),
}
