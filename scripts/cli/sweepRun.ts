/**
 * One run of a sweep. Methods with a closed end (STL, PT+FT and their probes) are solved exactly:
 * their final loss is that of the end point of gradient flow, their best loss the smallest along the
 * exact trajectory up to the step limit and at its end. The others are trained by the float64
 * reference.
 *
 * Pretraining is solved too: it ends at the teacher where the auxiliary rows determine it, and else
 * at the end point on these rows. Measured by the rows at n₁ = 1024 without noise: 0.06 s against
 * 0.2 s of training at D = 200, 0.7 s against 72 s at D = 1000; with noise at D = 200, 0.02 s
 * against 16 s. And it is the better answer: training stops at its threshold, 1e-4
 * away from β_aux, which moves later losses by up to a factor of two; the end point has β_aux to
 * 1e-15. (The weights of unused features then rest on rounding errors of that size against 2α²:
 * negligible for α ≥ 1e-6, the least a spec allows.)
 */
import {
  startSettingsOf,
  taskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../../src/protocol/spec.ts'
import { solvePretraining } from '../../src/theory/exactPretraining.ts'
import {
  hasExactEnd,
  observedSteps,
  solveExactEnd,
  solveExactWay,
} from '../../src/theory/exactWay.ts'
import { METHOD_RECIPES, type MethodId } from '../../src/theory/methodRecipes.ts'
import { relativeGeneralizationLoss } from '../../src/theory/metrics.ts'
import { startingWeights, trainMethod } from '../../src/theory/referenceTrainer.ts'
import type { TrainingContext } from '../../src/theory/referenceTrainer.ts'
import { finish } from '../../src/theory/sliced.ts'
import { auxiliaryKey, createTasks, type TaskPair } from '../../src/theory/tasks.ts'
import type { PlannedRun } from './sweepPlan.ts'

export interface RunResult {
  /** How the run was computed. */
  solver: 'exact' | 'trained'
  status: string
  finalLoss: number
  bestLoss: number
  relativeFinalLoss: number
  relativeBestLoss: number
  /** Steps of training; 0 if it was solved. */
  steps: number
  /** Newton steps of the end point; 0 if it was trained or needed none. */
  iterations: number
}

interface ExactRun {
  end: Float64Array
  betas: Float64Array[]
  iterations: number
  status: string
}

const solveExactly = (
  method: MethodId,
  context: TrainingContext,
  pretrained?: Float64Array,
): ExactRun => {
  const { main } = context.tasks
  const weights = startingWeights(METHOD_RECIPES[method], context, pretrained)
  const { beta, iterations, status } = finish(solveExactEnd(method, { main, weights }))
  const steps = observedSteps(context.settings.stepLimit)
  const betas = finish(solveExactWay(method, { context, weights }, steps))
  return { end: beta, iterations, status, betas }
}

/** Computes runs one after another; keeps auxiliary rows and pretrained weights between them. */
export const createRunner = (): ((planned: PlannedRun) => RunResult) => {
  const pretrainedWeights = new Map<string, Float64Array>()
  let known: { key: string; tasks: TaskPair } | undefined

  const drawTasks = (spec: RunSpec): TaskPair => {
    const settings = taskSettingsOf(spec)
    const key = auxiliaryKey(settings)
    const tasks = createTasks(settings, known?.key === key ? known.tasks.aux : undefined)
    known = { key, tasks }
    return tasks
  }

  const pretrainedFor = (spec: RunSpec, context: TrainingContext): Float64Array => {
    const { initScale, initSpread, initSeed } = spec
    const key = `${auxiliaryKey(taskSettingsOf(spec))} ${initScale} ${initSpread} ${initSeed}`
    const weights =
      pretrainedWeights.get(key) ??
      solvePretraining(context, taskSettingsOf(spec), () => context.tasks.aux)
    pretrainedWeights.clear()
    pretrainedWeights.set(key, weights)
    return weights
  }

  return ({ spec, method }) => {
    const tasks = drawTasks(spec)
    const context: TrainingContext = {
      tasks,
      start: startSettingsOf(spec),
      settings: trainingSettingsOf(spec),
      reducesRows: true,
    }
    const isPretrained = METHOD_RECIPES[method].startsFrom === 'pretraining'
    const pretrained = isPretrained ? pretrainedFor(spec, context) : undefined
    const zeroLoss = tasks.mainTeacher.reduce((sum, value) => sum + value * value, 0)
    const losses = (final: number, best: number) => ({
      finalLoss: final * zeroLoss,
      bestLoss: best * zeroLoss,
      relativeFinalLoss: final,
      relativeBestLoss: best,
    })
    const lossOf = (beta: Float64Array): number =>
      relativeGeneralizationLoss(beta, tasks.mainTeacher)
    if (hasExactEnd(method)) {
      const { end, betas, iterations, status } = solveExactly(method, context, pretrained)
      const final = lossOf(end)
      const best = betas.reduce((least, beta) => Math.min(least, lossOf(beta)), final)
      return { solver: 'exact', status, ...losses(final, best), steps: 0, iterations }
    }
    const { run, beta } = trainMethod(method, context, pretrained)
    return {
      solver: 'trained',
      status: run.status,
      ...losses(lossOf(beta), Math.min(run.bestGeneralizationLoss, lossOf(beta))),
      steps: run.step,
      iterations: 0,
    }
  }
}
