/**
 * Trains on tfjs's WebGL 2 backend in float32 with programs of our own, a few draws for a step of a
 * whole batch. Of tfjs it uses the context, its bookkeeping of tensors and the pool of textures, and
 * none of its operations.
 */
import { setWebGLContext, type MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/base.js'
import { engine, setBackend } from '@tensorflow/tfjs-core'
import { joinParts, registerDescend, type TrainingBackend } from '../kernel.ts'
import { webglRelu } from './relu/webglRelu.ts'
import { checkContext, drawbackOf, openContext, waitForGpu } from './webglContext.ts'
import { webglDiagonal } from './webglDiagonal.ts'
import { activeWebgl, contextOf, isWebgl } from './webglTextures.ts'

const start = async (): Promise<void> => {
  if (!('webgl' in engine().registry)) {
    // tfjs would open a context by itself, but explain a failure only to the console.
    setWebGLContext(2, openContext())
  }
  if (!(await setBackend('webgl'))) throw new Error('WebGL does not start in this browser')
  // tfjs keeps a backend whose context was lost; a page that reloads gets a new one.
  checkContext(contextOf(activeWebgl()))
}

const parts = joinParts<MathBackendWebGL>({ diagonal: webglDiagonal, relu: webglRelu })

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
