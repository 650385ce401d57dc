/**
 * A tfjs backend whose tensors are buffers of the graphics processor, so that our kernel works on
 * them where they are. It stores, reads and frees, and has no operation of tfjs's own.
 */
import { KernelBackend } from '@tensorflow/tfjs-core'
import { createDescents, type Descents } from './webgpuDescent.ts'
import type { DeviceLink } from './webgpuDevice.ts'
import { DeviceQueue } from './webgpuQueue.ts'
import { USAGE } from './webgpuUsage.ts'

/** A device with all that was opened on it. */
export interface Workplace {
  link: DeviceLink
  queue: DeviceQueue
  descents: Descents
}

export const openWorkplace = (link: DeviceLink, now: () => number): Workplace => {
  const queue = new DeviceQueue(link, now)
  return { link, queue, descents: createDescents(link, queue) }
}

interface Stored {
  buffer: GPUBuffer
  workplace: Workplace
  references: number
}

export class BufferBackend extends KernelBackend {
  /** Where new tensors are made; replaced when its device has failed. */
  workplace: Workplace
  private readonly stored = new Map<object, Stored>()

  constructor(workplace: Workplace) {
    super()
    this.workplace = workplace
  }

  private find(dataId: object): Stored {
    const found = this.stored.get(dataId)
    if (found === undefined) throw new TypeError('invalid tensor: it is not of this backend')
    found.workplace.link.check()
    return found
  }

  private keep(dataId: object, bytes: number): GPUBuffer {
    const { workplace } = this
    const { device } = workplace.link
    const { maxBufferSize, maxStorageBufferBindingSize } = device.limits
    if (bytes > Math.min(maxBufferSize, maxStorageBufferBindingSize)) {
      throw new RangeError(`WebGPU here holds no ${bytes} bytes in one piece`)
    }
    const buffer = workplace.link.command(() =>
      device.createBuffer({ size: bytes, usage: USAGE.storage }),
    )
    this.stored.set(dataId, { buffer, workplace, references: 1 })
    return buffer
  }

  private upload(dataId: object, values: unknown): void {
    if (!(values instanceof Float32Array)) {
      throw new TypeError('invalid tensor: only float32 arrays are kept here')
    }
    const { link } = this.workplace
    const buffer = this.keep(dataId, values.byteLength)
    // The type leaves open whether the memory is shared between threads; ours never is.
    const own = values as Float32Array<ArrayBuffer>
    link.command(() => link.device.queue.writeBuffer(buffer, 0, own))
  }

  /** Where a tensor lies. @throws Error with a sentence if its device has failed */
  bufferOf(dataId: object): GPUBuffer {
    return this.find(dataId).buffer
  }

  /** A new tensor's place, its numbers still to be written. */
  allocate(bytes: number): object {
    const dataId = {}
    this.keep(dataId, bytes)
    return dataId
  }

  override write(values: unknown): object {
    const dataId = {}
    this.upload(dataId, values)
    return dataId
  }

  override move(...[dataId, values, , , references]: Parameters<KernelBackend['move']>): void {
    this.upload(dataId, values)
    this.find(dataId).references = references
  }

  override async read(dataId: object): Promise<Float32Array<ArrayBuffer>> {
    const { buffer, workplace } = this.find(dataId)
    return workplace.queue.read(buffer)
  }

  override refCount(dataId: object): number {
    return this.stored.get(dataId)?.references ?? 0
  }

  override incRef(dataId: object): void {
    this.find(dataId).references += 1
  }

  override disposeData(dataId: object, force = false): boolean {
    const found = this.stored.get(dataId)
    if (found === undefined) return true
    found.references -= 1
    if (!force && found.references > 0) return false
    this.stored.delete(dataId)
    // Jobs that wait may still need it; with a device that has failed it is gone already.
    found.workplace.queue.add(() => found.buffer.destroy())
    return true
  }

  override numDataIds(): number {
    return this.stored.size
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false }
  }

  override floatPrecision(): 32 {
    return 32
  }

  override epsilon(): number {
    return 1e-7
  }

  override dispose(): void {
    for (const dataId of this.stored.keys()) this.disposeData(dataId, true)
  }
}
