/**
 * What the jobs of one thread share for networks whose ends must be trained: drawn tasks, pretrained
 * weights and finished runs, each by the settings that it depends on.
 */
import { snapshotOf } from '../../../engine/participant.ts'
import { pretrainingKey } from '../../../engine/runCache.ts'
import {
  anyTaskSettingsOf,
  startSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../../../protocol/spec.ts'
import { anyAuxiliaryKey, createAnyTasks } from '../../../theory/anyTasks.ts'
import { METHOD_RECIPES, type MethodId } from '../../../theory/methodRecipes.ts'
import type { AnyTasks } from '../../../theory/networks.ts'
import {
  pretrainInSlices,
  trainMethodInSlices,
  type TrainingContext,
} from '../../../theory/referenceTrainer.ts'
import { awaited, type Sliced } from '../../../theory/sliced.ts'
import { NO_ROWS, type RegressionData } from '../../../theory/tasks.ts'
import { pretrainingPlace, type Pretrainings } from '../../pretrainings.ts'
import type { StepperSource } from '../prepared.ts'
import { createSharedWork } from '../sharedWork.ts'

/** What a finished run is asked for. */
export interface RunEnd {
  /** Error on fresh rows relative to the zero function's: at the end, and the smallest. */
  final: number
  best: number
  /** Coefficients of the main task. */
  beta: Float64Array
  weights: Float64Array
}

export interface PreparedRuns {
  /** Tasks without auxiliary rows. Shared: not to be changed or given away. */
  tasks: (spec: RunSpec) => Sliced<AnyTasks>
  pretrained: (spec: RunSpec) => Sliced<Float64Array>
  /** Where a method ends; shared as well. */
  end: (spec: RunSpec, method: MethodId) => Sliced<RunEnd>
}

/** Numbers kept of each kind: 32 MB. */
const NUMBERS_KEPT = 4_000_000

/** Settings that a method does not know, set to one value. */
const ignoredBy = (method: MethodId): Partial<RunSpec> => {
  const unused = { methods: [], ...(method === 'probeThenFinetune' ? {} : { probeLoss: 0 }) }
  if (METHOD_RECIPES[method].startsFrom === 'pretraining') return unused
  const rescaling = { rescale: 0, readoutInit: 0, readoutTied: true }
  return method === 'multiTask'
    ? { ...unused, ...rescaling }
    : { ...unused, ...rescaling, auxSamples: 0, auxLearningRate: 0 }
}

export const createPreparedRuns = (
  steppers: StepperSource,
  pretrainings: Pretrainings | null,
): PreparedRuns => {
  const knownTasks = createSharedWork<AnyTasks>(NUMBERS_KEPT, ({ main }) => main.inputs.length)
  const knownRows = createSharedWork<RegressionData>(NUMBERS_KEPT, ({ inputs }) => inputs.length)
  const knownWeights = createSharedWork<Float64Array>(NUMBERS_KEPT, ({ length }) => length)
  const knownEnds = createSharedWork<RunEnd>(NUMBERS_KEPT, ({ weights }) => weights.length)

  const tasks = (spec: RunSpec): Sliced<AnyTasks> =>
    knownTasks(JSON.stringify(anyTaskSettingsOf(spec)), function* () {
      yield
      return createAnyTasks(anyTaskSettingsOf(spec), NO_ROWS)
    })
  function* context(spec: RunSpec): Sliced<TrainingContext<AnyTasks>> {
    const aux = yield* knownRows(anyAuxiliaryKey(anyTaskSettingsOf(spec)), function* () {
      yield
      return createAnyTasks(anyTaskSettingsOf(spec)).aux
    })
    const drawn = { ...(yield* tasks(spec)), aux }
    // The same job must give the same bits, however soon it is asked for.
    while (steppers.current === undefined) yield
    return {
      tasks: drawn,
      start: startSettingsOf(spec),
      settings: trainingSettingsOf(spec),
      openStepper: steppers.current ?? undefined,
    }
  }
  const pretrained = (spec: RunSpec): Sliced<Float64Array> =>
    knownWeights(pretrainingKey(spec), function* () {
      const whole = yield* context(spec)
      // The kernel takes the very steps of the engine; the reference would leave other last digits.
      const engine = whole.openStepper === undefined ? 'cpu' : 'wasm'
      const place = pretrainingPlace(spec, { engine, isExact: true })
      const found = pretrainings === null ? undefined : yield* awaited(pretrainings.find(place))
      if (found !== undefined) return found.weights
      const { run, weights } = yield* pretrainInSlices(whole)
      const snapshot = snapshotOf({ key: 'pretraining', run }, weights, 0)
      void pretrainings?.keep(place, { weights, snapshot })
      return weights
    })
  return {
    tasks,
    pretrained,
    end: (spec, method) =>
      knownEnds(`${method} ${JSON.stringify({ ...spec, ...ignoredBy(method) })}`, function* () {
        const isPretrained = METHOD_RECIPES[method].startsFrom === 'pretraining'
        const start = isPretrained ? yield* pretrained(spec) : undefined
        const whole = yield* context(spec)
        const { run, beta, weights } = yield* trainMethodInSlices(method, whole, start)
        const final = run.observations.at(-1)?.generalizationLoss ?? NaN
        return { final, best: Math.min(final, run.bestGeneralizationLoss), beta, weights }
      }),
  }
}
