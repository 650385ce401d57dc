/**
 * A call of the kernel on WebGL, for any kind of network: textures are asked of tfjs's pool and given
 * back to it, and steps queued on them.
 */
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/base.js'
import { env, type TensorInfo } from '@tensorflow/tfjs-core'
import { settingsOfModel, type DescendAttributes, type DescendCall } from '../kernel.ts'
import { textureOf, type Extent, type Grid } from './webglGrid.ts'
import { queueSteps, type StepPlan } from './webglSteps.ts'
import { settingTexels } from './webglTexels.ts'
import { contextOf, emptyTexture, makeTexture } from './webglTextures.ts'

export interface WebglDescent {
  layout: Grid & { weightTile: Extent }
  plan: StepPlan
  /** Tiles of what is computed in a step and forgotten, by the names of their samplers. */
  scratch: Readonly<Record<string, Extent>>
}

/** The most texels that a texture may have here in each direction. */
export const textureLimit = (): number => env().getNumber('WEBGL_MAX_TEXTURE_SIZE')

/** @throws RangeError */
export const checkTasks = (rows: readonly number[]): void => {
  if (rows.length < 1 || rows.length > 2) throw new RangeError(`invalid tasks: ${rows.length}`)
}

const settingsTexture = (
  backend: MathBackendWebGL,
  attributes: DescendAttributes,
  layout: Grid,
): TensorInfo => {
  const settings = attributes.learningRates.map((_, model) => settingsOfModel(attributes, model))
  const rowCount = attributes.rows.reduce((sum, count) => sum + count, 0)
  return makeTexture(backend, settingTexels(settings, rowCount, layout))
}

const largestOf = (sizes: readonly Extent[]): Extent => ({
  width: Math.max(...sizes.map(({ width }) => width)),
  height: Math.max(...sizes.map(({ height }) => height)),
})

/** Takes the steps of a call; returns the new weights. */
export const descendWithDraws = (
  { attributes, backend, data, weights }: DescendCall<MathBackendWebGL>,
  { layout, plan, scratch }: WebglDescent,
): TensorInfo => {
  const weightSize = textureOf(layout, layout.weightTile)
  const scratchSizes = Object.values(scratch).map((tile) => textureOf(layout, tile))
  const temporary = new Map<string, TensorInfo>([
    ['settings', settingsTexture(backend, attributes, layout)],
    ...Object.entries(scratch).map(
      ([name, tile]) => [name, emptyTexture(backend, textureOf(layout, tile))] as const,
    ),
  ])
  const odd = emptyTexture(backend, weightSize)
  const even = emptyTexture(backend, weightSize)
  const textureOfInfo = ({ dataId }: TensorInfo): WebGLTexture => backend.getTexture(dataId)
  const textures = {
    weights: textureOfInfo(weights),
    next: [textureOfInfo(odd), textureOfInfo(even)] as const,
    others: new Map(
      [...Object.entries(data), ...temporary].map(([name, info]) => [name, textureOfInfo(info)]),
    ),
    viewport: largestOf([weightSize, ...scratchSizes]),
  }
  queueSteps(contextOf(backend), textures, { plan, steps: attributes.steps })
  const [result, other] = attributes.steps % 2 === 1 ? [odd, even] : [even, odd]
  // tfjs gives their textures to whoever asks next; the queue keeps the order.
  for (const info of [...temporary.values(), other]) backend.disposeIntermediateTensorInfo(info)
  return result
}
