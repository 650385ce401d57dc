/** Exact ends and trained networks of many data seeds, for what chapters claim. */
import {
  startSettingsOf,
  taskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../../src/protocol/spec.ts'
import { createKernelSteppers } from '../../src/kernels/kernelSteppers.ts'
import { solveExactEnd } from '../../src/theory/exactWay.ts'
import { solvePretraining } from '../../src/theory/exactPretraining.ts'
import { METHOD_RECIPES, type MethodId } from '../../src/theory/methodRecipes.ts'
import {
  effectiveFeatures,
  groupShares,
  relativeGeneralizationLoss,
} from '../../src/theory/metrics.ts'
import {
  startingWeights,
  trainMethod,
  type TrainingContext,
} from '../../src/theory/referenceTrainer.ts'
import { finish } from '../../src/theory/sliced.ts'
import { createTasks, predict, type TaskPair } from '../../src/theory/tasks.ts'
import { openKernel, openRelu } from '../kernels/openKernel.ts'

export const seedsUpTo = (last: number): number[] =>
  Array.from({ length: last }, (_, index) => index + 1)

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2
}

/** How many values are true. */
export const count = (values: readonly boolean[]): number => values.filter(Boolean).length

/** The same as `create`, called once for each key. */
const remembering = <T>(create: (spec: RunSpec) => T, keyOf: (spec: RunSpec) => unknown) => {
  const known = new Map<string, T>()
  return (spec: RunSpec): T => {
    const key = JSON.stringify(keyOf(spec))
    const found = known.get(key) ?? create(spec)
    known.set(key, found)
    return found
  }
}

/** Auxiliary rows are drawn once for all tasks that share them. */
const auxOf = remembering(
  (spec) => createTasks(taskSettingsOf(spec)).aux,
  ({ inputDim, auxActive, auxSamples, labelNoise, dataSeed }) => [
    ...[inputDim, auxActive, auxSamples, labelNoise, dataSeed],
  ],
)

export const tasksOf = remembering(
  (spec) => createTasks(taskSettingsOf(spec), auxOf(spec)),
  taskSettingsOf,
)

const contextOf = (spec: RunSpec): TrainingContext => ({
  tasks: tasksOf(spec),
  start: startSettingsOf(spec),
  settings: trainingSettingsOf(spec),
  reducesRows: true,
})

/** Weights at the end of exact pretraining, shape 4 × D. */
export const pretrainedWeights = (spec: RunSpec): Float64Array => {
  const context = contextOf(spec)
  return solvePretraining(context, taskSettingsOf(spec), () => context.tasks.aux)
}

export interface Outcome {
  beta: Float64Array
  tasks: TaskPair
  /** Error on new inputs, relative to the zero function's. */
  error: number
  /** Effective number of features. */
  features: number
  /** Shares of Σ|β|. */
  shares: ReturnType<typeof groupShares>
}

const outcomeOf = (beta: Float64Array, tasks: TaskPair): Outcome => ({
  beta,
  tasks,
  error: relativeGeneralizationLoss(beta, tasks.mainTeacher),
  features: effectiveFeatures(beta),
  shares: groupShares(beta, tasks.groups),
})

/** Where gradient flow ends. */
export const exactEnd = (spec: RunSpec, method: MethodId): Outcome => {
  const context = contextOf(spec)
  const recipe = METHOD_RECIPES[method]
  const pretrained = recipe.startsFrom === 'pretraining' ? pretrainedWeights(spec) : undefined
  const weights = startingWeights(recipe, context, pretrained)
  const { beta } = finish(solveExactEnd(method, { main: context.tasks.main, weights }))
  return outcomeOf(beta, context.tasks)
}

let steppers: ReturnType<typeof createKernelSteppers> | undefined

/** Where training ends, by the page's own rules and its WebAssembly kernel. */
export const trainedEnd = (spec: RunSpec, method: MethodId): Outcome => {
  steppers ??= createKernelSteppers({ diagonal: openKernel(), relu: openRelu() })
  const context = contextOf(spec)
  const { beta } = trainMethod(method, { ...context, openStepper: steppers })
  return outcomeOf(beta, context.tasks)
}

/** Measures the same settings at each of these data seeds. */
export const overSeeds =
  (seeds: readonly number[]) =>
  <T>(base: RunSpec, change: Partial<RunSpec>, measure: (spec: RunSpec) => T): T[] =>
    seeds.map((dataSeed) => measure({ ...base, ...change, dataSeed }))

export const errorsOf = (outcomes: readonly Outcome[]): number[] =>
  outcomes.map(({ error }) => error)

/** The largest |Xβ − y| on the main task's rows. */
export const misfitOf = ({ beta, tasks: { main } }: Outcome): number =>
  Math.max(
    ...predict(main.inputs, beta).map((value, row) => Math.abs(value - (main.targets[row] ?? NaN))),
  )

export interface Claim {
  /** Word for word as the chapter has it. */
  sentence: string
  /** What is measured, over how many seeds, and by which margin it must hold. */
  measured: string
  check: () => void
}
