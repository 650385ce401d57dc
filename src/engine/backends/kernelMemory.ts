/**
 * A tfjs backend whose tensors lie in the memories of our WebAssembly kernels, so that these work on
 * them where they are.
 */
import { engine, type KernelBackend } from '@tensorflow/tfjs-core'
import type { Address } from '../../kernels/address.ts'
import type { DiagonalKernel } from '../../kernels/diagonalKernel.ts'
import type { KernelMemory } from '../../kernels/kernelInstance.ts'
import type { ReluKernel } from '../../kernels/reluKernel.ts'
import { LightBackend } from './lightBackend.ts'

interface Place {
  memory: KernelMemory
  address: Address
  length: number
  isDouble: boolean
}

/** One kernel for each kind of network. */
export interface EngineKernels {
  diagonal: DiagonalKernel
  relu: ReluKernel
}

export class KernelMemoryBackend extends LightBackend<Place> {
  readonly kernels: EngineKernels
  /** Where new tensors go. */
  private target: KernelMemory
  /** Threads that took the last steps. */
  threads = 1

  constructor(kernels: EngineKernels) {
    super()
    this.kernels = kernels
    this.target = kernels.diagonal
  }

  /** What `make` makes lies in the given memory. */
  storingIn<T>(memory: KernelMemory, make: () => T): T {
    const before = this.target
    this.target = memory
    try {
      return make()
    } finally {
      this.target = before
    }
  }

  private store(values: unknown): Place {
    if (!(values instanceof Float32Array || values instanceof Float64Array)) {
      throw new TypeError('invalid tensor: only float32 and float64 arrays are kept here')
    }
    const memory = this.target
    return {
      memory,
      address: memory.store(values),
      length: values.length,
      isDouble: values instanceof Float64Array,
    }
  }

  protected override free({ memory, address }: Place): void {
    memory.release(address)
  }

  /** Where a tensor lies. */
  addressOf(dataId: object): Address {
    return this.placeOf(dataId).address
  }

  /** A view of a float64 tensor, valid until another one is made. */
  doublesOf(dataId: object): Float64Array {
    const { memory, address, length, isDouble } = this.placeOf(dataId)
    if (!isDouble) throw new TypeError('invalid tensor: not float64')
    return memory.float64At(address, length)
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
    const { memory, address, length, isDouble } = this.placeOf(dataId)
    return isDouble
      ? new Float32Array(memory.float64At(address, length))
      : memory.float32At(address, length).slice()
  }

  override read(dataId: object): Promise<Float32Array> {
    return Promise.resolve(this.readSync(dataId))
  }

  override dispose(): void {
    super.dispose()
    this.kernels.diagonal.close()
  }
}

export const isKernelMemory = (backend: object): backend is KernelMemoryBackend =>
  backend instanceof KernelMemoryBackend

export const activeKernelMemory = (): KernelMemoryBackend => {
  const { backend } = engine()
  if (!isKernelMemory(backend)) throw new Error('invalid backend: wasm is not active')
  return backend
}
