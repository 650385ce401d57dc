/**
 * Trains on tfjs's WebAssembly backend in float32, with its own operations: SIMD, one thread.
 *
 * The readout of the − path is stored with its sign turned: with u = [w⁺; w⁻] and z_t = [v⁺_t; −v⁻_t]
 * (both 2 × D) the two paths obey the same rule, β_t = sum over rows of u∘z_t, ∂u = Σ_t g_t∘z_t and
 * ∂z_t = g_t∘u.
 *
 * Products with the data are laid out so that the right operand is a constant and nothing is
 * transposed (β·Xᵀ and r·X with both Xᵀ and X kept): only then does tfjs hand them to XNNPACK,
 * which prepares a constant once.
 */
import { BackendWasm, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base.js'
import {
  engine,
  env,
  setBackend,
  tensor,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core'
import plainBinary from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simdBinary from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import { vectorCount } from '../../theory/diagonalNetwork.ts'
import type { DescentProblem } from '../../theory/descent.ts'
import type { RegressionData } from '../../theory/tasks.ts'
import {
  registerDescend,
  type DescendAttributes,
  type DescendCall,
  type TrainingBackend,
} from '../kernel.ts'
import { createOperations, setUpOperations, type Operations } from './wasmOperations.ts'

const isWasm = (backend: object): backend is BackendWasm => backend instanceof BackendWasm

/** A task's constants: X as 1 × n × D, Xᵀ as 1 × D × n, −y as n. */
interface TaskTensors {
  inputs: TensorInfo
  transposed: TensorInfo
  minusTargets: TensorInfo
}

const taskTensors = (data: Record<string, TensorInfo>, task: number): TaskTensors => {
  const inputs = data[`inputs${task}`]
  const transposed = data[`transposed${task}`]
  const minusTargets = data[`minusTargets${task}`]
  if (inputs === undefined || transposed === undefined || minusTargets === undefined) {
    throw new TypeError('invalid kernel call')
  }
  return { inputs, transposed, minusTargets }
}

/** The tensors that change: u and each z_t, all of shape 1 × 2 × D. */
interface State {
  paths: TensorInfo
  readouts: TensorInfo[]
}

interface Step {
  ops: Operations
  tasks: TaskTensors[]
  /** 2η/N and ηλ as tensors of one number. */
  rate: TensorInfo
  decay: TensorInfo
  attributes: DescendAttributes
}

/** η·g of one task, shape 1 × 1 × D. */
const scaledForce = (step: Step, state: State, task: number): TensorInfo => {
  const { ops, rate } = step
  const [data, readout] = [step.tasks[task], state.readouts[task]]
  if (data === undefined || readout === undefined) throw new TypeError('invalid kernel call')
  const products = ops.multiply(state.paths, readout)
  const beta = ops.add(ops.row(products, 0), ops.row(products, 1))
  const residual = ops.matMulAdd(beta, data.transposed, data.minusTargets)
  return ops.matMul(ops.multiply(residual, rate), data.inputs)
}

/** One step of gradient descent; what it returns is new, everything else is temporary. */
const takeStep = (step: Step, state: State): State => {
  const { ops, attributes } = step
  const withDecay = (change: TensorInfo, of: TensorInfo): TensorInfo =>
    attributes.weightDecay === 0 ? change : ops.add(change, ops.multiply(of, step.decay))
  const forces = state.readouts.map((_, task) => scaledForce(step, state, task))
  const readouts = forces.map((force, task) => {
    const readout = state.readouts[task] ?? state.paths
    return ops.subtract(readout, withDecay(ops.multiply(force, state.paths), readout))
  })
  if (!attributes.trainFirstLayer) return { paths: ops.copy(state.paths), readouts }
  const pull = forces
    .map((force, task) => ops.multiply(force, state.readouts[task] ?? state.paths))
    .reduce((sum, one) => ops.add(sum, one))
  return { paths: ops.subtract(state.paths, withDecay(pull, state.paths)), readouts }
}

const descendOnWasm = (call: DescendCall<BackendWasm>): TensorInfo => {
  const { attributes, backend, data, weights } = call
  const ops = createOperations(backend)
  const rows = attributes.rows.reduce((sum, count) => sum + count, 0)
  const step: Step = {
    ops,
    attributes,
    tasks: attributes.rows.map((_, task) => taskTensors(data, task)),
    rate: ops.constant((2 * attributes.learningRate) / rows),
    decay: ops.constant(attributes.learningRate * attributes.weightDecay),
  }
  let state: State = {
    paths: ops.pair(weights, 0),
    readouts: attributes.rows.map((_, task) => ops.pair(weights, task + 1)),
  }
  const constants = [step.rate, step.decay]
  for (let taken = 0; taken < attributes.steps; taken += 1) {
    state = takeStep(step, state)
    ops.keepOnly([...constants, state.paths, ...state.readouts])
  }
  const result = ops.stack([state.paths, ...state.readouts])
  ops.keepOnly([result])
  return result
}

registerDescend('wasm', isWasm, descendOnWasm)

const activeWasm = (): BackendWasm => {
  const { backend } = engine()
  if (!isWasm(backend)) throw new Error('invalid backend: wasm is not active')
  return backend
}

const packTask = ({ rows, inputs, targets }: RegressionData, inputDim: number) => {
  const transposed = new Float32Array(inputs.length)
  inputs.forEach((value, index) => {
    transposed[(index % inputDim) * rows + Math.floor(index / inputDim)] = value
  })
  return {
    inputs: tensor(new Float32Array(inputs), [1, rows, inputDim]),
    transposed: tensor(transposed, [1, inputDim, rows]),
    minusTargets: tensor(
      Float32Array.from(targets, (value) => -value),
      [rows],
    ),
  }
}

/** Turns the sign of every v⁻: from the outside order to the stored one, and back. */
const turnReadoutSigns = <Values extends Float32Array | Float64Array>(
  values: Values,
  inputDim: number,
): Values => {
  for (let index = 0; index < values.length; index += 1) {
    const row = Math.floor(index / inputDim)
    if (row > 2 && row % 2 === 1) values[index] = -(values[index] ?? 0)
  }
  return values
}

export const wasmBackend: TrainingBackend = {
  id: 'wasm',
  chunkMilliseconds: 5,
  start: async () => {
    // Threads need a Function.toString() that no minifier survives, and gain nothing here.
    env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
    if (!('wasm' in engine().registry)) {
      setWasmPaths({
        'tfjs-backend-wasm.wasm': plainBinary,
        'tfjs-backend-wasm-simd.wasm': simdBinary,
        'tfjs-backend-wasm-threaded-simd.wasm': simdBinary,
      })
    }
    if (!(await setBackend('wasm'))) throw new Error('WebAssembly does not start in this browser')
    setUpOperations(activeWasm())
  },
  drawback: () => null,
  packProblem: ({ inputDim, tasks }: DescentProblem): Record<string, Tensor> =>
    Object.fromEntries(
      tasks.flatMap((data, task) =>
        Object.entries(packTask(data, inputDim)).map(([name, one]) => [`${name}${task}`, one]),
      ),
    ),
  packWeights: (weights, { inputDim, tasks }) =>
    tensor(turnReadoutSigns(new Float32Array(weights), inputDim), [
      1,
      vectorCount(tasks.length),
      inputDim,
    ]),
  readWeights: (weights, { inputDim }) =>
    Promise.resolve(turnReadoutSigns(new Float64Array(weights.dataSync()), inputDim)),
  settled: () => Promise.resolve(),
}
