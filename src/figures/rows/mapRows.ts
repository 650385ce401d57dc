/** The regime map as a table: one row per cell. */
import type { DataTable } from '../../charts/export/csv.ts'
import type { MapCells } from '../../charts/map/types.ts'
import type { MapState } from '../../store/regimeMap.ts'
import { seedsAt } from '../../store/mapSummary.ts'
import { axisText } from '../sweepWords.ts'

/** @param shown what the cells hold */
export const mapRows = (state: MapState, cells: MapCells, shown: string): DataTable => {
  const { columns, rows } = state.subject
  const width = columns.grid.values.length
  const cellAt = (index: number): string | number => {
    if (cells.kind === 'values') return cells.values[index] ?? NaN
    return cells.categories[cells.indices[index] ?? -1]?.label ?? ''
  }
  const seedsText = (index: number): string => {
    const { known, all } = seedsAt(state, index)
    return `${String(known)} of ${String(all)}`
  }
  return {
    columns: [
      axisText(columns.control),
      axisText(rows.control),
      shown,
      'seeds (0: as its neighbour)',
    ],
    rows: rows.grid.values.flatMap((rowValue, row) =>
      columns.grid.values.map((value, column) => [
        ...[value, rowValue, cellAt(row * width + column)],
        seedsText(row * width + column),
      ]),
    ),
  }
}
