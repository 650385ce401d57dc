/**
 * Trains with our own WebAssembly kernels (kernels/assembly): SIMD, data in float32,
 * weights in float64. Models of a batch are trained one after the other: each has its own data, so
 * nothing would be read less often side by side.
 */
import {
  engine,
  registerBackend,
  removeBackend,
  setBackend,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core'
import {
  packInputs,
  packTargets,
  padVectors,
  unpadVectors,
  type DiagonalKernel,
} from '../../kernels/diagonalKernel.ts'
import { paddedDim, type KernelTask } from '../../kernels/diagonalShapes.ts'
import { isByMoves, stateLength } from '../../kernels/movedFeatures.ts'
import { fetchDiagonalKernel, fetchReluKernel } from '../../kernels/fetchKernel.ts'
import { fetchSharedKernel, mayShareMemory } from '../../kernels/fetchSharedKernel.ts'
import type { DescentProblem } from '../../theory/descent.ts'
import type { RegressionData } from '../../theory/tasks.ts'
import {
  joinParts,
  registerDescend,
  settingsOfModel,
  type Batch,
  type DescendCall,
  type StartOptions,
  type TrainingBackend,
} from '../kernel.ts'
import {
  activeKernelMemory,
  isKernelMemory,
  KernelMemoryBackend,
  type EngineKernels,
} from './kernelMemory.ts'
import { reluOnWasm } from './relu/wasmRelu.ts'

/** A tensor of the given numbers, copied into the kernel's memory. */
const makeTensor = (values: Float32Array | Float64Array, shape: number[]): Tensor =>
  // tfjs's types do not list Float64Array; this backend keeps it as it is.
  engine().makeTensor(values as Float32Array, shape, 'float32')

type Part = 'inputs' | 'triangle' | 'targets' | 'gram'

const nameOf = (part: Part, model: number, task: number): string => `${part}${model}_${task}`

/** Tasks of one model, where they lie. */
const tasksOf = (call: DescendCall<KernelMemoryBackend>, model: number): KernelTask[] => {
  const { attributes, backend, data } = call
  return attributes.rows.map((rows, task) => {
    const triangle = data[nameOf('triangle', model, task)]
    const inputs = triangle ?? data[nameOf('inputs', model, task)]
    const targets = data[nameOf('targets', model, task)]
    const gram = data[nameOf('gram', model, task)]
    if (inputs === undefined || targets === undefined) throw new TypeError('invalid kernel call')
    return {
      inputs: backend.addressOf(inputs.dataId),
      targets: backend.addressOf(targets.dataId),
      rows,
      isTriangular: triangle !== undefined,
      gram: gram && backend.addressOf(gram.dataId),
    }
  })
}

/** Bytes of a model's weights, without what is known of its gradients. */
const weightBytes = ({ inputDim, rows }: DescendCall<object>['attributes']): number =>
  8 * (2 + 2 * rows.length) * paddedDim(inputDim)

const descendOnWasm = (call: DescendCall<KernelMemoryBackend>): TensorInfo => {
  const { attributes, backend, weights } = call
  const { inputDim, learningRates, steps } = attributes
  const { shape, dtype } = weights
  const dataId = backend.write(backend.doublesOf(weights.dataId).slice())
  const first = backend.addressOf(dataId)
  const modelBytes = (8 * backend.doublesOf(dataId).length) / learningRates.length
  const ownBytes = weightBytes(attributes)
  learningRates.forEach((learningRate, model) => {
    if (learningRate === 0) return
    const own = first + model * modelBytes
    backend.threads = backend.kernels.diagonal.descend({
      ...settingsOfModel(attributes, model),
      ...{ inputDim, steps, tasks: tasksOf(call, model) },
      weights: own,
      state: modelBytes > ownBytes ? own + ownBytes : undefined,
    })
  })
  return { dataId, shape, dtype }
}

/** XᵀX of a task whose inputs lie in the given tensor. */
const makeGram = (inputs: Tensor, rows: number, inputDim: number): Tensor => {
  const memory = activeKernelMemory()
  const dim = paddedDim(inputDim)
  const gram = makeTensor(new Float32Array(dim * dim), [dim * dim])
  const place = { inputs: memory.addressOf(inputs.dataId), rows }
  memory.kernels.diagonal.fillGram(place, inputDim, memory.addressOf(gram.dataId))
  return gram
}

const packTask = (data: RegressionData, problem: DescentProblem): Partial<Record<Part, Tensor>> => {
  const { inputDim } = problem
  const inputs = packInputs(data, inputDim)
  const targets = packTargets(data)
  const tensor = makeTensor(inputs, [inputs.length])
  return {
    [data.isTriangular ? 'triangle' : 'inputs']: tensor,
    targets: makeTensor(targets, [targets.length]),
    ...(isByMoves(problem) && { gram: makeGram(tensor, data.rows, inputDim) }),
  }
}

const packProblems = (problems: Batch<DescentProblem>): Record<string, Tensor> =>
  Object.fromEntries(
    problems.flatMap((problem, model) =>
      problem.tasks.flatMap((data, task) =>
        Object.entries(packTask(data, problem)).map(([part, tensor]) => [
          nameOf(part as Part, model, task),
          tensor,
        ]),
      ),
    ),
  )

/**
 * The weights of all models one after the other, each vector padded, and behind those of each model
 * what is known of its gradients: nothing yet.
 */
const packWeights = (weights: Batch<Float64Array>, problems: Batch<DescentProblem>): Tensor => {
  const [first] = problems
  const inputDim = first?.inputDim ?? 1
  const models = weights.map((own) => padVectors(own, inputDim))
  const size = (models[0]?.length ?? 0) + (first === undefined ? 0 : stateLength(first))
  const values = new Float64Array(size * models.length)
  models.forEach((own, model) => values.set(own, model * size))
  return makeTensor(values, [models.length, size])
}

const readWeights = (tensor: Tensor, problems: Batch<DescentProblem>): Float64Array[] => {
  const values = activeKernelMemory().doublesOf(tensor.dataId)
  const size = values.length / problems.length
  return problems.map((problem, model) => {
    const own = values.subarray(model * size, (model + 1) * size - stateLength(problem))
    return unpadVectors(own, problem.inputDim)
  })
}

const parts = joinParts<KernelMemoryBackend>({
  diagonal: {
    packProblems,
    packWeights,
    readWeights: (tensor, problems) => Promise.resolve(readWeights(tensor, problems)),
    descend: descendOnWasm,
  },
  relu: reluOnWasm,
})

registerDescend('wasm', isKernelMemory, parts.descend)

/** Null where rows are not divided over threads. */
const openSharedKernel = async (options: StartOptions): Promise<DiagonalKernel | null> => {
  if (!mayShareMemory()) return null
  try {
    return await fetchSharedKernel(options)
  } catch {
    // Too little memory to set aside; the other build asks for none beforehand.
    return null
  }
}

const openKernels = async (options: StartOptions): Promise<EngineKernels> => {
  try {
    const relu = await fetchReluKernel(options)
    const shared = await openSharedKernel(options)
    return { diagonal: shared ?? (await fetchDiagonalKernel(options)), relu }
  } catch (error) {
    throw new Error('WebAssembly with SIMD does not start in this browser', { cause: error })
  }
}

/** Which build the registered backend runs. */
let registered: StartOptions | null = null

const start = async (options: StartOptions = { isExact: true }): Promise<void> => {
  if (registered?.isExact !== options.isExact) {
    const kernels = await openKernels(options)
    if (registered !== null) removeBackend('wasm')
    registerBackend('wasm', () => new KernelMemoryBackend(kernels))
    registered = options
  }
  if (!(await setBackend('wasm'))) throw new Error('WebAssembly does not start in this browser')
}

export const wasmBackend: TrainingBackend = {
  id: 'wasm',
  chunkMilliseconds: 5,
  prefersBatches: false,
  skipsZeros: true,
  start,
  drawback: () => null,
  ...parts,
  settled: () => Promise.resolve(),
}
