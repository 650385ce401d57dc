/** Draws tasks, and keeps the auxiliary rows of the last few for the next run. */
import { anyAuxiliaryKey, createAnyTasks, type AnyTaskSettings } from '../theory/anyTasks.ts'
import type { AnyTasks } from '../theory/networks.ts'
import type { RegressionData } from '../theory/tasks.ts'

const SIZE = 4

export type TaskSource = (settings: AnyTaskSettings) => AnyTasks

export const createTaskSource = (): TaskSource => {
  const known = new Map<string, RegressionData>()
  return (settings) => {
    const key = anyAuxiliaryKey(settings)
    const tasks = createAnyTasks(settings, known.get(key))
    known.delete(key)
    known.set(key, tasks.aux)
    const [oldest] = known.keys()
    if (known.size > SIZE && oldest !== undefined) known.delete(oldest)
    return tasks
  }
}
