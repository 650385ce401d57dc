/**
 * Trains on tfjs's WebGL 2 backend in float32 with two programs of our own: a step is two draws,
 * one for the residuals and one for gradient and update together. Of tfjs it uses the context, the
 * pool of textures and the cache of compiled programs, and none of its operations.
 */
import { MathBackendWebGL, setWebGLContext } from '@tensorflow/tfjs-backend-webgl/dist/base.js'
import { engine, setBackend, tensor, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core'
import {
  registerDescend,
  settingsOfModel,
  type Batch,
  type DescendCall,
  type TrainingBackend,
} from '../kernel.ts'
import { checkContext, drawbackOf, openContext, waitForGpu } from './webglContext.ts'
import { residualDraw, updateDraw, type Draw, type Sizes } from './webglPrograms.ts'
import {
  groupCount,
  inputTexels,
  targetTexels,
  weightsFromTexels,
  weightTexels,
  type Texels,
} from './webglTexels.ts'

const isWebgl = (backend: object): backend is MathBackendWebGL =>
  backend instanceof MathBackendWebGL

const activeWebgl = (): MathBackendWebGL => {
  const { backend } = engine()
  if (!isWebgl(backend)) throw new Error('invalid backend: webgl is not active')
  return backend
}

const contextOf = (backend: MathBackendWebGL): WebGL2RenderingContext => {
  const { gl } = backend.gpgpu
  if (!(gl instanceof WebGL2RenderingContext)) {
    throw new TypeError('invalid backend: not on WebGL 2')
  }
  return gl
}

const draw = (backend: MathBackendWebGL, { program, uniforms }: Draw, inputs: TensorInfo[]) =>
  // The last argument keeps the result packed.
  backend.runWebGLProgram(program, inputs, 'float32', uniforms, true)

const sizesOf = (inputDim: number, rows: readonly number[]): Sizes => {
  const groups = rows.map(groupCount)
  return {
    inputDim,
    firstGroups: groups[0] ?? 0,
    groups: groups.reduce((sum, count) => sum + count, 0),
    taskCount: rows.length,
  }
}

const descendOnWebgl = (call: DescendCall<MathBackendWebGL>): TensorInfo => {
  const { attributes, backend } = call
  const { inputs, targets } = call.data
  if (inputs === undefined || targets === undefined) throw new TypeError('invalid kernel call')
  checkContext(contextOf(backend))
  const { learningRate, weightDecay, trainFirstLayer } = settingsOfModel(attributes, 0)
  const rowCount = attributes.rows.reduce((sum, count) => sum + count, 0)
  const sizes = sizesOf(attributes.inputDim, attributes.rows)
  const residuals = residualDraw(sizes)
  const update = updateDraw(sizes, {
    rate: (2 * learningRate) / rowCount,
    decay: learningRate * weightDecay,
    trainFirstLayer,
  })
  let { weights } = call
  for (let step = 0; step < attributes.steps; step += 1) {
    const residual = draw(backend, residuals, [weights, inputs, targets])
    const next = draw(backend, update, [weights, inputs, residual])
    backend.disposeIntermediateTensorInfo(residual)
    if (step > 0) backend.disposeIntermediateTensorInfo(weights)
    weights = next
  }
  return weights
}

registerDescend('webgl', isWebgl, descendOnWebgl)

/** A packed texture as a tensor, uploaded at once. */
const upload = ({ rows, columns, values }: Texels): Tensor => {
  const backend = activeWebgl()
  checkContext(contextOf(backend))
  const packed = tensor(values, [2 * rows, 2 * columns], 'float32')
  // As tfjs does for the inputs of a packed program.
  backend.getDataInfo(packed.dataId).isPacked = true
  backend.uploadToGPU(packed.dataId)
  return packed
}

/** The texels of a packed texture, texel after texel. */
const download = async (packed: Tensor, rows: number, columns: number): Promise<Float32Array> => {
  const backend = activeWebgl()
  const gl = contextOf(backend)
  checkContext(gl)
  // Queues the copy now, so that later steps, or the disposal of the tensor, do not matter.
  const texture = backend.getTexture(packed.dataId)
  const buffer = backend.gpgpu.createBufferFromTexture(texture, rows, columns)
  try {
    await waitForGpu(gl)
    return backend.gpgpu.downloadFloat32MatrixFromBuffer(buffer, 4 * rows * columns)
  } finally {
    gl.deleteBuffer(buffer)
  }
}

const start = async (): Promise<void> => {
  if (!('webgl' in engine().registry)) {
    // tfjs would open a context by itself, but explain a failure only to the console.
    setWebGLContext(2, openContext())
  }
  if (!(await setBackend('webgl'))) throw new Error('WebGL does not start in this browser')
  // tfjs keeps a backend whose context was lost; a page that reloads gets a new one.
  checkContext(contextOf(activeWebgl()))
}

const only = <T>(batch: Batch<T>): T => {
  const [one] = batch
  if (one === undefined || batch.length > 1) throw new RangeError('invalid batch: not one model')
  return one
}

export const webglBackend: TrainingBackend = {
  id: 'webgl',
  chunkMilliseconds: 24,
  skipsZeros: false,
  start,
  drawback: () => drawbackOf(contextOf(activeWebgl())),
  packProblems: (problems): Record<string, Tensor> => {
    const problem = only(problems)
    if (problem.tasks.length > 2) throw new RangeError(`invalid tasks: ${problem.tasks.length}`)
    return { inputs: upload(inputTexels(problem)), targets: upload(targetTexels(problem)) }
  },
  packWeights: (weights, problems) => upload(weightTexels(only(weights), only(problems))),
  readWeights: async (tensorOfWeights, problems) => {
    const problem = only(problems)
    const { inputDim, tasks } = problem
    return [weightsFromTexels(await download(tensorOfWeights, tasks.length, inputDim), problem)]
  },
  settled: () => waitForGpu(contextOf(activeWebgl())),
}
