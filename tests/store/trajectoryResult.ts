/** Exact trajectories of a few points, as the pool answers them. */
import type { ExactPath, TrajectoryResult } from '../../src/protocol/computing.ts'
import type { MethodId } from '../../src/theory/methodRecipes.ts'
import { TASK } from './fakes.ts'

/** At steps 0, 1, 10 and 100; the losses fall from 1 by a factor of 100 to 10⁻⁶, then 10⁻⁹. */
export const trajectoryResult = (
  betas: Partial<Record<MethodId, number[][]>>,
): TrajectoryResult => {
  const paths: Partial<Record<MethodId, ExactPath>> = {}
  for (const [method, rows] of Object.entries(betas)) {
    paths[method as MethodId] = {
      betas: Float64Array.from(rows.flat()),
      trainingLoss: Float64Array.of(1, 1e-2, 1e-6, 1e-9),
      generalizationLoss: Float64Array.of(1, 0.5, 0.25, 0.125),
    }
  }
  return { task: structuredClone(TASK), steps: Float64Array.of(0, 1, 10, 100), paths }
}

/** Finetuning that picks up the shared feature between 1 and 10 and the main one right after. */
export const FINETUNE_WAY = [
  [0, 0, 0, 0],
  [0, -0.1, 0, 0],
  [0, -0.6, 0.2, 0],
  [0, -0.6, 0.8, 0],
]
