/** What takes the steps in a race, or in the benchmark, whichever way it computes them. */
import type { DescentProblem } from '../../theory/descent.ts'

/** What is trained: networks of one shape with data of their own, from the same first weights. */
export interface SteppedTraining {
  problems: readonly DescentProblem[]
  /** First weights of each network, in the layout of its kind. */
  start: Float64Array
  /** η */
  learningRate: number
}

export interface Stepper {
  /** Takes, or only queues, so many gradient steps of all networks. */
  advance(steps: number): void
  /** Weights of the first network after all steps so far, in the same layout; waits for them. */
  read(): Promise<Float64Array>
  dispose(): void
}
