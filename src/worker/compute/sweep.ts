/** Some points of one data seed (docs/model.md, "The rescaling ladder"). */
import type { SweepJob, SweepResult } from '../../protocol/computing.ts'
import type { Sliced } from '../../theory/sliced.ts'
import type { Prepared } from './prepared.ts'
import { createSharedWork } from './sharedWork.ts'
import { MEASURE_FUNCTIONS, openSite, type SweepMemory } from './sweepPoint.ts'
import { createWarmSolver } from './warmStarts.ts'

/** Measures kept for points that have them in common. */
const NUMBERS_KEPT = 2_000

export const createSweepSolver = (
  prepared: Prepared,
): ((job: SweepJob, tell: (share: number) => void) => Sliced<SweepResult>) => {
  const numbers = createSharedWork<readonly number[]>(NUMBERS_KEPT, ({ length }) => length)
  const memory: SweepMemory = { prepared, numbers }
  return function* ({ spec, points, measures }, tell) {
    // Fresh for each job, so that no number depends on what was asked before.
    const solve = createWarmSolver()
    const values = new Float64Array(points.length * measures.length)
    let filled = 0
    for (const point of points) {
      const site = yield* openSite({ ...spec, ...point }, memory, solve)
      for (const measure of measures) {
        values[filled] = yield* MEASURE_FUNCTIONS[measure](site)
        filled += 1
        tell(filled / values.length)
      }
    }
    return { values }
  }
}
