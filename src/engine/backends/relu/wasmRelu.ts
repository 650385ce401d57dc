/** ReLU networks on the WebAssembly engine (kernels/assembly/relu.ts), one model after the other. */
import { engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core'
import {
  packReluInputs,
  packReluTargets,
  padReluWeights,
  unpadReluWeights,
  type ReluShape,
} from '../../../kernels/reluKernel.ts'
import type { StoredTask } from '../../../kernels/kernelInstance.ts'
import type { DescentProblem } from '../../../theory/descent.ts'
import { settingsOfModel, type Batch, type DescendCall, type NetworkPart } from '../../kernel.ts'
import { activeKernelMemory, type KernelMemoryBackend } from '../kernelMemory.ts'

const nameOf = (part: 'inputs' | 'targets', model: number, task: number): string =>
  `${part}${model}_${task}`

/** A tensor of the given numbers, copied into the memory of the ReLU kernel. */
const makeTensor = (values: Float32Array | Float64Array): Tensor => {
  const backend = activeKernelMemory()
  return backend.storingIn(backend.kernels.relu, () =>
    // tfjs's types do not list Float64Array; this backend keeps it as it is.
    engine().makeTensor(values as Float32Array, [values.length], 'float32'),
  )
}

const shapeOf = ([problem]: Batch<DescentProblem>): ReluShape => {
  if (problem?.hiddenWidth === undefined) throw new RangeError('invalid batch: no ReLU networks')
  return { inputDim: problem.inputDim, hiddenWidth: problem.hiddenWidth }
}

/** Tasks of one model, where they lie. */
const tasksOf = (call: DescendCall<KernelMemoryBackend>, model: number): StoredTask[] => {
  const { attributes, backend, data } = call
  return attributes.rows.map((rows, task) => {
    const inputs = data[nameOf('inputs', model, task)]
    const targets = data[nameOf('targets', model, task)]
    if (inputs === undefined || targets === undefined) throw new TypeError('invalid kernel call')
    return {
      inputs: backend.addressOf(inputs.dataId),
      targets: backend.addressOf(targets.dataId),
      rows,
    }
  })
}

const descend = (call: DescendCall<KernelMemoryBackend>): TensorInfo => {
  const { attributes, backend, weights } = call
  const { inputDim, hiddenWidth, learningRates, steps } = attributes
  const { shape, dtype } = weights
  const { relu } = backend.kernels
  const copy = backend.doublesOf(weights.dataId).slice()
  const dataId = backend.storingIn(relu, () => backend.write(copy))
  const first = backend.addressOf(dataId)
  const modelBytes = (8 * copy.length) / learningRates.length
  backend.threads = 1
  learningRates.forEach((_, model) => {
    relu.descend({
      ...settingsOfModel(attributes, model),
      ...{ inputDim, hiddenWidth, steps, tasks: tasksOf(call, model) },
      weights: first + model * modelBytes,
    })
  })
  return { dataId, shape, dtype }
}

/** The weights of all models one after the other, each padded. */
const packWeights = (weights: Batch<Float64Array>, problems: Batch<DescentProblem>): Tensor => {
  const shape = shapeOf(problems)
  const models = weights.map((own) => padReluWeights(own, shape))
  const size = models[0]?.length ?? 0
  const values = new Float64Array(size * models.length)
  models.forEach((own, model) => values.set(own, model * size))
  return makeTensor(values)
}

const readWeights = (tensor: Tensor, problems: Batch<DescentProblem>): Float64Array[] => {
  const shape = shapeOf(problems)
  const values = activeKernelMemory().doublesOf(tensor.dataId)
  const size = values.length / problems.length
  return problems.map((_, model) =>
    unpadReluWeights(values.subarray(model * size, (model + 1) * size), shape),
  )
}

export const reluOnWasm: NetworkPart<KernelMemoryBackend> = {
  packProblems: (problems) =>
    Object.fromEntries(
      problems.flatMap(({ inputDim, tasks }, model) =>
        tasks.flatMap((data, task) => [
          [nameOf('inputs', model, task), makeTensor(packReluInputs(data, inputDim))],
          [nameOf('targets', model, task), makeTensor(packReluTargets(data))],
        ]),
      ),
    ),
  packWeights,
  readWeights: (tensor, problems) => Promise.resolve(readWeights(tensor, problems)),
  descend,
}
