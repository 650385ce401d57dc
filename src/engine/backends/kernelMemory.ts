/**
 * A tfjs backend whose tensors lie in the memory of our WebAssembly kernel, so that the kernel works
 * on them where they are. It stores, reads and frees, and has no operation of tfjs's own.
 */
import { KernelBackend } from '@tensorflow/tfjs-core'
import type { Address } from '../../kernels/address.ts'
import type { DiagonalKernel } from '../../kernels/diagonalKernel.ts'

interface Stored {
  address: Address
  length: number
  isDouble: boolean
  references: number
}

export class KernelMemoryBackend extends KernelBackend {
  readonly kernel: DiagonalKernel
  /** Threads that took the last steps. */
  threads = 1
  private readonly stored = new Map<object, Stored>()

  constructor(kernel: DiagonalKernel) {
    super()
    this.kernel = kernel
  }

  private find(dataId: object): Stored {
    const found = this.stored.get(dataId)
    if (found === undefined) throw new TypeError('invalid tensor: it is not of this backend')
    return found
  }

  private keep(dataId: object, values: unknown, references: number): void {
    if (!(values instanceof Float32Array || values instanceof Float64Array)) {
      throw new TypeError('invalid tensor: only float32 and float64 arrays are kept here')
    }
    const address = this.kernel.store(values)
    const isDouble = values instanceof Float64Array
    this.stored.set(dataId, { address, length: values.length, isDouble, references })
  }

  /** Where a tensor lies. */
  addressOf(dataId: object): Address {
    return this.find(dataId).address
  }

  /** A view of a float64 tensor, valid until another one is made. */
  doublesOf(dataId: object): Float64Array {
    const { address, length, isDouble } = this.find(dataId)
    if (!isDouble) throw new TypeError('invalid tensor: not float64')
    return this.kernel.float64At(address, length)
  }

  override write(values: unknown): object {
    const dataId = {}
    this.keep(dataId, values, 1)
    return dataId
  }

  override move(...[dataId, values, , , references]: Parameters<KernelBackend['move']>): void {
    this.keep(dataId, values, references)
  }

  override readSync(dataId: object): Float32Array {
    const { address, length, isDouble } = this.find(dataId)
    return isDouble
      ? new Float32Array(this.kernel.float64At(address, length))
      : this.kernel.float32At(address, length).slice()
  }

  override read(dataId: object): Promise<Float32Array> {
    return Promise.resolve(this.readSync(dataId))
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
    this.kernel.release(found.address)
    this.stored.delete(dataId)
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
    this.kernel.close()
  }
}
