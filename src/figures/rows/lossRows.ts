/** The loss curves as a table: one row per point, trained and exact. */
import type { Cell, DataTable } from '../../charts/export/csv.ts'
import { METHODS } from '../../protocol/methods.ts'
import type { RunKey } from '../../protocol/messages.ts'
import type { TrainingState } from '../../store/training.ts'

const COLUMNS = [
  'curve',
  'network',
  'step',
  'training loss (zero function = 1)',
  'error on new inputs (zero function = 1)',
]

interface Points {
  steps: ArrayLike<number>
  trainingLoss: ArrayLike<number>
  generalizationLoss: ArrayLike<number>
  length: number
}

const nameOf = (key: RunKey): string => (key === 'pretraining' ? 'Pretraining' : METHODS[key].label)

const rowsOf = (curve: string, key: RunKey, points: Points): Cell[][] =>
  Array.from({ length: points.length }, (_, index): Cell[] => [
    curve,
    nameOf(key),
    points.steps[index] ?? null,
    points.trainingLoss[index] ?? null,
    points.generalizationLoss[index] ?? null,
  ])

/** Losses relative to the zero function's, by gradient step. */
export const lossRows = ({ curves, trajectory }: TrainingState): DataTable => ({
  columns: COLUMNS,
  rows: [
    ...[...curves].flatMap(([key, { step, ...columns }]) =>
      rowsOf('trained', key, { steps: step, ...columns }),
    ),
    ...Object.entries(trajectory?.paths ?? {}).flatMap(([method, path]) =>
      rowsOf('exact flow', method as RunKey, {
        steps: trajectory?.steps ?? [],
        ...path,
        length: trajectory?.steps.length ?? 0,
      }),
    ),
  ],
})
