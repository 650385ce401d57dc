/** The ladder as a table: one row per dot, and one per point of each line. */
import type { Cell, DataTable } from '../../charts/export/csv.ts'
import type { LadderState } from '../../store/ladder.ts'
import { levelAt, type LadderLevel, type LadderSummary } from '../../store/ladderSummary.ts'
import { axisText } from '../sweepWords.ts'

const isKnown = (value: number | undefined): value is number =>
  value !== undefined && !Number.isNaN(value)

/** Errors relative to the zero function's; dots name their data seed, medians how many they are of. */
export const ladderRows = (
  { subject, seeds }: LadderState,
  { columns, errors, singleTask, multiTask }: LadderSummary,
): DataTable => {
  const { control, grid, multiTask: standIn } = subject
  const { values } = grid
  const dots = seeds.flatMap((seed, row) =>
    values.map((value, column): Cell[] => [
      ...[value, 'finetuned', seed, null],
      errors[row * values.length + column] ?? NaN,
    ]),
  )
  const multiTaskName = standIn === 'trained' ? 'multi-task, median' : 'smallest group norm, median'
  const lines: [string, (column: number) => LadderLevel | undefined][] = [
    ['finetuned, median', (column) => columns[column]],
    ['single task, median', (column) => levelAt(singleTask, column)],
    [multiTaskName, (column) => levelAt(multiTask, column)],
  ]
  const points = lines.flatMap(([name, levelOf]) =>
    values.map((value, column): Cell[] => {
      const { median = NaN, count = 0 } = levelOf(column) ?? {}
      return [value, name, null, `${String(count)} of ${String(seeds.length)}`, median]
    }),
  )
  return {
    columns: [axisText(control), 'network', 'data seed', 'seeds', 'error (zero function = 1)'],
    rows: [...dots, ...points].filter((row) => isKnown(row.at(-1) as number)), // as built above
  }
}
