/**
 * One run of a sweep. Methods with a closed end (STL, PT+FT and their probes) are solved exactly:
 * their final loss is that of the end point of gradient flow, their best loss the smallest along the
 * exact trajectory up to the step limit and at its end. The others are trained by the float64
 * reference.
 *
 * Pretraining is solved too, by the end point on the auxiliary rows. Measured at n₁ = 1024 without
 * noise: 0.06 s against 0.2 s of training at D = 200, 0.7 s against 72 s at D = 1000; with noise at
 * D = 200, 0.02 s against 16 s. And it is the better answer: training stops at its threshold, 1e-4
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
import { probingStrength } from '../../src/theory/diagonalNetwork.ts'
import {
  METHOD_RECIPES,
  PRETRAINING_RECIPE,
  type MethodId,
} from '../../src/theory/methodRecipes.ts'
import { relativeGeneralizationLoss } from '../../src/theory/metrics.ts'
import { startingWeights, trainMethod } from '../../src/theory/referenceTrainer.ts'
import type { TrainingContext } from '../../src/theory/referenceTrainer.ts'
import { solveEndPoint } from '../../src/theory/solvers/endPoint.ts'
import { solveFlow, solveProbeFlow } from '../../src/theory/solvers/flow.ts'
import { weightsAfter, type NetworkWeights } from '../../src/theory/solvers/growth.ts'
import { solveLinearProbe } from '../../src/theory/solvers/linearProbe.ts'
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

/** Times looked at per factor of ten, as in training. */
const TIMES_PER_DECADE = 32

const vectorsOf = (weights: Float64Array): NetworkWeights => {
  const inputDim = weights.length / 4
  const vector = (row: number): Float64Array =>
    weights.subarray(row * inputDim, (row + 1) * inputDim)
  return { wPlus: vector(0), wMinus: vector(1), vPlus: vector(2), vMinus: vector(3) }
}

/** Weights of shape 4 × D after the exact pretraining. */
const solvePretraining = (context: TrainingContext): Float64Array => {
  const start = vectorsOf(startingWeights(PRETRAINING_RECIPE, context))
  const { exponents } = solveEndPoint(context.tasks.aux, start)
  const { wPlus, wMinus, vPlus, vMinus } = weightsAfter(start, exponents)
  return Float64Array.from([...wPlus, ...wMinus, ...vPlus, ...vMinus])
}

/** κ, by which training divides the step of a probe; see methodRun.ts. */
const probingScale = (weights: Float64Array, { main, inputDim }: TaskPair): number => {
  const strength = probingStrength(weights, inputDim)
  const sum = main.inputs.reduce(
    (total, value, index) => total + (strength[index % inputDim] ?? 0) * value * value,
    0,
  )
  return sum / main.rows
}

/** Times from one step to the step limit, evenly on a logarithmic scale. */
const observedTimes = (stepLimit: number, timePerStep: number): number[] => {
  const count = Math.ceil(TIMES_PER_DECADE * Math.log10(stepLimit))
  return Array.from(
    { length: count + 1 },
    (_, index) => timePerStep * 10 ** ((Math.log10(stepLimit) * index) / count),
  )
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
  const { tasks, settings } = context
  const recipe = METHOD_RECIPES[method]
  const weights = startingWeights(recipe, context, pretrained)
  const network = vectorsOf(weights)
  if (recipe.phases[0]?.trainFirstLayer) {
    const { beta, iterations, status } = solveEndPoint(tasks.main, network)
    const times = observedTimes(settings.stepLimit, settings.learningRate)
    return { end: beta, iterations, status, betas: solveFlow(tasks.main, network, times).betas }
  }
  const timePerStep = settings.learningRate / (probingScale(weights, tasks) || 1)
  const times = observedTimes(settings.stepLimit, timePerStep)
  const { betas } = solveProbeFlow(tasks.main, network, times)
  return { end: solveLinearProbe(tasks.main, network), betas, iterations: 0, status: 'solved' }
}

/** One phase on the main task alone has a closed end. */
const isSolvable = (method: MethodId): boolean => {
  const { phases } = METHOD_RECIPES[method]
  return phases.length === 1 && phases[0]?.tasks === 'main'
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
    const weights = pretrainedWeights.get(key) ?? solvePretraining(context)
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
    if (isSolvable(method)) {
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
