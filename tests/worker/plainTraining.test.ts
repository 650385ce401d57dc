import { getBackend } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import type { DescentProblem } from '../../src/theory/descent.ts'
import { networkOf, referenceFor, type AnyTasks } from '../../src/theory/networks.ts'
import { createReluTasks } from '../../src/theory/relu/reluTasks.ts'
import { createTasks } from '../../src/theory/tasks.ts'
import { createPlainStepper, startPlain } from '../../src/worker/race/plainTraining.ts'

const START = { initScale: 0.5, initSpread: 0.1, initSeed: 1, rescale: 1, readoutInit: 0.5 }
const LEARNING_RATE = 0.05

const common = (dataSeed: number) => ({
  ...{ inputDim: 7, auxActive: 2, mainActive: 2, overlap: 1 },
  ...{ auxSamples: 11, mainSamples: 5, labelNoise: 0, dataSeed },
})

const TASKS: Record<string, (dataSeed: number) => AnyTasks> = {
  diagonal: (dataSeed) => createTasks(common(dataSeed)),
  relu: (dataSeed) =>
    createReluTasks({
      ...common(dataSeed),
      ...{ hiddenWidth: 12, featureCorrelation: 0.9, featureMagnitude: 1 },
    }),
}

/** Networks of one kind, each with rows of its own, from the same first weights. */
const trainingOf = (network: string, dataSeeds: readonly number[], taskCount: number) => {
  const tasks = dataSeeds.map((seed) => TASKS[network]?.(seed)).filter((one) => one !== undefined)
  const [first] = tasks
  if (first === undefined) throw new Error('no tasks')
  const problems = tasks.map((pair): DescentProblem =>
    networkOf(pair).problem(taskCount === 1 ? [pair.main] : [pair.aux, pair.main]),
  )
  const start = networkOf(first).initialWeights(START, taskCount)
  return { problems, start, learningRate: LEARNING_RATE }
}

const referenceAfter = (training: ReturnType<typeof trainingOf>, steps: number): Float64Array => {
  const [problem] = training.problems
  if (problem === undefined) throw new Error('no problem')
  const weights = training.start.slice()
  const settings = { learningRate: LEARNING_RATE, weightDecay: 0, trainFirstLayer: true }
  referenceFor(problem).open(problem).advance(weights, { settings, steps })
  return weights
}

const largestDifference = (one: Float64Array, other: Float64Array): number =>
  Math.max(...one.map((value, index) => Math.abs(value - (other[index] ?? NaN))))

const STEPS = 20
/** Each step rounds each weight, all below 2 here, by 2⁻²⁴ of it, and a few times more in its sums. */
const TOLERANCE = 2 * 8 * STEPS * 2 ** -24

describe('createPlainStepper(training)', () => {
  it.each([
    ['diagonal', 1],
    ['diagonal', 2],
    ['relu', 1],
    ['relu', 2],
  ])('trains the %s network with %i tasks as the reference does', async (network, tasks) => {
    await startPlain('cpu')
    expect(getBackend()).toBe('cpu')
    const training = trainingOf(network, [3], tasks)
    const stepper = createPlainStepper(training)
    const atStart = await stepper.read()
    expect(atStart).toEqual(Float64Array.from(training.start, Math.fround))
    stepper.advance(STEPS)
    const trained = await stepper.read()
    const reference = referenceAfter(training, STEPS)
    expect(Math.max(...reference.map(Math.abs))).toBeLessThan(2)
    expect(largestDifference(trained, reference)).toBeLessThan(TOLERANCE)
    // Training has moved them by far more than that.
    expect(largestDifference(trained, training.start)).toBeGreaterThan(100 * TOLERANCE)
    stepper.dispose()
  })

  it.each(['diagonal', 'relu'])('trains %s networks side by side as alone', async (network) => {
    await startPlain('cpu')
    const together = createPlainStepper(trainingOf(network, [3, 4, 5], 1))
    const alone = createPlainStepper(trainingOf(network, [3], 1))
    together.advance(STEPS)
    alone.advance(STEPS)
    expect(largestDifference(await together.read(), await alone.read())).toBeLessThan(TOLERANCE)
    together.dispose()
    alone.dispose()
  })
})
