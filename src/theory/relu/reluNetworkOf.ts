/** The ReLU network before two tasks, as training sees it. */
import type { DescentProblem } from '../descent.ts'
import type { Network, Output, ReferenceDescent, TaskName } from '../network.ts'
import { createReluWorkspace, descendRelu, measureRelu, type ReluProblem } from './reluDescent.ts'
import { expectedReluError, reluZeroLoss } from './reluError.ts'
import { featureCoefficients, unitFeatures } from './reluFeatures.ts'
import {
  initialReluWeights,
  reluUnits,
  reluWeightCount,
  rescaleReluForFinetuning,
  type ReluUnits,
} from './reluNetwork.ts'
import { reluProbingScale } from './reluProbe.ts'
import { reluStepScale } from './stepScale.ts'
import type { ReluTaskPair } from './reluTasks.ts'

export const reluNetworkOf = (pair: ReluTaskPair): Network => {
  const { inputDim, hiddenWidth, teachers } = pair
  const shape = { inputDim, hiddenWidth }
  const teacherOf = (task: TaskName): ReluUnits => (task === 'main' ? teachers.main : teachers.aux)
  const studentOf = ({ weights, readout }: Output): ReluUnits => reluUnits(weights, shape, readout)
  const zeroLosses = {
    auxiliary: reluZeroLoss(teachers.aux) || 1,
    main: reluZeroLoss(teachers.main) || 1,
  }
  const scaleOf = (weights: Float64Array): number =>
    reluProbingScale(reluUnits(weights, shape, 0), pair.main)
  return {
    id: 'relu',
    isLinear: false,
    problem: (tasks) => ({ inputDim, hiddenWidth, tasks }),
    initialWeights: (start, tasks) => initialReluWeights({ ...start, ...shape, tasks }),
    rescaleForFinetuning: (weights, start) => rescaleReluForFinetuning(weights, shape, start),
    zeroLoss: (task) => zeroLosses[task],
    generalizationLoss: (output) =>
      expectedReluError(studentOf(output), teacherOf(output.task)) / zeroLosses[output.task],
    probingScale: scaleOf,
    stepScale: (weights, tasks) => {
      const names: TaskName[] = tasks === 'both' ? ['auxiliary', 'main'] : [tasks]
      const rows = names.includes('auxiliary') ? pair.aux.rows : pair.main.rows
      return reluStepScale(reluUnits(weights, shape, 0), names.map(teacherOf), rows)
    },
    coefficients: (output) => {
      const teacher = teacherOf(output.task)
      return featureCoefficients(unitFeatures(studentOf(output), teacher), teacher.readouts.length)
    },
    units: (output) => {
      const { directions, readouts } = studentOf(output)
      const weights = new Float64Array(directions.length + readouts.length)
      weights.set(directions)
      weights.set(readouts, directions.length)
      return { inputDim, weights }
    },
    describeTask: () => ({
      featureCount: pair.mainTeacher.length,
      groups: pair.groups,
      auxTeacher: pair.auxTeacher.slice(),
      mainTeacher: pair.mainTeacher.slice(),
      directions: {
        inputDim,
        auxiliary: teachers.aux.directions.slice(),
        main: teachers.main.directions.slice(),
      },
    }),
  }
}

/** @throws RangeError if the problem is not for a ReLU network */
const reluProblem = (problem: DescentProblem): ReluProblem => {
  const { hiddenWidth } = problem
  if (hiddenWidth === undefined) throw new RangeError('invalid problem: no hidden units')
  return { ...problem, hiddenWidth }
}

export const reluReference: ReferenceDescent = {
  weightCount: (problem) => reluWeightCount(reluProblem(problem), problem.tasks.length),
  measure: (weights, problem) => measureRelu(weights, reluProblem(problem)),
  open: (problem) => {
    const own = reluProblem(problem)
    const workspace = createReluWorkspace(own)
    return {
      entriesPerSlice: Math.max(1, 2_000_000 / own.hiddenWidth),
      advance: (weights, plan) => descendRelu(weights, own, { ...plan, workspace }),
    }
  },
}
