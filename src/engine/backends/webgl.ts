/**
 * Trains on tfjs's WebGL 2 backend in float32 with two programs of our own: a step of a whole batch
 * is two draws, one for the residuals and one for gradient and update together. Of tfjs it uses the
 * context, its bookkeeping of tensors and the pool of textures, and none of its operations.
 */
import { setWebGLContext, type MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/base.js'
import { engine, env, setBackend, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core'
import type { DescentProblem } from '../../theory/descent.ts'
import {
  absentPart,
  joinParts,
  registerDescend,
  settingsOfModel,
  type Batch,
  type DescendCall,
  type TrainingBackend,
} from '../kernel.ts'
import { checkContext, drawbackOf, openContext, waitForGpu } from './webglContext.ts'
import { layoutOf, textureOf, type BatchLayout, type BatchShape } from './webglLayout.ts'
import { queueSteps } from './webglSteps.ts'
import {
  inputTexels,
  settingTexels,
  targetTexels,
  weightsFromTexels,
  weightTexels,
} from './webglTexels.ts'
import {
  activeWebgl,
  contextOf,
  download,
  emptyTexture,
  isWebgl,
  makeTexture,
  upload,
} from './webglTextures.ts'

/** The layout of a batch in textures as large as they can be here. */
const layoutHere = (shape: BatchShape): BatchLayout => {
  if (shape.rows.length > 2) throw new RangeError(`invalid tasks: ${shape.rows.length}`)
  return layoutOf(shape, env().getNumber('WEBGL_MAX_TEXTURE_SIZE'))
}

const layoutOfProblems = (problems: Batch<DescentProblem>): BatchLayout => {
  const [first] = problems
  if (first === undefined) throw new RangeError('invalid batch: no models')
  const rows = first.tasks.map((task) => task.rows)
  return layoutHere({ models: problems.length, inputDim: first.inputDim, rows })
}

const settingsTexture = (
  { attributes, backend }: DescendCall<MathBackendWebGL>,
  layout: BatchLayout,
): TensorInfo => {
  const settings = attributes.learningRates.map((_, model) => settingsOfModel(attributes, model))
  const totalRows = attributes.rows.reduce((sum, count) => sum + count, 0)
  return makeTexture(backend, settingTexels(settings, totalRows, layout))
}

const descendOnWebgl = (call: DescendCall<MathBackendWebGL>): TensorInfo => {
  const { attributes, backend, weights } = call
  const { inputs, targets } = call.data
  if (inputs === undefined || targets === undefined) throw new TypeError('invalid kernel call')
  const layout = layoutHere({ ...attributes, models: attributes.learningRates.length })
  const settings = settingsTexture(call, layout)
  const residuals = emptyTexture(backend, textureOf(layout, layout.residualTile))
  const odd = emptyTexture(backend, textureOf(layout, layout.weightTile))
  const even = emptyTexture(backend, textureOf(layout, layout.weightTile))
  const textureOfInfo = ({ dataId }: TensorInfo): WebGLTexture => backend.getTexture(dataId)
  const textures = {
    weights: textureOfInfo(weights),
    inputs: textureOfInfo(inputs),
    targets: textureOfInfo(targets),
    settings: textureOfInfo(settings),
    residuals: textureOfInfo(residuals),
    next: [textureOfInfo(odd), textureOfInfo(even)] as const,
  }
  queueSteps(contextOf(backend), textures, { layout, steps: attributes.steps })
  const [result, other] = attributes.steps % 2 === 1 ? [odd, even] : [even, odd]
  // tfjs gives their textures to whoever asks next; the queue keeps the order.
  for (const info of [settings, residuals, other]) backend.disposeIntermediateTensorInfo(info)
  return result
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

const readWeights = async (
  weights: Tensor,
  problems: Batch<DescentProblem>,
): Promise<Float64Array[]> => {
  const layout = layoutOfProblems(problems)
  const values = await download(weights, textureOf(layout, layout.weightTile))
  return problems.map((_, model) => weightsFromTexels(values, layout, model))
}

const parts = joinParts<MathBackendWebGL>({
  diagonal: {
    packProblems: (problems): Record<string, Tensor> => {
      const layout = layoutOfProblems(problems)
      return {
        inputs: upload(inputTexels(problems, layout)),
        targets: upload(targetTexels(problems, layout)),
      }
    },
    packWeights: (weights, problems) => upload(weightTexels(weights, layoutOfProblems(problems))),
    readWeights,
    descend: descendOnWebgl,
  },
  relu: absentPart('WebGL'),
})

registerDescend('webgl', isWebgl, parts.descend)

export const webglBackend: TrainingBackend = {
  id: 'webgl',
  chunkMilliseconds: 24,
  prefersBatches: true,
  skipsZeros: false,
  start,
  drawback: () => drawbackOf(contextOf(activeWebgl())),
  ...parts,
  settled: () => waitForGpu(contextOf(activeWebgl())),
}
