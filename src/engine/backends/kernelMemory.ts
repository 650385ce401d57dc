/**
 * A tfjs backend whose tensors lie in the memory of our WebAssembly kernel, so that the kernel works
 * on them where they are.
 */
import type { KernelBackend } from '@tensorflow/tfjs-core'
import type { Address } from '../../kernels/address.ts'
import type { DiagonalKernel } from '../../kernels/diagonalKernel.ts'
import { LightBackend } from './lightBackend.ts'

interface Place {
  address: Address
  length: number
  isDouble: boolean
}

export class KernelMemoryBackend extends LightBackend<Place> {
  readonly kernel: DiagonalKernel
  /** Threads that took the last steps. */
  threads = 1

  constructor(kernel: DiagonalKernel) {
    super()
    this.kernel = kernel
  }

  private store(values: unknown): Place {
    if (!(values instanceof Float32Array || values instanceof Float64Array)) {
      throw new TypeError('invalid tensor: only float32 and float64 arrays are kept here')
    }
    const address = this.kernel.store(values)
    return { address, length: values.length, isDouble: values instanceof Float64Array }
  }

  protected override free({ address }: Place): void {
    this.kernel.release(address)
  }

  /** Where a tensor lies. */
  addressOf(dataId: object): Address {
    return this.placeOf(dataId).address
  }

  /** A view of a float64 tensor, valid until another one is made. */
  doublesOf(dataId: object): Float64Array {
    const { address, length, isDouble } = this.placeOf(dataId)
    if (!isDouble) throw new TypeError('invalid tensor: not float64')
    return this.kernel.float64At(address, length)
  }

  override write(values: unknown): object {
    const dataId = {}
    this.keep(dataId, this.store(values))
    return dataId
  }

  override move(...[dataId, values, , , references]: Parameters<KernelBackend['move']>): void {
    this.keep(dataId, this.store(values), references)
  }

  override readSync(dataId: object): Float32Array {
    const { address, length, isDouble } = this.placeOf(dataId)
    return isDouble
      ? new Float32Array(this.kernel.float64At(address, length))
      : this.kernel.float32At(address, length).slice()
  }

  override read(dataId: object): Promise<Float32Array> {
    return Promise.resolve(this.readSync(dataId))
  }

  override dispose(): void {
    super.dispose()
    this.kernel.close()
  }
}
