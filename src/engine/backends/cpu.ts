/**
 * Trains on tfjs's plain JavaScript backend in float64, with the reference's own loop: the same
 * bits as theory/descent.ts, however the steps are divided into calls.
 *
 * tfjs knows no float64 tensors. Its cpu backend, however, keeps the array it is given as it is;
 * only `tensor.data()` would round it to float32. So the tensors here hold Float64Arrays and are
 * read from the backend's storage.
 */
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/base.js'
import { engine, setBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core'
import { descend, type DescentProblem } from '../../theory/descent.ts'
import { registerDescend, type DescendCall, type TrainingBackend } from '../kernel.ts'

const isCpu = (backend: object): backend is MathBackendCPU => backend instanceof MathBackendCPU

/** A tensor whose storage is the given array, not a copy. */
const makeTensor = (values: Float64Array, shape: number[]): Tensor =>
  // tfjs's types do not list Float64Array; this backend stores any typed array untouched.
  engine().makeTensor(values as unknown as Float32Array, shape, 'float32')

/** The array behind a tensor (not a copy). */
const storedValues = (backend: MathBackendCPU, { dataId }: TensorInfo): Float64Array => {
  const values: unknown = backend.data.get(dataId).values
  if (!(values instanceof Float64Array)) throw new TypeError('invalid tensor: not float64')
  return values
}

const activeCpu = (): MathBackendCPU => {
  const { backend } = engine()
  if (!isCpu(backend)) throw new Error('invalid backend: cpu is not active')
  return backend
}

const descendOnCpu = (call: DescendCall<MathBackendCPU>): TensorInfo => {
  const { attributes, backend, data } = call
  const { inputDim, learningRate, rows, steps, trainFirstLayer, weightDecay } = attributes
  const tasks = rows.map((count, task) => {
    const inputs = data[`inputs${task}`]
    const targets = data[`targets${task}`]
    if (inputs === undefined || targets === undefined) throw new TypeError('invalid kernel call')
    return {
      rows: count,
      inputs: storedValues(backend, inputs),
      targets: storedValues(backend, targets),
    }
  })
  const weights = storedValues(backend, call.weights).slice()
  const settings = { learningRate, weightDecay, trainFirstLayer }
  descend(weights, { inputDim, tasks }, { settings, steps })
  return backend.makeTensorInfo(
    call.weights.shape,
    'float32',
    // As in `makeTensor`: stored untouched.
    weights as unknown as Float32Array,
  )
}

registerDescend('cpu', isCpu, descendOnCpu)

const packProblem = ({ inputDim, tasks }: DescentProblem): Record<string, Tensor> =>
  Object.fromEntries(
    tasks.flatMap(({ rows, inputs, targets }, task) => [
      [`inputs${task}`, makeTensor(inputs, [rows, inputDim])],
      [`targets${task}`, makeTensor(targets, [rows])],
    ]),
  )

export const cpuBackend: TrainingBackend = {
  id: 'cpu',
  chunkMilliseconds: 5,
  start: async () => {
    if (!(await setBackend('cpu'))) throw new Error('Plain JavaScript training does not start')
  },
  drawback: () => null,
  packProblem,
  packWeights: (weights, { inputDim }) =>
    makeTensor(weights.slice(), [weights.length / inputDim, inputDim]),
  readWeights: (tensor) => Promise.resolve(storedValues(activeCpu(), tensor).slice()),
  settled: () => Promise.resolve(),
}
