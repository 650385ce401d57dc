/** Tasks for any kind of network, from settings that name it. */
import type { AnyTasks } from './networks.ts'
import { createReluTasks, reluAuxiliaryKey, type ReluTaskSettings } from './relu/reluTasks.ts'
import { auxiliaryKey, createTasks, type RegressionData, type TaskSettings } from './tasks.ts'

export type AnyTaskSettings =
  ({ network: 'diagonal' } & TaskSettings) | ({ network: 'relu' } & ReluTaskSettings)

/** `createTasks` or `createReluTasks`. */
export const createAnyTasks = (settings: AnyTaskSettings, knownAux?: RegressionData): AnyTasks =>
  settings.network === 'relu'
    ? createReluTasks(settings, knownAux)
    : createTasks(settings, knownAux)

/** Everything that the auxiliary rows depend on. */
export const anyAuxiliaryKey = (settings: AnyTaskSettings): string =>
  settings.network === 'relu' ? `relu ${reluAuxiliaryKey(settings)}` : auxiliaryKey(settings)
