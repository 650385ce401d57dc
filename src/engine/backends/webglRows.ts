/**
 * How training rows lie in textures, whatever the kind of network. Four rows form a group, which is
 * one texel of targets or residuals. Each task begins a new column of groups; missing rows are zero.
 *
 * Groups are folded into short columns: a texture one texel high would leave half of each 2 × 2
 * block of fragments idle, and software rendering, which shares out rows of texels among processors,
 * would use only one.
 */
import type { DescentProblem } from '../../theory/descent.ts'
import type { Extent } from './webglGrid.ts'

/** Rows in a texel. */
const GROUP_ROWS = 4

/** Groups in a column of a tile of residuals. */
export const GROUP_FOLD = 4

export interface RowLayout {
  /** T */
  taskCount: number
  /** Columns of a tile of residuals that belong to the first task, and to all tasks. */
  firstColumns: number
  columns: number
  /** Row g mod 4, column ⌊g / 4⌋: targets or residuals of the four rows of group g. */
  residualTile: Extent
}

/** Columns of a tile of residuals that a task of this many rows takes. */
const columnCount = (rows: number): number => Math.ceil(rows / (GROUP_ROWS * GROUP_FOLD))

/** @param rows of each task */
export const rowLayoutOf = (rows: readonly number[]): RowLayout => {
  const columns = rows.reduce((sum, count) => sum + columnCount(count), 0)
  return {
    taskCount: rows.length,
    firstColumns: columnCount(rows[0] ?? 0),
    columns,
    residualTile: { width: columns, height: GROUP_FOLD },
  }
}

/** A training row, with its group and its place in it. */
export interface PlacedRow {
  task: number
  row: number
  group: number
  channel: number
}

/** Calls back for every training row of a problem. */
export const forEachRow = ({ tasks }: DescentProblem, visit: (row: PlacedRow) => void): void => {
  let firstGroup = 0
  tasks.forEach(({ rows }, task) => {
    for (let row = 0; row < rows; row += 1) {
      const group = firstGroup + Math.floor(row / GROUP_ROWS)
      visit({ task, row, group, channel: row % GROUP_ROWS })
    }
    firstGroup += GROUP_FOLD * columnCount(rows)
  })
}
