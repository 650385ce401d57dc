import { readFileSync } from 'node:fs'
import { pathOf } from '../../scripts/compileKernel.mjs'
import { openDiagonalKernel, type DiagonalKernel } from '../../src/kernels/diagonalKernel.ts'

/** The kernel as every browser runs it. */
export const openKernel = (): DiagonalKernel =>
  openDiagonalKernel(new WebAssembly.Module(readFileSync(pathOf('diagonal.wasm'))))
