/** Exact ends and trained networks of diagonal networks, one data seed at a time. */
import {
  startSettingsOf,
  taskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../../src/protocol/spec.ts'
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
import { createTasks, NO_ROWS, predict, type TaskPair } from '../../src/theory/tasks.ts'
import { openSteppers } from '../openTrainer.ts'
import type { Lab } from './lab.ts'

export const seedsUpTo = (last: number): number[] =>
  Array.from({ length: last }, (_, index) => index + 1)

/** How many values are true. */
export const count = (values: readonly boolean[]): number => values.filter(Boolean).length

/** The same as `create`, called once for each of the last `size` keys. */
const remembering = <T>(
  create: (spec: RunSpec) => T,
  { keyOf, size }: { keyOf: (spec: RunSpec) => unknown; size: number },
) => {
  const known = new Map<string, T>()
  return (spec: RunSpec): T => {
    const key = JSON.stringify(keyOf(spec))
    const found = known.get(key) ?? create(spec)
    known.set(key, found)
    const [oldest] = known.keys()
    if (known.size > size && oldest !== undefined) known.delete(oldest)
    return found
  }
}

/** Auxiliary rows are drawn once for all tasks that share them. */
const auxOf = remembering((spec) => createTasks(taskSettingsOf(spec)).aux, {
  keyOf: ({ inputDim, auxActive, auxSamples, labelNoise, dataSeed }) => [
    ...[inputDim, auxActive, auxSamples, labelNoise, dataSeed],
  ],
  size: 24,
})

/** Both tasks, without auxiliary rows: exact pretraining does without where they fix the teacher. */
export const tasksOf = remembering((spec) => createTasks(taskSettingsOf(spec), NO_ROWS), {
  keyOf: taskSettingsOf,
  size: 400,
})

const contextOf = (spec: RunSpec, tasks: TaskPair): TrainingContext => ({
  tasks,
  start: startSettingsOf(spec),
  settings: trainingSettingsOf(spec),
  reducesRows: true,
})

/** Weights at the end of exact pretraining, shape 4 × D. */
export const pretrainedWeights = (spec: RunSpec): Float64Array =>
  solvePretraining(contextOf(spec, tasksOf(spec)), taskSettingsOf(spec), () => auxOf(spec))

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

/** The weights that a method starts its main phase from, by exact pretraining. */
export const weightsAtStart = (spec: RunSpec, method: MethodId): Float64Array => {
  const recipe = METHOD_RECIPES[method]
  const pretrained = recipe.startsFrom === 'pretraining' ? pretrainedWeights(spec) : undefined
  return startingWeights(recipe, contextOf(spec, tasksOf(spec)), pretrained)
}

/** Where gradient flow from such weights ends. */
export const exactEndFrom = (spec: RunSpec, method: MethodId, weights: Float64Array): Outcome => {
  const tasks = tasksOf(spec)
  const { beta } = finish(solveExactEnd(method, { main: tasks.main, weights }))
  return outcomeOf(beta, tasks)
}

const ENDS: Readonly<Partial<Record<MethodId, (spec: RunSpec) => Outcome>>> = Object.fromEntries(
  (['singleTask', 'finetune'] as const).map((method) => [
    method,
    remembering((spec) => exactEndFrom(spec, method, weightsAtStart(spec, method)), {
      keyOf: (spec) => ({ ...spec, methods: [] }),
      size: 600,
    }),
  ]),
)

/** Where gradient flow ends. */
export const exactEnd = (spec: RunSpec, method: 'singleTask' | 'finetune'): Outcome =>
  ENDS[method]?.(spec) ?? exactEndFrom(spec, method, weightsAtStart(spec, method))

let steppers: ReturnType<typeof openSteppers> | undefined

/** Where training ends, by the page's own rules and its WebAssembly kernel. */
export const trainedEnd = (spec: RunSpec, method: MethodId, lab: Lab): Outcome => {
  const key = `${method} ${JSON.stringify({ ...spec, methods: [] })}`
  const beta = lab.remember(key, () => {
    steppers ??= openSteppers()
    const tasks = createTasks(taskSettingsOf(spec), auxOf(spec))
    const trained = trainMethod(method, { ...contextOf(spec, tasks), openStepper: steppers })
    return Array.from(trained.beta)
  })
  return outcomeOf(Float64Array.from(beta), tasksOf(spec))
}

/** The largest |Xβ − y| on the main task's rows. */
export const misfitOf = ({ beta, tasks: { main } }: Outcome): number =>
  Math.max(
    ...predict(main.inputs, beta).map((value, row) => Math.abs(value - (main.targets[row] ?? NaN))),
  )

/** |β − other|₂ */
export const distanceOf = (beta: Float64Array, other: Float64Array): number =>
  Math.hypot(...beta.map((value, d) => value - (other[d] ?? NaN)))
