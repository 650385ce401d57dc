/** The kernel in place of the float64 reference, for whole trainings away from tfjs. */
import type { DescentProblem } from '../theory/descent.ts'
import type { Stepper } from '../theory/network.ts'
import type { RegressionData } from '../theory/tasks.ts'
import {
  packInputs,
  packTargets,
  padVectors,
  unpadVectors,
  type DiagonalKernel,
  type KernelTask,
} from './diagonalKernel.ts'

/** Bytes of data that stay in the kernel's memory. */
const CAPACITY = 64 * 2 ** 20

interface Stored extends KernelTask {
  bytes: number
}

/**
 * Tasks in the kernel's memory, by the data they were packed from. The longest unused are dropped
 * first, so nobody has to say that a training was given up.
 */
const createTaskStore = (kernel: DiagonalKernel) => {
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
    const [inputs, targets] = [packInputs(data, inputDim), packTargets(data)]
    const bytes = inputs.byteLength + targets.byteLength
    total += bytes
    return {
      inputs: kernel.store(inputs),
      targets: kernel.store(targets),
      rows: data.rows,
      isTriangular: data.isTriangular ?? false,
      bytes,
    }
  }
  return ({ inputDim, tasks }: DescentProblem): KernelTask[] => {
    const missing = tasks
      .filter((data) => !known.has(data))
      .reduce((sum, { inputs }) => sum + inputs.length, 0)
    const stored = tasks.map((data) => known.get(data))
    tasks.forEach((data) => known.delete(data))
    // What this problem needs is not in the map now, and so not dropped.
    forgetUntil(CAPACITY - 4 * missing)
    return tasks.map((data, task) => {
      const entry = stored[task] ?? add(data, inputDim)
      known.set(data, entry)
      return entry
    })
  }
}

/** Makes what takes the steps of a problem; its arrays must not be changed afterwards. */
export const createKernelSteppers = (
  kernel: DiagonalKernel,
): ((problem: DescentProblem) => Stepper) => {
  const tasksOf = createTaskStore(kernel)
  return (problem) => ({
    entriesPerSlice: 10_000_000,
    advance: (weights, { settings, steps }) => {
      const { inputDim } = problem
      const vectors = padVectors(weights, inputDim)
      const tasks = tasksOf(problem)
      const address = kernel.store(vectors)
      kernel.descend({ weights: address, tasks, inputDim, steps, ...settings })
      weights.set(unpadVectors(kernel.float64At(address, vectors.length), inputDim))
      kernel.release(address)
    },
  })
}
