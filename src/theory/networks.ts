/** The kinds of networks there are, by the tasks and problems that belong to them. */
import type { DescentProblem } from './descent.ts'
import { diagonalDescent, diagonalNetworkOf } from './diagonalNetworkOf.ts'
import type { Network, NetworkId, ReferenceDescent } from './network.ts'
import { reluNetworkOf, reluReference } from './relu/reluNetworkOf.ts'
import type { ReluTaskPair } from './relu/reluTasks.ts'
import type { TaskPair } from './tasks.ts'

/** Two tasks of any kind of network. */
export type AnyTasks = TaskPair | ReluTaskPair

export const networkOf = (tasks: AnyTasks): Network =>
  tasks.network === 'relu' ? reluNetworkOf(tasks) : diagonalNetworkOf(tasks)

/** The kind of network that a problem is for. */
export const networkIdOf = ({ hiddenWidth }: Pick<DescentProblem, 'hiddenWidth'>): NetworkId =>
  hiddenWidth === undefined ? 'diagonal' : 'relu'

const REFERENCES: Record<NetworkId, ReferenceDescent> = {
  diagonal: diagonalDescent,
  relu: reluReference,
}

/** The float64 reference for a problem. */
export const referenceFor = (problem: DescentProblem): ReferenceDescent =>
  REFERENCES[networkIdOf(problem)]
