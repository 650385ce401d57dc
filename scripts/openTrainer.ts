/** Whole trainings of ReLU networks without a browser, by the kernel that every browser runs. */
import { readFileSync } from 'node:fs'
import { openDiagonalKernel } from '../src/kernels/diagonalKernel.ts'
import { createKernelSteppers } from '../src/kernels/kernelSteppers.ts'
import { openReluKernel } from '../src/kernels/reluKernel.ts'
import {
  createPreparedRuns,
  type PreparedRuns,
} from '../src/worker/compute/trained/preparedRuns.ts'
import { pathOf } from './compileKernel.mjs'

const openModule = (file: string): WebAssembly.Module =>
  new WebAssembly.Module(readFileSync(pathOf(file)))

/** Trains what is asked for; keeps pretrained weights and finished runs. */
export const openTrainer = (): PreparedRuns => {
  const diagonal = openDiagonalKernel(openModule('diagonal.wasm'))
  const relu = openReluKernel(openModule('relu.wasm'))
  return createPreparedRuns({ current: createKernelSteppers({ diagonal, relu }) }, null)
}
