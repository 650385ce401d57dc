import { readFileSync } from 'node:fs'
import { pathOf } from '../../scripts/compileKernel.mjs'
import { openDiagonalKernel, type DiagonalKernel } from '../../src/kernels/diagonalKernel.ts'
import { openReluKernel, type ReluKernel } from '../../src/kernels/reluKernel.ts'

export const openModule = (file: string): WebAssembly.Module =>
  new WebAssembly.Module(readFileSync(pathOf(file)))

/** The kernel as every browser runs it. */
export const openKernel = (): DiagonalKernel => openDiagonalKernel(openModule('diagonal.wasm'))

/** The kernel of ReLU networks as every browser runs it. */
export const openRelu = (): ReluKernel => openReluKernel(openModule('relu.wasm'))
