/** How many steps a second an engine takes; each time ends with the weights read. */
import { BROWSER, chooseBackend } from '../../../src/engine/chooseBackend.ts'
import { createBatchDescender } from '../../../src/engine/descender.ts'
import { measure } from '../../../src/theory/descent.ts'
import { hasWorthwhileTriangle, reduceRows } from '../../../src/theory/rowReduction.ts'
import { benchProblems, startingPoint, type RatePayload, type Stepper } from './rateProblems.ts'

export interface Rate {
  /** Steps of the whole batch a second; times the models, model-steps. */
  stepsPerSecond: number
  /** Loss at the end, divided by the loss at the start: shows that something was trained. */
  lossRatio: number
}

const openKernel = async (payload: RatePayload): Promise<Stepper> => {
  const environment = { ...BROWSER, isExact: payload.isRelaxed !== true }
  const { backend } = await chooseBackend(payload.engine, environment)
  if (backend.id !== payload.engine) throw new Error(`${payload.engine} does not start here`)
  const drawn = benchProblems(payload)
  const problems = payload.hasTriangles
    ? drawn.map((problem) => reduceRows(problem, hasWorthwhileTriangle))
    : drawn
  const [first] = drawn
  if (first === undefined) throw new Error('no problem')
  const start = startingPoint(first)
  const descent = { learningRate: payload.learningRate, weightDecay: 0, trainFirstLayer: true }
  const descents = problems.map(() => descent)
  const descender = createBatchDescender(
    backend,
    problems,
    problems.map(() => start),
  )
  return {
    advance: (steps) => descender.advance(descents, steps),
    read: async () => (await descender.read())[0] ?? start,
    lossRatio: (weights) => measure(weights, first).loss / measure(start, first).loss,
    dispose: () => descender.dispose(),
  }
}

/** Takes the steps and waits until they are done; returns milliseconds. */
const timeSteps = async (stepper: Stepper, steps: number): Promise<number> => {
  const begin = performance.now()
  stepper.advance(steps)
  await stepper.read()
  return performance.now() - begin
}

/** Chunks this long are queued at once: long enough that reading back hardly counts. */
const CHUNK_MILLISECONDS = 60

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

export const stepRate = async (payload: RatePayload): Promise<Rate> => {
  const open =
    payload.way === 'kernel' ? openKernel : (await import('./plainTraining.ts')).openPlain
  const stepper = await open(payload)
  try {
    const chunk = await findChunk(stepper)
    let steps = 0
    let elapsed = 0
    while (elapsed < payload.milliseconds) {
      elapsed += await timeSteps(stepper, chunk)
      steps += chunk
    }
    return {
      stepsPerSecond: (1000 * steps) / elapsed,
      lossRatio: stepper.lossRatio(await stepper.read()),
    }
  } finally {
    stepper.dispose()
  }
}
