/** The regime map as a table: one row per cell. */
import type { DataTable } from '../../charts/export/csv.ts'
import type { MapCells } from '../../charts/map/types.ts'
import type { MapState } from '../../store/regimeMap.ts'
import { axisText } from '../sweepWords.ts'

/** @param shown what the cells hold */
export const mapRows = ({ subject }: MapState, cells: MapCells, shown: string): DataTable => {
  const { columns, rows } = subject
  const width = columns.grid.values.length
  const cellAt = (index: number): string | number => {
    if (cells.kind === 'values') return cells.values[index] ?? NaN
    return cells.categories[cells.indices[index] ?? -1]?.label ?? ''
  }
  return {
    columns: [axisText(columns.control), axisText(rows.control), shown],
    rows: rows.grid.values.flatMap((rowValue, row) =>
      columns.grid.values.map((value, column) => [value, rowValue, cellAt(row * width + column)]),
    ),
  }
}
