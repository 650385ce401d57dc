/** The run that the page opens with, as it is stored. */
import type { RunKey } from '../src/protocol/messages.ts'
import {
  DEFAULT_SPEC,
  startSettingsOf,
  taskSettingsOf,
  trainingSettingsOf,
} from '../src/protocol/spec.ts'
import type { StoredRun } from '../src/store/precomputed.ts'
import { coefficients } from '../src/theory/diagonalNetwork.ts'
import { pretrain, trainMethod, type TrainedRun } from '../src/theory/referenceTrainer.ts'
import { createTasks } from '../src/theory/tasks.ts'

/** Five digits: more than a picture or a rounded number on the page can show. */
const rounded = (values: Iterable<number>): number[] =>
  Array.from(values, (value) => Number(value.toPrecision(5)))

const stored = (key: RunKey, { run, weights, beta }: TrainedRun): StoredRun['runs'][number] => {
  const last = run.observations.at(-1)
  const hasTwoTasks = run.problem.tasks.length > 1
  const column = (name: 'trainingLoss' | 'generalizationLoss'): number[] =>
    rounded(run.observations.map((point) => point[name]))
  return {
    key,
    beta: rounded(beta),
    auxBeta: hasTwoTasks ? rounded(coefficients(weights, run.tasks.inputDim, 0)) : null,
    step: run.step,
    status: run.status,
    learningRate: run.descent.learningRate,
    trainingLoss: last?.trainingLoss ?? 0,
    generalizationLoss: last?.generalizationLoss ?? 0,
    bestGeneralizationLoss: run.bestGeneralizationLoss,
    curve: {
      step: run.observations.map(({ step }) => step),
      trainingLoss: column('trainingLoss'),
      generalizationLoss: column('generalizationLoss'),
    },
  }
}

export const computeLandingRun = (): StoredRun => {
  const tasks = createTasks(taskSettingsOf(DEFAULT_SPEC))
  const context = {
    tasks,
    start: startSettingsOf(DEFAULT_SPEC),
    settings: trainingSettingsOf(DEFAULT_SPEC),
    reducesRows: true,
  }
  const pretrained = pretrain(context)
  const runs = [
    stored('pretraining', pretrained),
    ...DEFAULT_SPEC.methods.map((method) =>
      stored(method, trainMethod(method, context, pretrained.weights)),
    ),
  ]
  return {
    task: {
      featureCount: tasks.inputDim,
      groups: tasks.groups,
      auxTeacher: rounded(tasks.auxTeacher),
      mainTeacher: rounded(tasks.mainTeacher),
    },
    clockStep: Math.max(...runs.slice(1).map(({ step }) => step)),
    runs,
  }
}
