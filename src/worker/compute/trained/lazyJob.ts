/**
 * Linear models on top of a network that stands still: ridge regression on its hidden activations,
 * and on its tangent features (docs/model.md, "ReLU networks").
 */
import type { LazyEnd, LazyJob, LazyResult } from '../../../protocol/computing.ts'
import { anyTaskSettingsOf, needsPretraining, startSettingsOf } from '../../../protocol/spec.ts'
import type { AnyTasks } from '../../../theory/networks.ts'
import { expectedGatedError } from '../../../theory/relu/gatedUnits.ts'
import { reluZeroLoss } from '../../../theory/relu/reluError.ts'
import { initialReluWeights, reluUnits, type ReluUnits } from '../../../theory/relu/reluNetwork.ts'
import { drawReluValidation, type ReluTaskPair } from '../../../theory/relu/reluTasks.ts'
import { fitTangent } from '../../../theory/relu/tangentKernel.ts'
import type { Sliced } from '../../../theory/sliced.ts'
import type { RegressionData } from '../../../theory/tasks.ts'
import type { PreparedRuns } from './preparedRuns.ts'

/** Rows by which the ridge is chosen. */
const VALIDATION_ROWS = 1024

interface LazyTask {
  pair: ReluTaskPair
  validation: RegressionData
}

function* fit(
  units: ReluUnits,
  { pair, validation }: LazyTask,
  trainFirstLayer: boolean,
): Sliced<LazyEnd> {
  const data = { training: pair.main, validation }
  const found = yield* fitTangent({ units, trainFirstLayer }, data)
  const teacher = pair.teachers.main
  const error = yield* expectedGatedError(found.units, teacher)
  return { error: error / (reluZeroLoss(teacher) || 1), ridge: found.ridge }
}

/** A probe begins without any readout. */
const withoutReadout = (units: ReluUnits): ReluUnits => ({
  ...units,
  readouts: new Float64Array(units.readouts.length),
})

const isRelu = (tasks: AnyTasks): tasks is ReluTaskPair => tasks.network === 'relu'

export const createLazySolver = (prepared: PreparedRuns) =>
  function* ({ spec }: LazyJob, tell: (share: number) => void): Sliced<LazyResult> {
    const pair = yield* prepared.tasks(spec)
    const settings = anyTaskSettingsOf(spec)
    if (!isRelu(pair) || settings.network !== 'relu') {
      return { probe: null, tangent: null, freshProbe: null, freshTangent: null }
    }
    const validation = drawReluValidation(settings, pair.teachers.main, VALIDATION_ROWS)
    const task: LazyTask = { pair, validation }
    const shape = { inputDim: pair.inputDim, hiddenWidth: pair.hiddenWidth }
    const fresh = reluUnits(
      initialReluWeights({ ...startSettingsOf(spec), ...shape, tasks: 1 }),
      shape,
      0,
    )
    const freshProbe = yield* fit(withoutReadout(fresh), task, false)
    tell(0.25)
    const freshTangent = yield* fit(fresh, task, true)
    tell(0.5)
    if (!needsPretraining(spec)) return { probe: null, tangent: null, freshProbe, freshTangent }
    const pretrained = reluUnits(yield* prepared.pretrained(spec), shape, 0)
    const probe = yield* fit(withoutReadout(pretrained), task, false)
    tell(0.75)
    const tangent = yield* fit(pretrained, task, true)
    return { probe, tangent, freshProbe, freshTangent }
  }
