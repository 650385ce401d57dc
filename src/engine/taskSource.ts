/** Draws tasks, and keeps the auxiliary rows of the last few for the next run. */
import {
  auxiliaryKey,
  createTasks,
  type RegressionData,
  type TaskPair,
  type TaskSettings,
} from '../theory/tasks.ts'

const SIZE = 4

export type TaskSource = (settings: TaskSettings) => TaskPair

export const createTaskSource = (): TaskSource => {
  const known = new Map<string, RegressionData>()
  return (settings) => {
    const key = auxiliaryKey(settings)
    const tasks = createTasks(settings, known.get(key))
    known.delete(key)
    known.set(key, tasks.aux)
    const [oldest] = known.keys()
    if (known.size > SIZE && oldest !== undefined) known.delete(oldest)
    return tasks
  }
}
