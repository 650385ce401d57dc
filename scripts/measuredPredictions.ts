/** What is measured in advance for questions whose answers take too long to compute on a page. */
import { PREDICTIONS } from '../src/protocol/predictions.ts'
import {
  startSettingsOf,
  taskSettingsOf,
  trainingSettingsOf,
  type RunSpec,
} from '../src/protocol/spec.ts'
import { groupShares } from '../src/theory/metrics.ts'
import { trainMethod } from '../src/theory/referenceTrainer.ts'
import { finish } from '../src/theory/sliced.ts'
import { createTasks, type FeatureGroups } from '../src/theory/tasks.ts'
import type { PreparedRuns } from '../src/worker/compute/trained/preparedRuns.ts'

const digits = (value: number, count: number): number => Number(value.toPrecision(count))

/** Shares of Σ|β| of a trained multi-task network by feature group, for one data seed. */
export const measureShares = (dataSeed: number): Record<keyof FeatureGroups, number> => {
  const spec: RunSpec = { ...PREDICTIONS.together.spec, dataSeed }
  const tasks = createTasks(taskSettingsOf(spec))
  const { beta } = trainMethod('multiTask', {
    tasks,
    start: startSettingsOf(spec),
    settings: trainingSettingsOf(spec),
    reducesRows: true,
  })
  const { auxOnly, shared, mainOnly, unused } = groupShares(beta, tasks.groups)
  // What is smaller than a millionth is no part of a picture.
  const rounded = (share: number): number => Number(share.toFixed(6))
  return {
    auxOnly: rounded(auxOnly),
    shared: rounded(shared),
    mainOnly: rounded(mainOnly),
    unused: rounded(unused),
  }
}

/** Relative errors at the end of finetuning for each c, for one data seed. */
export const measureErrors = (
  runs: PreparedRuns,
  dataSeed: number,
  columns: readonly number[] = PREDICTIONS.directions.columns,
): number[] =>
  columns.map((rescale) => {
    const spec: RunSpec = { ...PREDICTIONS.directions.spec, rescale, dataSeed }
    return digits(finish(runs.end(spec, 'finetune')).final, 4)
  })
