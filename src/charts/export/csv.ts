/** Tables as comma-separated values, as spreadsheets and statistics programs read them (RFC 4180). */

import { inertText } from '../../text/csvText.ts'

export type Cell = string | number | null

export interface DataTable {
  /** Names with their units. */
  columns: readonly string[]
  rows: readonly (readonly Cell[])[]
}

/** Numbers in full precision; nothing for what is not known. */
const cellText = (cell: Cell): string => {
  if (typeof cell === 'number') return Number.isNaN(cell) ? '' : String(cell)
  if (cell === null) return ''
  const text = inertText(cell)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The table under lines that begin with `#`. */
export const csvOf = ({ columns, rows }: DataTable, comments: readonly string[]): string =>
  [
    ...comments.map((comment) => `# ${comment.replaceAll(/\s+/g, ' ')}`),
    ...[columns, ...rows].map((cells) => cells.map(cellText).join(',')),
    '',
  ].join('\r\n')
