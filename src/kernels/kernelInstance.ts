/**
 * What every compiled kernel has: memory in which numbers are put for it, and its own way to reserve
 * some. Knows neither tfjs nor how the module was fetched, so it runs in any thread and in Node.
 */
import type { RegressionData } from '../theory/tasks.ts'
import type { Address } from './address.ts'

export interface KernelExports {
  memory: WebAssembly.Memory
  allocate: (bytes: number) => Address
  release: (address: Address) => void
  descend: (...numbers: number[]) => void
}

const hasKernel = (exports: object): exports is KernelExports =>
  'memory' in exports &&
  exports.memory instanceof WebAssembly.Memory &&
  ['allocate', 'release', 'descend'].every(
    (name) => typeof Reflect.get(exports, name) === 'function',
  )

/** @throws TypeError if the module is not a kernel; whatever its instantiation throws. */
export const instantiate = (
  module: WebAssembly.Module,
  imports: WebAssembly.Imports = {},
): KernelExports => {
  const { exports } = new WebAssembly.Instance(module, imports)
  if (!hasKernel(exports)) throw new TypeError('invalid kernel: an export is missing')
  return exports
}

/** Numbers in a kernel's memory. */
export interface KernelMemory {
  /** Copies numbers into fresh memory; to be given back with `release`. */
  store: (values: Float32Array | Float64Array) => Address
  release: (address: Address) => void
  /** The size of its memory, which never shrinks. */
  memoryBytes: () => number
  /** A view, valid until memory is next reserved. */
  float32At: (address: Address, length: number) => Float32Array
  float64At: (address: Address, length: number) => Float64Array
}

export const memoryOf = (exports: KernelExports): KernelMemory => {
  // The buffer is another one after memory has grown.
  const float32At = (address: Address, length: number): Float32Array =>
    new Float32Array(exports.memory.buffer, address, length)
  const float64At = (address: Address, length: number): Float64Array =>
    new Float64Array(exports.memory.buffer, address, length)
  return {
    store: (values) => {
      const address = exports.allocate(values.byteLength)
      const isDouble = values instanceof Float64Array
      const target = isDouble
        ? float64At(address, values.length)
        : float32At(address, values.length)
      target.set(values)
      return address
    },
    release: exports.release,
    memoryBytes: () => exports.memory.buffer.byteLength,
    float32At,
    float64At,
  }
}

/** Memory that is used again by the next call, and grows where it must. */
export const createScratch = (
  exports: Pick<KernelExports, 'allocate' | 'release'>,
): ((bytes: number) => Address) => {
  let address = 0
  let size = 0
  return (bytes) => {
    if (bytes > size) {
      if (address !== 0) exports.release(address)
      address = exports.allocate(bytes)
      size = bytes
    }
    return address
  }
}

/** Puts 32-bit integers where the next call finds them. */
export const createTable = (exports: KernelExports): ((entries: readonly number[]) => Address) => {
  const scratchFor = createScratch(exports)
  return (entries) => {
    const address = scratchFor(4 * entries.length)
    new Int32Array(exports.memory.buffer, address, entries.length).set(entries)
    return address
  }
}

/** The least multiple of a unit that is not below a count. */
export const padded = (count: number, unit: number): number => unit * Math.ceil(count / unit)

/** Targets in float32, followed by zeros up to a multiple of `unit`. */
export const padTargets = ({ rows, targets }: RegressionData, unit: number): Float32Array => {
  const values = new Float32Array(padded(rows, unit))
  values.set(targets)
  return values
}

/** Copies vectors that lie `from` numbers apart so that they lie `to` apart. */
export const respaced = (values: Float64Array, from: number, to: number): Float64Array => {
  const vectors = values.length / from
  const result = new Float64Array(vectors * to)
  for (let vector = 0; vector < vectors; vector += 1) {
    const start = vector * from
    result.set(values.subarray(start, start + Math.min(from, to)), vector * to)
  }
  return result
}

/** One task in a kernel's memory. */
export interface StoredTask {
  inputs: Address
  targets: Address
  rows: number
}
