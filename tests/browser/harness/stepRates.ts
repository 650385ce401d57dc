/**
 * How many steps a second an engine takes, beside tfjs as a tutorial would use it: variables, a loss
 * and `optimizer.minimize`, on the same backend. Only the benchmark loads this, and with it the
 * whole of tfjs.
 */
import * as tf from '@tensorflow/tfjs'
// Registers all operations of the backend; the page itself loads only those it needs.
import '@tensorflow/tfjs-backend-wasm'
import { chooseBackend } from '../../../src/engine/chooseBackend.ts'
import { createDescender } from '../../../src/engine/descender.ts'
import type { EngineId } from '../../../src/protocol/engines.ts'
import { initialWeights } from '../../../src/theory/diagonalNetwork.ts'
import { measure, type DescentProblem } from '../../../src/theory/descent.ts'
import { createTasks } from '../../../src/theory/tasks.ts'

export interface RatePayload {
  engine: EngineId
  /** The engine's own kernel, or plain automatic differentiation. */
  way: 'kernel' | 'autodiff'
  /** D */
  inputDim: number
  /** n */
  samples: number
  /** At least this long is measured, after a warm-up. */
  milliseconds: number
}

export interface Rate {
  stepsPerSecond: number
  /** Loss at the end, divided by the loss at the start: shows that something was trained. */
  lossRatio: number
}

/** Something that takes steps and, when asked, waits for them and gives the weights. */
interface Stepper {
  advance(steps: number): void
  read(): Promise<Float64Array>
  dispose(): void
}

const LEARNING_RATE = 0.1
const DESCENT = { learningRate: LEARNING_RATE, weightDecay: 0, trainFirstLayer: true }

const benchProblem = ({ inputDim, samples }: RatePayload): DescentProblem => {
  const { main } = createTasks({
    inputDim,
    auxActive: 1,
    mainActive: Math.round(inputDim / 25),
    overlap: 0,
    auxSamples: 1,
    mainSamples: samples,
    labelNoise: 0,
    dataSeed: 1,
  })
  return { inputDim, tasks: [main] }
}

/** The network in the fewest lines that tfjs allows. */
const plainStepper = ({ inputDim, tasks }: DescentProblem, weights: Float64Array): Stepper => {
  const [data] = tasks
  if (data === undefined) throw new Error('no task')
  const inputs = tf.tensor2d(new Float32Array(data.inputs), [data.rows, inputDim])
  const targets = tf.tensor2d(new Float32Array(data.targets), [data.rows, 1])
  const makeVariable = (row: number): tf.Variable =>
    tf.tidy(() => {
      const values = new Float32Array(weights.subarray(row * inputDim, (row + 1) * inputDim))
      return tf.variable(tf.tensor2d(values, [inputDim, 1]))
    })
  const wPlus = makeVariable(0)
  const wMinus = makeVariable(1)
  const vPlus = makeVariable(2)
  const vMinus = makeVariable(3)
  const variables = [wPlus, wMinus, vPlus, vMinus]
  const optimizer = tf.train.sgd(LEARNING_RATE)
  const loss = (): tf.Scalar =>
    inputs
      .matMul(wPlus.mul(vPlus).sub(wMinus.mul(vMinus)))
      .sub(targets)
      .square()
      .mean()
  return {
    advance: (steps) => {
      for (let step = 0; step < steps; step += 1) optimizer.minimize(loss)
    },
    read: async () => {
      const rows = await Promise.all(variables.map((variable) => variable.data()))
      return Float64Array.from(rows.flatMap((row) => [...row]))
    },
    dispose: () => tf.dispose([...variables, inputs, targets]),
  }
}

const kernelStepper = async (
  engine: EngineId,
  problem: DescentProblem,
  weights: Float64Array,
): Promise<Stepper> => {
  const { backend } = await chooseBackend(engine)
  const descender = createDescender(backend, problem, weights)
  return { ...descender, advance: (steps) => descender.advance(DESCENT, steps) }
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
  const { backend } = await chooseBackend(payload.engine)
  if (backend.id !== payload.engine) throw new Error(`${payload.engine} does not start here`)
  // Again, so that the operations registered by this file are set up as well.
  await tf.setBackend(payload.engine)
  const problem = benchProblem(payload)
  const start = initialWeights({
    inputDim: payload.inputDim,
    tasks: 1,
    initScale: 1e-3,
    initSpread: 0,
    initSeed: 1,
  })
  const stepper =
    payload.way === 'kernel'
      ? await kernelStepper(payload.engine, problem, start)
      : plainStepper(problem, start)
  try {
    const chunk = await findChunk(stepper)
    let steps = 0
    let elapsed = 0
    while (elapsed < payload.milliseconds) {
      elapsed += await timeSteps(stepper, chunk)
      steps += chunk
    }
    const { loss } = measure(await stepper.read(), problem)
    return {
      stepsPerSecond: (1000 * steps) / elapsed,
      lossRatio: loss / measure(start, problem).loss,
    }
  } finally {
    stepper.dispose()
  }
}
