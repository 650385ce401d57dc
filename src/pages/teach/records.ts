/** What was pasted, line by line; a quoted cell of a table may hold several (RFC 4180). */

export interface TextRecord {
  /** Of the text, from 1. */
  line: number
  text: string
  /** Where it is a row of a table with quotes or tabs. */
  cells: readonly string[] | null
}

/** Longer cells are none: a quotation mark was left open. */
const MOST_LINES = 30

const CELL = String.raw`(?:"((?:[^"]|"")*)"|([^",;\t]*))`
const ROW = new RegExp(`^\\s*${CELL}(?:[ ]*[,;\\t][ ]*${CELL})*\\s*$`)
const CELLS = new RegExp(`(?:^\\s*|[ ]*[,;\\t][ ]*)${CELL}`, 'gy')

/** The cells of a row, where quotes or tabs make it one. */
const cellsOf = (text: string): string[] | null => {
  if (!/^\s*"|[,;\t]\s*"|\t/.test(text) || !ROW.test(text)) return null
  return [...text.matchAll(CELLS)].map(([, quoted, bare]) =>
    (quoted?.replaceAll('""', '"') ?? bare ?? '').trim(),
  )
}

const isOpen = (text: string): boolean =>
  /^\s*"|[,;\t]\s*"/.test(text) && (text.match(/"/g) ?? []).length % 2 === 1

/** How many lines from here on are one row of a table; 1 where no open quote closes. */
const linesOfRow = (lines: readonly string[], from: number): number => {
  let text = lines[from] ?? ''
  for (let count = 1; count <= MOST_LINES; count += 1) {
    if (!isOpen(text)) return count > 1 && cellsOf(text) === null ? 1 : count
    const next = lines[from + count]
    if (next === undefined) return 1
    text = `${text}\n${next}`
  }
  return 1
}

/** Mails put this before each line that they quote. */
const QUOTED_BY_MAIL = /^\s*(?:>\s?)+/

/** Empty ones are passed over. */
export const recordsIn = (text: string): TextRecord[] => {
  const lines = text.split(/\r\n?|[\n\u2028\u2029]/).map((line) => line.replace(QUOTED_BY_MAIL, ''))
  const records: TextRecord[] = []
  for (let at = 0; at < lines.length;) {
    const count = linesOfRow(lines, at)
    const whole = lines.slice(at, at + count).join('\n')
    if (whole.trim() !== '') records.push({ line: at + 1, text: whole, cells: cellsOf(whole) })
    at += count
  }
  return records
}
