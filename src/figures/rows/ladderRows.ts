/** The ladder as a table: one row per dot, and one per point of each line. */
import type { Cell, DataTable } from '../../charts/export/csv.ts'
import type { LadderState } from '../../store/ladder.ts'
import type { LadderSummary } from '../../store/ladderSummary.ts'
import { axisText } from '../sweepWords.ts'

const isKnown = (value: number | undefined): value is number =>
  value !== undefined && !Number.isNaN(value)

/** Errors relative to the zero function's; dots name their data seed, medians none. */
export const ladderRows = (
  { subject, seeds }: LadderState,
  { columns, errors, singleTask, multiTask }: LadderSummary,
): DataTable => {
  const { control, grid, multiTask: standIn } = subject
  const { values } = grid
  const dots = seeds.flatMap((seed, row) =>
    values.map((value, column): Cell[] => [
      ...[value, 'finetuned', seed],
      errors[row * values.length + column] ?? NaN,
    ]),
  )
  const lines: [string, readonly number[]][] = [
    ['finetuned, median', columns.map(({ median }) => median)],
    ['single task, median', singleTask.medians],
    [
      standIn === 'trained' ? 'multi-task, median' : 'smallest group norm, median',
      multiTask.medians,
    ],
  ]
  const points = lines.flatMap(([name, medians]) =>
    values.map((value, column): Cell[] => [value, name, null, medians[column] ?? NaN]),
  )
  return {
    columns: [axisText(control), 'network', 'data seed', 'error (zero function = 1)'],
    rows: [...dots, ...points].filter((row) => isKnown(row.at(-1) as number)), // as built above
  }
}
