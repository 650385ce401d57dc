/** Tensors of the WebGPU engine and the calls of its kernel, for any kind of network. */
import { engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core'
import { settingsOfModel, type DescendAttributes, type DescendCall } from '../kernel.ts'
import type { Descent } from './webgpuDescent.ts'
import { BufferBackend } from './webgpuMemory.ts'

export const isBuffers = (backend: object): backend is BufferBackend =>
  backend instanceof BufferBackend

export const activeBackend = (): BufferBackend => {
  const { backend } = engine()
  if (!isBuffers(backend)) throw new Error('invalid backend: webgpu is not active')
  return backend
}

/** One tensor of the numbers of all models. */
export const tensorOf = (models: readonly Float32Array[]): Tensor => {
  const size = models[0]?.length ?? 0
  const values = new Float32Array(size * models.length)
  models.forEach((own, model) => values.set(own, model * size))
  return engine().makeTensor(values, [values.length], 'float32')
}

/** The inverse: the numbers of each model. */
export const readModels = async (tensor: Tensor, models: number): Promise<Float32Array[]> => {
  const values = await activeBackend().read(tensor.dataId)
  const size = values.length / models
  return Array.from({ length: models }, (_, model) =>
    values.subarray(model * size, (model + 1) * size),
  )
}

/** What a kernel reads of each model's settings. */
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

/** Queues the steps of a call; `data` names what the program reads of the data, in its order. */
export const descendWith = (
  { attributes, backend, data, weights }: DescendCall<BufferBackend>,
  program: Pick<Descent, 'code' | 'plan' | 'products'> & { data: readonly string[] },
): TensorInfo => {
  const bufferOf = (info: TensorInfo | undefined): GPUBuffer => {
    if (info === undefined) throw new TypeError('invalid kernel call')
    return backend.bufferOf(info.dataId)
  }
  const given = bufferOf(weights)
  const dataId = backend.allocate(given.size)
  backend.workplace.descents.add({
    ...program,
    steps: attributes.steps,
    settings: settingNumbers(attributes),
    data: program.data.map((name) => bufferOf(data[name])),
    weights: given,
    result: backend.bufferOf(dataId),
  })
  return { dataId, shape: weights.shape, dtype: weights.dtype }
}
