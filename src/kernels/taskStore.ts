/** Data that stays in a kernel's memory from one call to the next. */
import type { DescentProblem } from '../theory/descent.ts'
import type { RegressionData } from '../theory/tasks.ts'
import type { KernelMemory, StoredTask } from './kernelInstance.ts'

/** Bytes of data that stay there. */
const CAPACITY = 64 * 2 ** 20

/** How a kernel wants to have its data. */
export interface Packing {
  /** Numbers stored for each number of X. */
  copies: number
  inputs: (data: RegressionData, inputDim: number) => Float32Array
  targets: (data: RegressionData) => Float32Array
}

interface Stored extends StoredTask {
  bytes: number
}

/**
 * Tasks in the kernel's memory, by the data they were packed from. The longest unused are dropped
 * first, so nobody has to say that a training was given up.
 */
export const createTaskStore = (
  kernel: KernelMemory,
  packing: Packing,
): ((problem: DescentProblem) => StoredTask[]) => {
  const known = new Map<RegressionData, Stored>()
  let total = 0
  const forgetUntil = (limit: number): void => {
    for (const [data, { inputs, targets, bytes }] of known) {
      if (total <= limit) return
      kernel.release(inputs)
      kernel.release(targets)
      known.delete(data)
      total -= bytes
    }
  }
  const add = (data: RegressionData, inputDim: number): Stored => {
    const [inputs, targets] = [packing.inputs(data, inputDim), packing.targets(data)]
    const bytes = inputs.byteLength + targets.byteLength
    total += bytes
    return {
      inputs: kernel.store(inputs),
      targets: kernel.store(targets),
      rows: data.rows,
      bytes,
    }
  }
  return ({ inputDim, tasks }) => {
    const missing = tasks
      .filter((data) => !known.has(data))
      .reduce((sum, { inputs }) => sum + inputs.length, 0)
    const stored = tasks.map((data) => known.get(data))
    tasks.forEach((data) => known.delete(data))
    // What this problem needs is not in the map now, and so not dropped.
    forgetUntil(CAPACITY - 4 * packing.copies * missing)
    return tasks.map((data, task) => {
      const entry = stored[task] ?? add(data, inputDim)
      known.set(data, entry)
      return entry
    })
  }
}
