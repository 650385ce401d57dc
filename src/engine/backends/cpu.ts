/**
 * Trains on tfjs's plain JavaScript backend in float64, with the reference's own loops: the same
 * bits as theory/, however the steps are divided into calls.
 *
 * tfjs knows no float64 tensors. Its cpu backend, however, keeps the array it is given as it is;
 * only `tensor.data()` would round it to float32. So the tensors here hold Float64Arrays and are
 * read from the backend's storage.
 */
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu/dist/base.js'
import { engine, setBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core'
import type { DescentProblem } from '../../theory/descent.ts'
import { referenceFor } from '../../theory/networks.ts'
import type { RegressionData } from '../../theory/tasks.ts'
import {
  registerDescend,
  settingsOfModel,
  type Batch,
  type DescendCall,
  type TrainingBackend,
} from '../kernel.ts'

const inputsName = (model: number, task: number): string => `inputs${model}_${task}`
const targetsName = (model: number, task: number): string => `targets${model}_${task}`

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

/** Tasks of one model, as views of the stored arrays. */
const tasksOf = (call: DescendCall<MathBackendCPU>, model: number): RegressionData[] =>
  call.attributes.rows.map((rows, task) => {
    const inputs = call.data[inputsName(model, task)]
    const targets = call.data[targetsName(model, task)]
    if (inputs === undefined || targets === undefined) throw new TypeError('invalid kernel call')
    return {
      rows,
      inputs: storedValues(call.backend, inputs),
      targets: storedValues(call.backend, targets),
    }
  })

const descendOnCpu = (call: DescendCall<MathBackendCPU>): TensorInfo => {
  const { attributes, backend } = call
  const { inputDim, hiddenWidth, learningRates, steps } = attributes
  const weights = storedValues(backend, call.weights).slice()
  const size = weights.length / learningRates.length
  learningRates.forEach((_, model) => {
    const own = weights.subarray(model * size, (model + 1) * size)
    const settings = settingsOfModel(attributes, model)
    if (settings.learningRate === 0) return
    const problem: DescentProblem = {
      inputDim,
      tasks: tasksOf(call, model),
      ...(hiddenWidth > 0 && { hiddenWidth }),
    }
    referenceFor(problem).open(problem).advance(own, { settings, steps })
  })
  return backend.makeTensorInfo(
    call.weights.shape,
    'float32',
    // As in `makeTensor`: stored untouched.
    weights as unknown as Float32Array,
  )
}

registerDescend('cpu', isCpu, descendOnCpu)

const packProblems = (problems: Batch<DescentProblem>): Record<string, Tensor> =>
  Object.fromEntries(
    problems.flatMap(({ inputDim, tasks }, model) =>
      tasks.flatMap(({ rows, inputs, targets }, task) => [
        [inputsName(model, task), makeTensor(inputs, [rows, inputDim])],
        [targetsName(model, task), makeTensor(targets, [rows])],
      ]),
    ),
  )

export const cpuBackend: TrainingBackend = {
  id: 'cpu',
  chunkMilliseconds: 5,
  prefersBatches: false,
  skipsZeros: false,
  start: async () => {
    if (!(await setBackend('cpu'))) throw new Error('Plain JavaScript training does not start')
  },
  drawback: () => null,
  packProblems,
  packWeights: (weights, problems) => {
    const size = weights[0]?.length ?? 0
    const values = new Float64Array(size * weights.length)
    weights.forEach((own, model) => values.set(own, model * size))
    return makeTensor(values, [problems.length, size])
  },
  readWeights: (tensor, problems) => {
    const values = storedValues(activeCpu(), tensor)
    const size = values.length / problems.length
    return Promise.resolve(
      problems.map((_, model) => values.slice(model * size, (model + 1) * size)),
    )
  },
  settled: () => Promise.resolve(),
}
