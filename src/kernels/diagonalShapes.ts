/** How problems of diagonal networks lie in the kernel's memory (assembly/step.ts). */
import type { Address } from './address.ts'
import { padded, type StoredTask } from './kernelInstance.ts'
import { BLOCK_ROWS, GROUP_FEATURES } from './rowShares.ts'

/** D, padded. */
export const paddedDim = (inputDim: number): number => padded(inputDim, GROUP_FEATURES)
export const paddedRows = (rows: number): number => padded(rows, BLOCK_ROWS)

/** One task in the kernel's memory. */
export interface KernelTask extends StoredTask {
  /** X is upper triangular or trapezoidal: what lies left of its diagonal is passed over. */
  isTriangular: boolean
  /** Where XᵀX lies, of the task of a network that is trained by what has moved. */
  gram?: Address | undefined
}

/** One model, and what is done with it. */
export interface KernelDescent {
  /** (2 + 2T) × padded D, float64; changed in place. */
  weights: Address
  /** Of a network that is trained by what has moved: what is known of its gradient. */
  state?: Address | undefined
  tasks: readonly KernelTask[]
  inputDim: number
  steps: number
  learningRate: number
  weightDecay: number
  trainFirstLayer: boolean
}

const TASK_NUMBERS = 8

/** The descriptions of tasks, one after the other; `more` is what follows the first three numbers. */
export const describeTasks = (
  tasks: readonly KernelTask[],
  more: (task: KernelTask, index: number) => readonly number[],
): number[] =>
  tasks.flatMap((task, index) => {
    const own = [task.inputs, task.targets, Number(task.isTriangular), ...more(task, index)]
    return Array.from({ length: TASK_NUMBERS }, (_, place) => own[place] ?? 0)
  })

/** The numbers 2η/N and 1 − ηλ of a descent. */
export const ratesOf = ({ tasks, learningRate, weightDecay }: KernelDescent) => ({
  rate: (2 * learningRate) / tasks.reduce((sum, { rows }) => sum + rows, 0),
  keep: 1 - learningRate * weightDecay,
})
