/**
 * Texels to and from the graphics processor: tfjs's backend that is active, its packed textures
 * filled and read as they are, without the programs by which tfjs rearranges numbers.
 */
import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/base.js'
import { engine, type Tensor, type TensorInfo } from '@tensorflow/tfjs-core'
import { checkContext, waitForGpu } from './webglContext.ts'
import type { Extent } from './webglGrid.ts'
import type { Texels } from './webglTexels.ts'

export const isWebgl = (backend: object): backend is MathBackendWebGL =>
  backend instanceof MathBackendWebGL

export const activeWebgl = (): MathBackendWebGL => {
  const { backend } = engine()
  if (!isWebgl(backend)) throw new Error('invalid backend: webgl is not active')
  return backend
}

export const contextOf = (backend: MathBackendWebGL): WebGL2RenderingContext => {
  const { gl } = backend.gpgpu
  if (!(gl instanceof WebGL2RenderingContext)) {
    throw new TypeError('invalid backend: not on WebGL 2')
  }
  return gl
}

/** The shape of the tensor that tfjs keeps in a packed texture: a texel is a 2 × 2 block of it. */
const packedShape = ({ width, height }: Extent): [number, number] => [2 * height, 2 * width]

/** A new packed texture that holds anything; whoever asked for it disposes of it. */
export const emptyTexture = (backend: MathBackendWebGL, size: Extent): TensorInfo => {
  checkContext(contextOf(backend))
  const info = backend.makeTensorInfo(packedShape(size), 'float32')
  backend.getDataInfo(info.dataId).isPacked = true
  backend.uploadToGPU(info.dataId)
  return info
}

/** The same with this content. */
export const makeTexture = (backend: MathBackendWebGL, texels: Texels): TensorInfo => {
  const info = emptyTexture(backend, texels)
  const texture = backend.getTexture(info.dataId)
  backend.gpgpu.uploadDenseMatrixToTexture(texture, texels.width, texels.height, texels.values)
  return info
}

/** A tensor with this content. */
export const upload = (texels: Texels): Tensor =>
  engine().makeTensorFromTensorInfo(makeTexture(activeWebgl(), texels))

/** All texels of a packed texture of this size, one after the other. */
export const download = async (packed: Tensor, size: Extent): Promise<Float32Array> => {
  const backend = activeWebgl()
  const gl = contextOf(backend)
  checkContext(gl)
  // Queues the copy now, so that later steps, or the disposal of the tensor, do not matter.
  const texture = backend.getTexture(packed.dataId)
  const buffer = backend.gpgpu.createBufferFromTexture(texture, size.height, size.width)
  try {
    await waitForGpu(gl)
    return backend.gpgpu.downloadFloat32MatrixFromBuffer(buffer, 4 * size.height * size.width)
  } finally {
    gl.deleteBuffer(buffer)
  }
}
