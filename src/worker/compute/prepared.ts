/**
 * What the jobs of one thread share: drawn tasks and pretrained weights, each by the settings that
 * it depends on, so that neighbours of a drag or a sweep are cheap.
 */
import { pretrainingKey } from '../../engine/runCache.ts'
import type { Pretraining } from '../../protocol/computing.ts'
import {
  startSettingsOf,
  taskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../../protocol/spec.ts'
import { isTeacherTheEnd, solvePretrainingInSlices } from '../../theory/exactPretraining.ts'
import { pretrainInSlices, type TrainingContext } from '../../theory/referenceTrainer.ts'
import type { Sliced } from '../../theory/sliced.ts'
import {
  auxiliaryKey,
  createTasks,
  drawAuxiliary,
  NO_ROWS,
  type RegressionData,
  type TaskPair,
} from '../../theory/tasks.ts'
import { createSharedWork } from './sharedWork.ts'

export interface Prepared {
  /** The tasks of a spec without auxiliary rows. Shared: not to be changed or given away. */
  tasks: (spec: RunSpec) => Sliced<TaskPair>
  /** What training needs: the same with them, and what takes the steps. */
  training: (spec: RunSpec) => Sliced<TrainingContext>
  /** Weights at the end of pretraining, shape 4 × D; shared as well. */
  pretrained: (spec: RunSpec, pretraining: Pretraining) => Sliced<Float64Array>
}

/** Numbers kept of each kind: 32 MB. */
const NUMBERS_KEPT = 4_000_000

/** Everything that the tasks depend on, apart from the auxiliary rows. */
export const mainTaskKey = (spec: RunSpec): string =>
  JSON.stringify({ ...taskSettingsOf(spec), auxSamples: 0 })

/** Everything that the exact end of pretraining depends on. */
const solvedPretrainingKey = (spec: RunSpec): string => {
  const settings = taskSettingsOf(spec)
  // Where the teacher is the end, the number of rows plays no part.
  const auxSamples = isTeacherTheEnd(settings) ? spec.inputDim : spec.auxSamples
  return JSON.stringify([
    auxiliaryKey({ ...settings, auxSamples }),
    ...[spec.initScale, spec.initSpread, spec.initSeed],
  ])
}

/** Everything that pretrained weights depend on. */
export const pretrainedKey = (spec: RunSpec, pretraining: Pretraining): string =>
  pretraining === 'solved'
    ? `solved ${solvedPretrainingKey(spec)}`
    : `trained ${pretrainingKey(spec)}`

export const contextOf = (spec: RunSpec, tasks: TaskPair): TrainingContext => ({
  tasks,
  start: startSettingsOf(spec),
  settings: trainingSettingsOf(spec),
  reducesRows: true,
})

/**
 * What takes the steps where something is trained: undefined until that is known, null where it is
 * the float64 reference.
 */
export interface StepperSource {
  current: TrainingContext['openStepper'] | null
}

export const REFERENCE: StepperSource = { current: null }

export const createPrepared = (steppers: StepperSource = REFERENCE): Prepared => {
  const knownTasks = createSharedWork<TaskPair>(NUMBERS_KEPT, ({ main }) => main.inputs.length)
  const knownRows = createSharedWork<RegressionData>(NUMBERS_KEPT, ({ inputs }) => inputs.length)
  const knownWeights = createSharedWork<Float64Array>(NUMBERS_KEPT, ({ length }) => length)

  const tasks = (spec: RunSpec): Sliced<TaskPair> =>
    knownTasks(mainTaskKey(spec), function* () {
      yield
      return createTasks(taskSettingsOf(spec), NO_ROWS)
    })
  function* wholeTasks(spec: RunSpec): Sliced<TaskPair> {
    const drawn = yield* tasks(spec)
    const aux = yield* knownRows(auxiliaryKey(spec), function* () {
      yield
      return drawAuxiliary(taskSettingsOf(spec), drawn.auxTeacher)
    })
    return { ...drawn, aux }
  }
  function* solve(spec: RunSpec): Sliced<Float64Array> {
    const settings = taskSettingsOf(spec)
    const needsRows = !isTeacherTheEnd(settings)
    const drawn = yield* needsRows ? wholeTasks(spec) : tasks(spec)
    return yield* solvePretrainingInSlices(contextOf(spec, drawn), settings, () => drawn.aux)
  }
  function* training(spec: RunSpec): Sliced<TrainingContext> {
    const drawn = yield* wholeTasks(spec)
    // The same job must give the same bits, however soon it is asked for.
    while (steppers.current === undefined) yield
    return { ...contextOf(spec, drawn), openStepper: steppers.current ?? undefined }
  }
  function* train(spec: RunSpec): Sliced<Float64Array> {
    return (yield* pretrainInSlices(yield* training(spec))).weights
  }
  return {
    tasks,
    training,
    pretrained: (spec, pretraining) =>
      knownWeights(pretrainedKey(spec, pretraining), () =>
        pretraining === 'solved' ? solve(spec) : train(spec),
      ),
  }
}
