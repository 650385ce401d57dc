/**
 * A tfjs backend whose tensors are buffers of the graphics processor, so that our kernel works on
 * them where they are.
 */
import type { KernelBackend } from '@tensorflow/tfjs-core'
import { LightBackend } from './lightBackend.ts'
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

interface Place {
  buffer: GPUBuffer
  workplace: Workplace
}

export class BufferBackend extends LightBackend<Place> {
  /** Where new tensors are made; replaced when its device has failed. */
  workplace: Workplace

  constructor(workplace: Workplace) {
    super()
    this.workplace = workplace
  }

  protected override placeOf(dataId: object): Place {
    const place = super.placeOf(dataId)
    place.workplace.link.check()
    return place
  }

  private reserve(bytes: number): Place {
    const { workplace } = this
    const { device } = workplace.link
    const { maxBufferSize, maxStorageBufferBindingSize } = device.limits
    if (bytes > Math.min(maxBufferSize, maxStorageBufferBindingSize)) {
      throw new RangeError(`WebGPU here holds no ${bytes} bytes in one piece`)
    }
    const buffer = workplace.link.command(() =>
      device.createBuffer({ size: bytes, usage: USAGE.storage }),
    )
    return { buffer, workplace }
  }

  private upload(values: unknown): Place {
    if (!(values instanceof Float32Array)) {
      throw new TypeError('invalid tensor: only float32 arrays are kept here')
    }
    const place = this.reserve(values.byteLength)
    const { link } = place.workplace
    // The type leaves open whether the memory is shared between threads; ours never is.
    const own = values as Float32Array<ArrayBuffer>
    link.command(() => link.device.queue.writeBuffer(place.buffer, 0, own))
    return place
  }

  protected override free({ buffer, workplace }: Place): void {
    // Jobs that wait may still need it; with a device that has failed it is gone already.
    workplace.queue.add(() => buffer.destroy())
  }

  /** Where a tensor lies. @throws Error with a sentence if its device has failed */
  bufferOf(dataId: object): GPUBuffer {
    return this.placeOf(dataId).buffer
  }

  /** A new tensor's place, its numbers still to be written. */
  allocate(bytes: number): object {
    const dataId = {}
    this.keep(dataId, this.reserve(bytes))
    return dataId
  }

  override write(values: unknown): object {
    const dataId = {}
    this.keep(dataId, this.upload(values))
    return dataId
  }

  override move(...[dataId, values, , , references]: Parameters<KernelBackend['move']>): void {
    this.keep(dataId, this.upload(values), references)
  }

  override async read(dataId: object): Promise<Float32Array<ArrayBuffer>> {
    const { buffer, workplace } = this.placeOf(dataId)
    return workplace.queue.read(buffer)
  }
}
