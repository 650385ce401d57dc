/**
 * One run of a sweep. Methods with a closed end (STL, PT+FT and their probes) are solved exactly;
 * the others are trained by the float64 reference, after the same exact pretraining.
 */
import { startSettingsOf, taskSettingsOf, trainingSettingsOf } from '../../src/protocol/spec.ts'
import { hasExactEnd } from '../../src/theory/exactWay.ts'
import { METHOD_RECIPES, type MethodId } from '../../src/theory/methodRecipes.ts'
import { trainMethod, type TrainingContext } from '../../src/theory/referenceTrainer.ts'
import {
  auxiliaryKey,
  createTasks,
  drawAuxiliary,
  NO_ROWS,
  type RegressionData,
  type TaskPair,
  type TaskSettings,
} from '../../src/theory/tasks.ts'
import { solveExactly } from './exactRun.ts'
import { createPretrainer } from './pretraining.ts'
import type { PlannedRun } from './sweepPlan.ts'
import { bestUntilStop, trainingLossOf, type ObservedPoint } from './trajectory.ts'

/** Expected squared errors on fresh rows, |β − β_main|²; null where there is no finite one. */
interface Losses {
  /** At the end of the flow, or where training ended. */
  final: number | null
  /** The smallest on the way, up to the step limit, and at the end. */
  best: number | null
  /** The smallest until the training loss reaches the stop threshold or the steps their limit. */
  bestUntilStop: number | null
}

interface Outcome {
  /** How the run was computed. */
  solver: 'exact' | 'trained'
  status: string
  losses: Losses
  /** Steps of training; of a solved run, until the training loss reaches the stop threshold. */
  steps: number | null
  /** Newton steps of the end point; 0 if it was trained or needed none. */
  iterations: number
}

/** A row's results; the relative losses are divided by the zero function's loss, |β_main|². */
export interface RunResult {
  solver: string
  status: string
  finalLoss: number | null
  bestLoss: number | null
  bestLossUntilStop: number | null
  relativeFinalLoss: number | null
  relativeBestLoss: number | null
  relativeBestLossUntilStop: number | null
  steps: number | null
  iterations: number
}

const distanceSquared = (beta: Float64Array, teacher: Float64Array): number =>
  beta.reduce((sum, value, d) => sum + (value - (teacher[d] ?? 0)) ** 2, 0)

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null)

const solveRun = (
  method: MethodId,
  context: TrainingContext,
  pretrained?: Float64Array,
): Outcome => {
  const { main, mainTeacher } = context.tasks
  const run = solveExactly(method, context, pretrained)
  const { status, iterations, timePerStep } = run
  const final = distanceSquared(run.end, mainTeacher)
  const points = run.betas.map((beta, index): ObservedPoint => {
    const loss = distanceSquared(beta, mainTeacher)
    return { time: run.times[index] ?? 0, loss, trainingLoss: trainingLossOf(main, beta) }
  })
  if (points.length === 0) {
    const losses = { final: finiteOrNull(final), best: null, bestUntilStop: null }
    return {
      solver: 'exact',
      status: `${status}; trajectory lost`,
      losses,
      steps: null,
      iterations,
    }
  }
  const stop = bestUntilStop(points, context.settings.stopLoss)
  const best = points.reduce((least, { loss }) => Math.min(least, loss), final)
  const losses = {
    final: finiteOrNull(final),
    best: finiteOrNull(best),
    bestUntilStop: finiteOrNull(stop.loss),
  }
  return { solver: 'exact', status, losses, steps: Math.round(stop.time / timePerStep), iterations }
}

const trainRun = (
  method: MethodId,
  context: TrainingContext,
  pretrained?: Float64Array,
): Outcome => {
  const { mainTeacher } = context.tasks
  const { run, beta } = trainMethod(method, context, pretrained)
  const final = distanceSquared(beta, mainTeacher)
  const zero = mainTeacher.reduce((sum, value) => sum + value * value, 0)
  const best = finiteOrNull(Math.min(run.bestGeneralizationLoss * zero, final))
  const losses = { final: finiteOrNull(final), best, bestUntilStop: best }
  return { solver: 'trained', status: run.status, losses, steps: run.step, iterations: 0 }
}

const resultOf = (outcome: Outcome, tasks: TaskPair): RunResult => {
  const { losses, ...others } = outcome
  const zero = tasks.mainTeacher.reduce((sum, value) => sum + value * value, 0)
  const relative = (loss: number | null): number | null => (loss === null ? null : loss / zero)
  return {
    ...others,
    finalLoss: losses.final,
    bestLoss: losses.best,
    bestLossUntilStop: losses.bestUntilStop,
    relativeFinalLoss: relative(losses.final),
    relativeBestLoss: relative(losses.best),
    relativeBestLossUntilStop: relative(losses.bestUntilStop),
  }
}

/** Auxiliary rows, drawn when they are asked for; the last ones are kept. */
const createAuxiliarySource = () => {
  let known: { key: string; rows: RegressionData } | undefined
  return (settings: TaskSettings, auxTeacher: Float64Array): RegressionData => {
    const key = auxiliaryKey(settings)
    const rows = known?.key === key ? known.rows : drawAuxiliary(settings, auxTeacher)
    known = { key, rows }
    return rows
  }
}

export type Runner = (planned: PlannedRun) => RunResult

/** Computes a run from nothing but what `pretrain` and `auxiliaryRows` remember. */
const createComputation = (): Runner => {
  const auxiliaryRows = createAuxiliarySource()
  const pretrain = createPretrainer()
  return ({ spec, method, protocol }) => {
    const { auxEntries, mainEntries, pretraining } = protocol
    const settings = { ...taskSettingsOf(spec), auxEntries, mainEntries }
    const drawn = createTasks(settings, NO_ROWS)
    const drawAux = (): RegressionData => auxiliaryRows(settings, drawn.auxTeacher)
    const recipe = METHOD_RECIPES[method]
    const seesAuxiliary = recipe.phases.some((phase) => phase.tasks !== 'main')
    const tasks = seesAuxiliary ? { ...drawn, aux: drawAux() } : drawn
    const context: TrainingContext = {
      tasks,
      start: startSettingsOf(spec),
      settings: trainingSettingsOf(spec),
      reducesRows: true,
    }
    const pretrained =
      recipe.startsFrom === 'pretraining'
        ? pretrain({ context, settings, length: pretraining, drawAux })
        : undefined
    const compute = hasExactEnd(method) ? solveRun : trainRun
    return resultOf(compute(method, context, pretrained), tasks)
  }
}

/** Everything that a run depends on: without pretraining there is no rescaling. */
const keyOf = ({ spec, method, protocol }: PlannedRun): string => {
  const isPretrained = METHOD_RECIPES[method].startsFrom === 'pretraining'
  const ignored = isPretrained ? {} : { rescale: 0, readoutInit: 0, readoutTied: true }
  return JSON.stringify([method, { ...spec, ...ignored, methods: [] }, protocol])
}

const RESULTS_KEPT = 256

/**
 * Computes runs one after another; keeps auxiliary rows, pretrained weights and results, since
 * neighbours in a sweep often differ only in what one of their methods does not depend on.
 */
export const createRunner = (): Runner => {
  const compute = createComputation()
  const known = new Map<string, RunResult>()
  return (planned) => {
    const key = keyOf(planned)
    const result = known.get(key) ?? compute(planned)
    known.set(key, result)
    const [oldest] = known.keys()
    if (known.size > RESULTS_KEPT && oldest !== undefined) known.delete(oldest)
    return result
  }
}
