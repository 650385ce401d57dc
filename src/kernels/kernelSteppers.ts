/** The kernels in place of the float64 references, for whole trainings away from tfjs. */
import type { DescentProblem } from '../theory/descent.ts'
import type { Stepper } from '../theory/network.ts'
import {
  packInputs,
  packTargets,
  padVectors,
  unpadVectors,
  type DiagonalKernel,
} from './diagonalKernel.ts'
import type { KernelMemory } from './kernelInstance.ts'
import {
  packReluInputs,
  packReluTargets,
  padReluWeights,
  unpadReluWeights,
  type ReluKernel,
} from './reluKernel.ts'
import { createTaskStore } from './taskStore.ts'

type OpenStepper = (problem: DescentProblem) => Stepper

/** Lends padded weights to the kernel; returns what it has made of them. */
const changed = (
  kernel: KernelMemory,
  values: Float64Array,
  descend: (address: number) => unknown,
): Float64Array => {
  const address = kernel.store(values)
  descend(address)
  const result = kernel.float64At(address, values.length).slice()
  kernel.release(address)
  return result
}

const createDiagonalSteppers = (kernel: DiagonalKernel): OpenStepper => {
  const tasksOf = createTaskStore(kernel, { copies: 1, inputs: packInputs, targets: packTargets })
  return (problem) => ({
    entriesPerSlice: 10_000_000,
    advance: (weights, { settings, steps }) => {
      const { inputDim } = problem
      const tasks = tasksOf(problem).map((task, index) => ({
        ...task,
        isTriangular: problem.tasks[index]?.isTriangular ?? false,
      }))
      const result = changed(kernel, padVectors(weights, inputDim), (address) =>
        kernel.descend({ weights: address, tasks, inputDim, steps, ...settings }),
      )
      weights.set(unpadVectors(result, inputDim))
    },
  })
}

const createReluSteppers = (kernel: ReluKernel) => {
  const tasksOf = createTaskStore(kernel, {
    ...{ copies: 2, inputs: packReluInputs, targets: packReluTargets },
  })
  return (problem: DescentProblem, hiddenWidth: number): Stepper => ({
    entriesPerSlice: 40_000_000 / hiddenWidth,
    advance: (weights, { settings, steps }) => {
      const shape = { inputDim: problem.inputDim, hiddenWidth }
      const tasks = tasksOf(problem)
      const result = changed(kernel, padReluWeights(weights, shape), (address) =>
        kernel.descend({ weights: address, tasks, steps, ...shape, ...settings }),
      )
      weights.set(unpadReluWeights(result, shape))
    },
  })
}

/** One kernel for each kind of network. */
export interface Kernels {
  diagonal: DiagonalKernel
  relu: ReluKernel
}

/** Makes what takes the steps of a problem; its arrays must not be changed afterwards. */
export const createKernelSteppers = ({ diagonal, relu }: Kernels): OpenStepper => {
  const openDiagonal = createDiagonalSteppers(diagonal)
  const openRelu = createReluSteppers(relu)
  return (problem) =>
    problem.hiddenWidth === undefined
      ? openDiagonal(problem)
      : openRelu(problem, problem.hiddenWidth)
}
