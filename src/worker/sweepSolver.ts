/**
 * Relative errors at the exact end points of one data seed over several rescaling factors
 * (docs/model.md, "Exact end point"). Each seed is drawn and pretrained once.
 */
import type { SweptErrors, SweepUnit } from '../protocol/sweeping.ts'
import { sweepKey } from '../protocol/sweeping.ts'
import {
  startSettingsOf,
  taskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../protocol/spec.ts'
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
import { relativeGeneralizationLoss } from '../theory/metrics.ts'
import { startingWeights, type TrainingContext } from '../theory/referenceTrainer.ts'
import { createTasks, type TaskPair } from '../theory/tasks.ts'
import { createPretrainer, createWarmSolver } from './specSolver.ts'

/** A few settings' worth of 24 seeds. */
const PRETRAINED_KEPT = 96

/** What a seed's units share. */
interface Prepared {
  /** Without the auxiliary rows, which are large and no longer needed. */
  tasks: TaskPair
  /** Shape 4 × D. */
  pretrained: Float64Array
  singleTask: number
}

const contextOf = (spec: RunSpec, tasks: TaskPair): TrainingContext => ({
  tasks,
  start: startSettingsOf(spec),
  settings: trainingSettingsOf(spec),
  reducesRows: true,
})

/** The error of one method; starts from the solution of the call before. */
const createMeasure = () => {
  const solve = createWarmSolver()
  return (method: MethodId, context: TrainingContext, pretrained: Float64Array): number => {
    const { tasks } = context
    const weights = startingWeights(METHOD_RECIPES[method], context, pretrained)
    const { status, beta } = solve(method, tasks, weights)
    return status === 'stalled' ? NaN : relativeGeneralizationLoss(beta, tasks.mainTeacher)
  }
}

const NO_ROWS = { rows: 0, inputs: new Float64Array(0), targets: new Float64Array(0) }

export const createSweepSolver = (): ((unit: SweepUnit) => SweptErrors) => {
  const pretrainedWeights = createPretrainer(PRETRAINED_KEPT)
  const prepared = new Map<number, Prepared>()
  let key = ''

  const prepare = (spec: RunSpec): Prepared => {
    const drawn = createTasks(taskSettingsOf(spec))
    const pretrained = pretrainedWeights(spec, contextOf(spec, drawn))
    const tasks = { ...drawn, aux: NO_ROWS }
    const singleTask = createMeasure()('singleTask', contextOf(spec, tasks), pretrained)
    return { tasks, pretrained, singleTask }
  }

  return ({ spec, rescales }) => {
    const nowKey = sweepKey(spec)
    if (nowKey !== key) prepared.clear()
    key = nowKey
    const seed = prepared.get(spec.dataSeed) ?? prepare(spec)
    prepared.set(spec.dataSeed, seed)
    // Fresh for each unit, so that numbers do not depend on what was asked before.
    const measure = createMeasure()
    const errors = Float64Array.from(rescales, (rescale) =>
      measure('finetune', contextOf({ ...spec, rescale }, seed.tasks), seed.pretrained),
    )
    return { errors, singleTask: seed.singleTask }
  }
}
