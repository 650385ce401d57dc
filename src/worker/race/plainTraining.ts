/**
 * tfjs as a tutorial would use it: variables, a loss and `optimizer.minimize`, on one of tfjs's own
 * backends. Only the race and the benchmark load this, and with it the whole of tfjs; the name of
 * the wasm backend is that of our own, so no engine of ours may be started in the same worker.
 */
import * as tf from '@tensorflow/tfjs'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import simdBinary from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import type { DescentProblem } from '../../theory/descent.ts'
import { createPlainNetworks } from './plainNetworks.ts'
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

/** The networks in the fewest lines that tfjs allows; models side by side by batched products. */
export const createPlainStepper = (training: SteppedTraining): Stepper => {
  const { problems, start, learningRate } = training
  const [problem] = problems
  if (problem === undefined) throw new Error('no problem')
  const models = problems.length
  const totalRows = problem.tasks.reduce((sum, { rows }) => sum + rows, 0)
  const data = problem.tasks.map((_, task) => dataOf(problems, task))
  const { variables, output, weightsOf } = createPlainNetworks({ problem, models, start })
  const optimizer = tf.train.sgd(learningRate)
  const loss = (): tf.Scalar => {
    const squares = data.map(({ inputs, targets }, task) =>
      output(inputs, task).sub(targets).square().sum<tf.Scalar>(),
    )
    // The sum over models: each learns as if it were alone.
    return squares.reduce((sum, one) => sum.add(one)).div(totalRows)
  }
  return {
    advance: (steps) => {
      for (let step = 0; step < steps; step += 1) optimizer.minimize(loss)
    },
    read: async () => {
      const values = await Promise.all(variables.map((variable) => variable.data<'float32'>()))
      return weightsOf(values.map((own) => own.subarray(0, own.length / models)))
    },
    dispose: () => {
      tf.dispose([...variables, ...data.flatMap(({ inputs, targets }) => [inputs, targets])])
    },
  }
}
