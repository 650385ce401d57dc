/** What crosses between the page and the solver thread, which computes exact end points. */
import type { MethodId } from '../theory/methodRecipes.ts'
import type { TaskDescription } from './messages.ts'
import type { RunSpec } from './spec.ts'

/** A newer request replaces all older ones. */
export interface SolveCommand {
  request: number
  spec: RunSpec
}

/** Where gradient flow ends, for every chosen method that has an exact answer. */
export type ExactEnds = Partial<Record<MethodId, Float64Array>>

export type SolveReport =
  | {
      type: 'solved'
      request: number
      task: TaskDescription
      ends: ExactEnds
      /** β of the auxiliary task after pretraining, if any method pretrains. */
      pretrained: Float64Array | null
    }
  /** Nothing is lost: training shows the same, later. */
  | { type: 'unsolved'; request: number; text: string }
