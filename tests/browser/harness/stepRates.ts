/** How many steps a second an engine takes; each time ends with the weights read. */
import { BROWSER, chooseBackend } from '../../../src/engine/chooseBackend.ts'
import { referenceFor } from '../../../src/theory/networks.ts'
import { hasWorthwhileTriangle, reduceRows } from '../../../src/theory/rowReduction.ts'
import { createKernelStepper } from '../../../src/worker/race/kernelTraining.ts'
import type { SteppedTraining, Stepper } from '../../../src/worker/race/stepper.ts'
import { threadsOfLastSteps } from './jobsRowThreads.ts'
import { benchTraining, type RatePayload } from './rateProblems.ts'

export interface Rate {
  /** Steps of the whole batch a second; times the models, model-steps. */
  stepsPerSecond: number
  /** Loss at the end, divided by the loss at the start: shows that something was trained. */
  lossRatio: number
}

const openKernel = async (payload: RatePayload, training: SteppedTraining): Promise<Stepper> => {
  const { engine, hasTriangles, isRelaxed } = payload
  const { backend } = await chooseBackend(engine, { ...BROWSER, isExact: isRelaxed !== true })
  if (backend.id !== engine) throw new Error(`${engine} does not start here`)
  if (!hasTriangles) return createKernelStepper(backend, training)
  const problems = training.problems.map((problem) => reduceRows(problem, hasWorthwhileTriangle))
  return createKernelStepper(backend, { ...training, problems })
}

const openPlain = async ({ engine }: RatePayload, training: SteppedTraining): Promise<Stepper> => {
  const { createPlainStepper, startPlain } =
    await import('../../../src/worker/race/plainTraining.ts')
  await startPlain(engine)
  return createPlainStepper(training)
}

/** Loss of the first model at these weights, divided by its loss at the start. */
const lossRatio = ({ problems, start }: SteppedTraining, weights: Float64Array): number => {
  const [first] = problems
  if (first === undefined) return NaN
  const { measure } = referenceFor(first)
  return measure(weights, first).loss / measure(start, first).loss
}

/** Takes the steps and waits until they are done; returns milliseconds. */
const timeSteps = async (stepper: Stepper, steps: number): Promise<number> => {
  const begin = performance.now()
  stepper.advance(steps)
  await stepper.read()
  return performance.now() - begin
}

/** Chunks this long are queued at once: long enough that reading back hardly counts. */
const CHUNK_MILLISECONDS = 40

const findChunk = async (stepper: Stepper): Promise<number> => {
  // The first step compiles shaders and must not be taken for a slow one.
  await timeSteps(stepper, 1)
  let chunk = 1
  // The better of two, so that a hiccup of the machine does not end the search early.
  const time = async (): Promise<number> =>
    Math.min(await timeSteps(stepper, chunk), await timeSteps(stepper, chunk))
  while ((await time()) < CHUNK_MILLISECONDS) chunk *= 2
  return chunk
}

/** The last problem is asked for again: to draw a large one takes longer than to measure it. */
let known: { key: string; training: SteppedTraining } | null = null

const trainingFor = (payload: RatePayload): SteppedTraining => {
  const { inputDim, hiddenWidth, samples, auxSamples, models, learningRate } = payload
  const key = JSON.stringify([inputDim, hiddenWidth, samples, auxSamples, models, learningRate])
  if (known?.key !== key) known = { key, training: benchTraining(payload) }
  return known.training
}

/** Takes steps until so many threads take them. */
const untilThreaded = async (stepper: Stepper, threads: number): Promise<void> => {
  while (threads !== threadsOfLastSteps()) {
    stepper.advance(1)
    // A thread opens only where the one that opens it returns to its messages.
    await new Promise((resolve) => setTimeout(resolve))
  }
}

export const stepRate = async (payload: RatePayload): Promise<Rate> => {
  const training = trainingFor(payload)
  const open = payload.way === 'kernel' ? openKernel : openPlain
  const stepper = await open(payload, training)
  try {
    if (payload.threads !== undefined) await untilThreaded(stepper, payload.threads)
    const chunk = await findChunk(stepper)
    let steps = 0
    let elapsed = 0
    while (elapsed < payload.milliseconds) {
      elapsed += await timeSteps(stepper, chunk)
      steps += chunk
    }
    return {
      stepsPerSecond: (1000 * steps) / elapsed,
      lossRatio: lossRatio(training, await stepper.read()),
    }
  } finally {
    stepper.dispose()
  }
}
