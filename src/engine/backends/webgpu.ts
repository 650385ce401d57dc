/**
 * Trains on the graphics processor through WebGPU in float32, with one program of our own: a
 * dispatch takes many steps of all models of a batch, one workgroup a model (webgpuShader.ts).
 */
import {
  engine,
  registerBackend,
  setBackend,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core'
import type { DescentProblem } from '../../theory/descent.ts'
import {
  absentPart,
  joinParts,
  registerDescend,
  settingsOfModel,
  type Batch,
  type DescendAttributes,
  type DescendCall,
  type TrainingBackend,
} from '../kernel.ts'
import { openDevice } from './webgpuDevice.ts'
import {
  layoutOf,
  packColumns,
  packRows,
  packTargets,
  packWeights,
  unpackWeights,
  type Layout,
} from './webgpuLayout.ts'
import { BufferBackend, openWorkplace, type Workplace } from './webgpuMemory.ts'

const isBuffers = (backend: object): backend is BufferBackend => backend instanceof BufferBackend

const activeBackend = (): BufferBackend => {
  const { backend } = engine()
  if (!isBuffers(backend)) throw new Error('invalid backend: webgpu is not active')
  return backend
}

/** What the kernel reads of each model's settings (webgpuShader.ts). */
const settingNumbers = (attributes: DescendAttributes): Float32Array<ArrayBuffer> => {
  const rowCount = attributes.rows.reduce((sum, count) => sum + count, 0)
  return Float32Array.from(
    attributes.learningRates.flatMap((_, model) => {
      const { learningRate, weightDecay, trainFirstLayer } = settingsOfModel(attributes, model)
      const rate = (2 * learningRate) / rowCount
      return [rate, learningRate * weightDecay, Number(trainFirstLayer), 0]
    }),
  )
}

const descendOnWebgpu = (call: DescendCall<BufferBackend>): TensorInfo => {
  const { attributes, backend, data, weights } = call
  const bufferOf = (info: TensorInfo | undefined): GPUBuffer => {
    if (info === undefined) throw new TypeError('invalid kernel call')
    return backend.bufferOf(info.dataId)
  }
  const inputs = {
    weights: bufferOf(weights),
    columns: bufferOf(data['columns']),
    rows: bufferOf(data['rows']),
    targets: bufferOf(data['targets']),
  }
  const dataId = backend.allocate(inputs.weights.size)
  backend.workplace.descents.add({
    layout: layoutOf(attributes.inputDim, attributes.rows),
    steps: attributes.steps,
    settings: settingNumbers(attributes),
    buffers: { ...inputs, result: backend.bufferOf(dataId) },
  })
  return { dataId, shape: weights.shape, dtype: weights.dtype }
}

const layoutFor = ([problem]: Batch<DescentProblem>): Layout => {
  if (problem === undefined) throw new RangeError('invalid batch: no models')
  return layoutOf(
    problem.inputDim,
    problem.tasks.map(({ rows }) => rows),
  )
}

/** One tensor of the numbers of all models. */
const tensorOf = (models: readonly Float32Array[]): Tensor => {
  const size = models[0]?.length ?? 0
  const values = new Float32Array(size * models.length)
  models.forEach((own, model) => values.set(own, model * size))
  return engine().makeTensor(values, [values.length], 'float32')
}

const readWeights = async (
  tensor: Tensor,
  problems: Batch<DescentProblem>,
): Promise<Float64Array[]> => {
  const layout = layoutFor(problems)
  const values = await activeBackend().read(tensor.dataId)
  const size = values.length / problems.length
  return problems.map((_, model) =>
    unpackWeights(values.subarray(model * size, (model + 1) * size), layout),
  )
}

const parts = joinParts<BufferBackend>({
  diagonal: {
    packProblems: (problems) => {
      const layout = layoutFor(problems)
      return {
        columns: tensorOf(problems.map((problem) => packColumns(problem, layout))),
        rows: tensorOf(problems.map((problem) => packRows(problem, layout))),
        targets: tensorOf(problems.map((problem) => packTargets(problem, layout))),
      }
    },
    packWeights: (weights, problems) => {
      const layout = layoutFor(problems)
      return tensorOf(weights.map((own) => packWeights(own, layout)))
    },
    readWeights,
    descend: descendOnWebgpu,
  },
  relu: absentPart('WebGPU'),
})

registerDescend('webgpu', isBuffers, parts.descend)

const openHere = async (): Promise<Workplace> =>
  openWorkplace(await openDevice(), () => performance.now())

const start = async (): Promise<void> => {
  if (!('webgpu' in engine().registryFactory)) {
    const backend = new BufferBackend(await openHere())
    registerBackend('webgpu', () => backend)
  }
  if (!(await setBackend('webgpu'))) throw new Error('WebGPU does not start in this browser')
  const backend = activeBackend()
  // tfjs keeps the backend; a device that has failed is replaced in it.
  if (backend.workplace.link.hasFailed) backend.workplace = await openHere()
}

export const webgpuBackend: TrainingBackend = {
  id: 'webgpu',
  // Steps only queue up, and each wait has to go through the graphics processor's queue.
  chunkMilliseconds: 24,
  prefersBatches: true,
  skipsZeros: false,
  start,
  drawback: () => {
    const { software } = activeBackend().workplace.link
    return software === null ? null : `WebGPU here is computed in software (${software})`
  },
  ...parts,
  settled: () => activeBackend().workplace.queue.settled(),
}
