/** Whole trainings without a browser, by the kernels that every browser runs. */
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

/** Takes the steps of networks of both kinds. */
export const openSteppers = (): ReturnType<typeof createKernelSteppers> =>
  createKernelSteppers({
    diagonal: openDiagonalKernel(openModule('diagonal.wasm')),
    relu: openReluKernel(openModule('relu.wasm')),
  })

/** Trains what is asked for; keeps pretrained weights and finished runs. */
export const openTrainer = (): PreparedRuns => createPreparedRuns({ current: openSteppers() }, null)
