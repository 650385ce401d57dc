/**
 * tfjs as a tutorial would use it: variables, a loss and `optimizer.minimize`, on one of tfjs's own
 * backends. Only the race and the benchmark load this, and with it the whole of tfjs; the name of
 * the wasm backend is that of our own, so no engine of ours may be started in the same worker.
 */
import * as tf from '@tensorflow/tfjs'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import simdBinary from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import type { DescentProblem } from '../../theory/descent.ts'
import type { SteppedTraining, Stepper } from './stepper.ts'

/**
 * Starts the tfjs backend of this name.
 * @throws Error with a sentence, without its full stop, if it does not start
 */
export const startPlain = async (backend: string): Promise<void> => {
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  setWasmPaths({
    'tfjs-backend-wasm.wasm': simdBinary,
    'tfjs-backend-wasm-simd.wasm': simdBinary,
    'tfjs-backend-wasm-threaded-simd.wasm': simdBinary,
  })
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs’s ${backend} does not start here`)
}

const FLOAT32_BITS = 23

/** Whether the started backend tells 1 from every 1 + 2⁻ᵏ that float32 has. */
export const computesWithFloat32 = async (): Promise<boolean> => {
  const bits = Float32Array.from({ length: FLOAT32_BITS }, (_, k) => 2 ** -(k + 1))
  const sum = tf.tidy(() => tf.tensor1d(bits).add(1))
  try {
    const sums = await sum.data()
    return bits.every((bit, k) => sums[k] === 1 + bit)
  } finally {
    sum.dispose()
  }
}

/** X as B × n × D, y as B × n × 1, over the models' task number `task`. */
const dataOf = (problems: readonly DescentProblem[], task: number) => {
  const inputDim = problems[0]?.inputDim ?? 0
  const rows = problems[0]?.tasks[task]?.rows ?? 0
  const join = (read: (problem: DescentProblem) => Float64Array | undefined): Float32Array =>
    Float32Array.from(problems.flatMap((problem) => [...(read(problem) ?? [])]))
  return {
    inputs: tf.tensor3d(
      join(({ tasks }) => tasks[task]?.inputs),
      [problems.length, rows, inputDim],
    ),
    targets: tf.tensor3d(
      join(({ tasks }) => tasks[task]?.targets),
      [problems.length, rows, 1],
    ),
  }
}

/** Networks as tfjs sees them; models side by side by batched products. */
interface PlainNetworks {
  /** In the order of the weights; of each model B in turn. */
  variables: tf.Variable[]
  /** From X, B × n × D, to f(x), B × n × 1. */
  output: (inputs: tf.Tensor, task: number) => tf.Tensor
}

/** Variables of these shapes, filled for each model with the numbers of `start` in turn. */
const variablesOf = (
  shapes: readonly (readonly [rows: number, columns: number])[],
  { problems, start }: SteppedTraining,
): tf.Variable[] => {
  let place = 0
  return shapes.map(([rows, columns]) => {
    const values = new Float32Array(start.subarray(place, place + rows * columns))
    place += rows * columns
    return tf.tidy(() => {
      const one = tf.tensor3d(values, [1, rows, columns])
      return tf.variable(tf.tile(one, [problems.length, 1, 1]))
    })
  })
}

/** x·(w⁺∘v⁺ − w⁻∘v⁻) */
const plainDiagonal = (training: SteppedTraining, first: DescentProblem): PlainNetworks => {
  const { inputDim, tasks } = first
  const shapes = Array.from({ length: 2 + 2 * tasks.length }, () => [inputDim, 1] as const)
  const variables = variablesOf(shapes, training)
  const [wPlus, wMinus, ...readouts] = variables
  const output = (inputs: tf.Tensor, task: number): tf.Tensor => {
    const [vPlus, vMinus] = readouts.slice(2 * task)
    if (!wPlus || !wMinus || !vPlus || !vMinus) throw new Error('no weights')
    return tf.matMul(inputs, wPlus.mul(vPlus).sub(wMinus.mul(vMinus)))
  }
  return { variables, output }
}

/** relu(x·Wᵀ)·v */
const plainRelu = (
  training: SteppedTraining,
  { inputDim, tasks }: DescentProblem,
  hiddenWidth: number,
): PlainNetworks => {
  const shapes = [[hiddenWidth, inputDim] as const, ...tasks.map(() => [hiddenWidth, 1] as const)]
  const variables = variablesOf(shapes, training)
  const [firstLayer, ...readouts] = variables
  const output = (inputs: tf.Tensor, task: number): tf.Tensor => {
    const readout = readouts[task]
    if (!firstLayer || !readout) throw new Error('no weights')
    return tf.matMul(tf.relu(tf.matMul(inputs, firstLayer, false, true)), readout)
  }
  return { variables, output }
}

/** The networks in the fewest lines that tfjs allows. */
export const createPlainStepper = (training: SteppedTraining): Stepper => {
  const { problems, learningRate } = training
  const [first] = problems
  if (first === undefined) throw new Error('no problem')
  const totalRows = first.tasks.reduce((sum, { rows }) => sum + rows, 0)
  const data = first.tasks.map((_, task) => dataOf(problems, task))
  const { variables, output } =
    first.hiddenWidth === undefined
      ? plainDiagonal(training, first)
      : plainRelu(training, first, first.hiddenWidth)
  const optimizer = tf.train.sgd(learningRate)
  const loss = (): tf.Scalar => {
    const squares = data.map(({ inputs, targets }, task): tf.Scalar =>
      output(inputs, task).sub(targets).square().sum(),
    )
    // The sum over models: each learns as if it were alone.
    return squares.reduce((sum, one) => sum.add(one)).div(totalRows)
  }
  return {
    advance: (steps) => {
      for (let step = 0; step < steps; step += 1) optimizer.minimize(loss)
    },
    read: async () => {
      const all = await Promise.all(variables.map((variable) => variable.data()))
      // Of each variable the first model's part.
      const own = all.map((values) => values.subarray(0, values.length / problems.length))
      return Float64Array.from(own.flatMap((values) => [...values]))
    },
    dispose: () => {
      tf.dispose([...variables, ...data.flatMap(({ inputs, targets }) => [inputs, targets])])
    },
  }
}
