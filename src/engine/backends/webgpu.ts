/**
 * Trains on the graphics processor through WebGPU in float32, with programs of our own: a dispatch
 * takes many steps of all models of a batch, one workgroup a model.
 */
import { engine, registerBackend, setBackend } from '@tensorflow/tfjs-core'
import { joinParts, registerDescend, type TrainingBackend } from '../kernel.ts'
import { webgpuRelu } from './relu/webgpuRelu.ts'
import { openDevice } from './webgpuDevice.ts'
import { webgpuDiagonal } from './webgpuDiagonal.ts'
import { BufferBackend, openWorkplace, type Workplace } from './webgpuMemory.ts'
import { activeBackend, isBuffers } from './webgpuTensors.ts'

const parts = joinParts<BufferBackend>({ diagonal: webgpuDiagonal, relu: webgpuRelu })

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
