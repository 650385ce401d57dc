/** What happens on the exact trajectory as a table: one row per plateau, pickup and end. */
import type { DataTable } from '../../charts/export/csv.ts'
import { METHODS } from '../../protocol/methods.ts'
import type { TrajectoryState } from '../../store/trajectory.ts'
import type { MethodId } from '../../theory/methodRecipes.ts'

const WORDS = { plateau: 'plateau', pickup: 'feature picked up', converged: 'converged' } as const

/** Steps are gradient steps since the start of the main task; features count from 1. */
export const trajectoryRows = ({ phases }: Pick<TrajectoryState, 'phases'>): DataTable => ({
  columns: ['network', 'what happens', 'from step', 'to step', 'feature'],
  rows: Object.entries(phases).flatMap(([method, list]) =>
    list.map((phase) => [
      METHODS[method as MethodId].label,
      WORDS[phase.kind],
      phase.kind === 'plateau' ? phase.from : phase.step,
      phase.kind === 'plateau' ? phase.to : phase.step,
      phase.kind === 'pickup' ? phase.feature + 1 : null,
    ]),
  ),
})
