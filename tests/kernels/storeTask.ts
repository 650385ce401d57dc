import { packInputs, packTargets, type DiagonalKernel } from '../../src/kernels/diagonalKernel.ts'
import type { KernelTask } from '../../src/kernels/diagonalShapes.ts'
import type { RegressionData } from '../../src/theory/tasks.ts'

/** A task in the kernel's memory. */
export const storeTask = (
  kernel: DiagonalKernel,
  data: RegressionData,
  inputDim: number,
): KernelTask => ({
  inputs: kernel.store(packInputs(data, inputDim)),
  targets: kernel.store(packTargets(data)),
  rows: data.rows,
  isTriangular: data.isTriangular ?? false,
})
