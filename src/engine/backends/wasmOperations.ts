/**
 * The few operations of tfjs's WebAssembly backend that training needs, called directly: a step
 * makes a dozen calls on small tensors, where the bookkeeping of tfjs's engine would cost as much
 * as the arithmetic. Nothing else of the backend's 130 operations is loaded.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm/dist/base.js'
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul.js'
import { addConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add.js'
import { multiplyConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Multiply.js'
import { subConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Sub.js'
import type { KernelConfig, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core'

/**
 * Every result is a new tensor of the backend, not seen by tfjs's engine, that lives until a
 * `keepOnly` without it. Shapes broadcast as usual.
 */
export interface Operations {
  add(a: TensorInfo, b: TensorInfo): TensorInfo
  subtract(a: TensorInfo, b: TensorInfo): TensorInfo
  multiply(a: TensorInfo, b: TensorInfo): TensorInfo
  /** a·b for a of shape 1 × 1 × k and b of shape 1 × k × m. */
  matMul(a: TensorInfo, b: TensorInfo): TensorInfo
  /** a·b + bias, bias of shape m. */
  matMulAdd(a: TensorInfo, b: TensorInfo, bias: TensorInfo): TensorInfo
  constant(value: number): TensorInfo
  copy(a: TensorInfo): TensorInfo
  /** Row `index` of a 1 × R × D tensor, as 1 × 1 × D. */
  row(a: TensorInfo, index: number): TensorInfo
  /** Rows 2·index and 2·index + 1 of a 1 × R × D tensor, as 1 × 2 × D. */
  pair(a: TensorInfo, index: number): TensorInfo
  /** Tensors of shape 1 × 2 × D, one below the other. */
  stack(parts: readonly TensorInfo[]): TensorInfo
  /** Frees every result so far that is not listed. */
  keepOnly(kept: readonly TensorInfo[]): void
}

const NO_ACTIVATION = { transposeA: false, transposeB: false, activation: 'linear' }

/** To be called once the backend has started: the operations look up their compiled functions. */
export const setUpOperations = (backend: BackendWasm): void => {
  for (const config of [_fusedMatMulConfig, addConfig, multiplyConfig, subConfig]) {
    config.setupFunc?.(backend)
  }
}

export const createOperations = (backend: BackendWasm): Operations => {
  let living: TensorInfo[] = []
  const track = (info: TensorInfo): TensorInfo => {
    living.push(info)
    return info
  }
  const call = (
    config: KernelConfig,
    inputs: Record<string, TensorInfo>,
    attrs: NamedAttrMap = {},
  ): TensorInfo => {
    const output = config.kernelFunc({ inputs, backend, attrs })
    if (Array.isArray(output)) throw new TypeError(`invalid output of ${config.kernelName}`)
    return track(output)
  }
  const make = (shape: number[], fill: (values: Float32Array) => void): TensorInfo => {
    const output = backend.makeOutput(shape, 'float32')
    // The view is taken after the allocation, which may have moved the heap.
    fill(valuesOf(output))
    return track(output)
  }
  const valuesOf = (info: TensorInfo): Float32Array => {
    const values = backend.typedArrayFromHeap(info)
    if (!(values instanceof Float32Array)) throw new TypeError('invalid tensor: not float32')
    return values
  }
  const rows = (a: TensorInfo, first: number, count: number): TensorInfo => {
    const inputDim = a.shape[2] ?? 0
    return make([1, count, inputDim], (values) =>
      values.set(valuesOf(a).subarray(first * inputDim, (first + count) * inputDim)),
    )
  }
  return {
    add: (a, b) => call(addConfig, { a, b }),
    subtract: (a, b) => call(subConfig, { a, b }),
    multiply: (a, b) => call(multiplyConfig, { a, b }),
    matMul: (a, b) => call(_fusedMatMulConfig, { a, b }, NO_ACTIVATION),
    matMulAdd: (a, b, bias) => call(_fusedMatMulConfig, { a, b, bias }, NO_ACTIVATION),
    constant: (value) => make([1, 1, 1], (values) => values.fill(value)),
    copy: (a) => make(a.shape, (values) => values.set(valuesOf(a))),
    row: (a, index) => rows(a, index, 1),
    pair: (a, index) => rows(a, 2 * index, 2),
    stack: (parts) => {
      const size = parts[0]?.shape[2] ?? 0
      return make([1, 2 * parts.length, size], (values) =>
        parts.forEach((part, index) => values.set(valuesOf(part), 2 * index * size)),
      )
    },
    keepOnly: (kept) => {
      living
        .filter((info) => !kept.includes(info))
        .forEach(({ dataId }) => backend.disposeData(dataId))
      living = living.filter((info) => kept.includes(info))
    },
  }
}
