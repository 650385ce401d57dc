/** Batches of models, and how far down training comes, in the worker of a real browser. */
import { env } from '@tensorflow/tfjs-core'
import { createBatchDescender } from '../../../src/engine/descender.ts'
import type { TrainingBackend } from '../../../src/engine/kernel.ts'
import type { EngineId } from '../../../src/protocol/engines.ts'
import type { DescentSettings } from '../../../src/theory/descent.ts'
import type { MethodId } from '../../../src/theory/methodRecipes.ts'
import { referenceFor } from '../../../src/theory/networks.ts'
import {
  chosenTasks,
  methodCases,
  referenceSteps,
  type StartChoice,
  type TaskChoice,
  type TrainingCase,
} from '../../engine/cases.ts'
import { countingTensors, deviation, startEngine, tensorsAndBuffers } from './jobsEngines.ts'
import { benchProblems, startingPoint, type RateProblem } from './rateProblems.ts'

/** One model of a batch: the last phase of a method, with a step size of its own. */
export interface BatchMember {
  method: MethodId
  tasks: TaskChoice
  start: StartChoice
  learningRate: number
}

export interface BatchPayload {
  engine: EngineId
  members: readonly BatchMember[]
  /** Largest texture, in texels, instead of what the browser allows; for WebGL. */
  textureLimit?: number
  /** Steps to the first read, twice as many as to the later ones. */
  firstSteps?: number
}

/** One model at one moment of the life of its batch. */
export interface BatchDeviation {
  where: string
  /** How many of its weights are not those of the same model trained alone. */
  unequal: number
  /** From the float64 reference, in units of the largest weight. */
  deviation: number
  /** How far the reference has come from where it started, in the same units. */
  moved: number
}

const caseOf = ({ method, tasks, start, learningRate }: BatchMember): TrainingCase => {
  const [one] = methodCases([method], chosenTasks(tasks), start)
  if (one === undefined) throw new Error('no case')
  return { ...one, descent: { ...one.descent, learningRate } }
}

const halved = (descent: DescentSettings): DescentSettings => ({
  ...descent,
  learningRate: descent.learningRate / 2,
})

/** Weights are read while more steps are asked for, then replaced, then read again. */
const liveThrough = async (
  backend: TrainingBackend,
  batch: readonly TrainingCase[],
  firstSteps: number,
) => {
  const laterSteps = firstSteps / 2
  const starts = batch.map(({ weights }) => weights)
  const descents = batch.map(({ descent }) => descent)
  const problems = batch.map(({ problem }) => problem)
  const descender = createBatchDescender(backend, problems, starts)
  const atStart = await descender.read()
  const living = tensorsAndBuffers()
  descender.advance(descents, firstSteps)
  const reading = descender.read()
  descender.advance(descents.map(halved), laterSteps)
  const readingLater = descender.read()
  descender.write(starts)
  descender.advance(descents, laterSteps)
  const afterWrite = await descender.read()
  const tensorsAdded = tensorsAndBuffers() - living
  descender.dispose()
  const reads = { atStart, first: await reading, later: await readingLater, afterWrite }
  return { tensorsAdded, reads: Object.entries(reads) }
}

/** What the reference reads at the same moments. */
const referenceReads = (
  { problem, descent, weights }: TrainingCase,
  firstSteps: number,
): Map<string, Float64Array> => {
  const laterSteps = firstSteps / 2
  const take = (from: Float64Array, settings: DescentSettings, steps: number): Float64Array =>
    referenceSteps(problem, from, { settings, steps })
  const first = take(weights, descent, firstSteps)
  const later = take(first, halved(descent), laterSteps)
  const afterWrite = take(weights, descent, laterSteps)
  return new Map(Object.entries({ atStart: weights, first, later, afterWrite }))
}

const countUnequal = (weights: Float64Array, others: Float64Array): number =>
  weights.reduce((count, value, index) => count + (value === others[index] ? 0 : 1), 0)

/** The reads of one model in its batch, beside those of the model alone. */
const compareMember = async (
  { backend, firstSteps }: { backend: TrainingBackend; firstSteps: number },
  own: TrainingCase,
  readsInBatch: ReadonlyMap<string, Float64Array>,
): Promise<BatchDeviation[]> => {
  const alone = await liveThrough(backend, [own], firstSteps)
  const references = referenceReads(own, firstSteps)
  return alone.reads.map(([moment, [weights]]) => {
    const inBatch = readsInBatch.get(moment)
    const reference = references.get(moment)
    if (weights === undefined || inBatch === undefined || reference === undefined) {
      throw new Error(`no weights: ${moment}`)
    }
    return {
      where: `${own.name}, ${moment}`,
      unequal: countUnequal(inBatch, weights),
      deviation: deviation(inBatch, reference),
      moved: deviation(own.weights, reference),
    }
  })
}

/** So that a loss deep down is not waited for in one dispatch. */
const STEPS_AT_ONCE = 50

export const batchJobs = {
  /** A batch beside each of its models alone, and beside the float64 reference. */
  engineBatch: async ({ engine, members, textureLimit, firstSteps = 100 }: BatchPayload) => {
    const backend = await startEngine(engine)
    if (textureLimit !== undefined) env().set('WEBGL_MAX_TEXTURE_SIZE', textureLimit)
    return countingTensors(async () => {
      const cases = members.map(caseOf)
      const { tensorsAdded, reads } = await liveThrough(backend, cases, firstSteps)
      const found: BatchDeviation[] = []
      for (const [model, own] of cases.entries()) {
        const readsInBatch = new Map(
          reads.flatMap(([moment, batch]) => {
            const weights = batch[model]
            return weights === undefined ? [] : [[moment, weights] as const]
          }),
        )
        found.push(...(await compareMember({ backend, firstSteps }, own, readsInBatch)))
      }
      return { tensorsAdded, found }
    })
  },

  /** Training loss of the first model after so many steps, on the engine and in float64. */
  lossAfter: async (payload: RateProblem & { engine: EngineId; steps: number }) => {
    const backend = await startEngine(payload.engine)
    const problems = benchProblems(payload)
    const starts = problems.map(startingPoint)
    const settings = { learningRate: payload.learningRate, weightDecay: 0, trainFirstLayer: true }
    const descents = problems.map(() => settings)
    const descender = createBatchDescender(backend, problems, starts)
    for (let left = payload.steps; left > 0; left -= STEPS_AT_ONCE) {
      descender.advance(descents, Math.min(left, STEPS_AT_ONCE))
      await descender.settled()
    }
    const [trained] = await descender.read()
    descender.dispose()
    const [problem] = problems
    const [start] = starts
    if (trained === undefined || problem === undefined || start === undefined) {
      throw new Error('no model')
    }
    const reference = referenceSteps(problem, start, { settings, steps: payload.steps })
    const { measure } = referenceFor(problem)
    return {
      engine: measure(trained, problem).loss,
      reference: measure(reference, problem).loss,
    }
  },
}
