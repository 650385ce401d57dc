/** The diagonal linear network before two tasks, as training sees it. */
import { createWorkspace, descend, measure } from './descent.ts'
import {
  coefficients,
  initialWeights,
  probingStrength,
  rescaleForFinetuning,
  vectorCount,
} from './diagonalNetwork.ts'
import { relativeGeneralizationLoss } from './metrics.ts'
import type { Network, Output, ReferenceDescent, TaskName } from './network.ts'
import type { TaskPair } from './tasks.ts'

const sumOfSquares = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value * value, 0)

const probingScale = ({ inputDim, main }: TaskPair, weights: Float64Array): number => {
  const strength = probingStrength(weights, inputDim)
  let sum = 0
  for (let index = 0; index < main.inputs.length; index += 1) {
    sum += (strength[index % inputDim] ?? 0) * (main.inputs[index] ?? 0) ** 2
  }
  return sum / main.rows
}

export const diagonalNetworkOf = (pair: TaskPair): Network => {
  const { inputDim, auxTeacher, mainTeacher } = pair
  const teacherOf = (task: TaskName): Float64Array => (task === 'main' ? mainTeacher : auxTeacher)
  const coefficientsOf = ({ weights, readout }: Output): Float64Array =>
    coefficients(weights, inputDim, readout)
  return {
    id: 'diagonal',
    isLinear: true,
    problem: (tasks) => ({ inputDim, tasks }),
    initialWeights: (start, tasks) => initialWeights({ ...start, inputDim, tasks }),
    rescaleForFinetuning: (weights, { rescale, readoutInit }) =>
      rescaleForFinetuning(weights, rescale, readoutInit),
    zeroLoss: (task) => sumOfSquares(teacherOf(task)) || 1,
    generalizationLoss: (output) =>
      relativeGeneralizationLoss(coefficientsOf(output), teacherOf(output.task)),
    probingScale: (weights) => probingScale(pair, weights),
    stepScale: () => 1,
    coefficients: coefficientsOf,
    describeTask: () => ({
      featureCount: inputDim,
      groups: pair.groups,
      auxTeacher: auxTeacher.slice(),
      mainTeacher: mainTeacher.slice(),
    }),
    units: () => null,
  }
}

export const diagonalDescent: ReferenceDescent = {
  weightCount: ({ inputDim, tasks }) => vectorCount(tasks.length) * inputDim,
  measure,
  open: (problem) => {
    const workspace = createWorkspace(problem)
    return {
      entriesPerSlice: 1_000_000,
      advance: (weights, plan) => descend(weights, problem, { ...plan, workspace }),
    }
  },
}
