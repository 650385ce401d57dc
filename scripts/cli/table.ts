/** A table with one row per run, each written as soon as it is known. */
import { InputError } from './fields.ts'
import { lockOutput } from './lock.ts'
import { createAppender, kindOf, openPipe, readFormer } from './tableFile.ts'
import type { Terminal } from './terminal.ts'

type Cell = string | number | boolean | null

interface TableRow {
  /** The first cells, which say which run the row belongs to. */
  settings: readonly Cell[]
  /** The other cells; empty where there is no finite number. */
  compute: () => readonly Cell[]
}

export interface Table {
  /** Names of the columns. */
  header: readonly string[]
  rows: readonly TableRow[]
  /** The file, pipe or device that the table goes to (an absolute path), or “-”: standard output. */
  output: string
}

const lineOf = (cells: readonly Cell[]): string => cells.map((cell) => cell ?? '').join(',')

/** Why a line of the file is not the one that this table has there; nothing if it is. */
const isPlanned = ({ header, rows }: Table, line: string, index: number): boolean => {
  if (index === 0) return line === lineOf(header)
  const planned = rows[index - 1]
  return (
    planned !== undefined &&
    line.startsWith(`${lineOf(planned.settings)},`) &&
    line.split(',').length === header.length
  )
}

/**
 * How many lines an earlier call has finished, and how many bytes they are. A line without its end
 * was cut off while it was written and does not count.
 */
const countFinished = (table: Table): { lines: number; bytes: number } => {
  const text = readFormer(table.output) ?? ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const lines = whole.split('\n').slice(0, -1)
  const isCutHeader = lines.length > 0 || lineOf(table.header).startsWith(text)
  const wrong = isCutHeader ? lines.findIndex((line, at) => !isPlanned(table, line, at)) : 0
  if (wrong >= 0) {
    throw new InputError(
      `OUT “${table.output}” holds more or something else than the beginning of this sweep (line ${wrong + 1}).`,
    )
  }
  return { lines: lines.length, bytes: Buffer.byteLength(whole) }
}

const BAR_WIDTH = 30

const progressLine = (finished: number, total: number): string => {
  const filled = Math.round((BAR_WIDTH * finished) / total)
  return `\r[${'█'.repeat(filled)}${'·'.repeat(BAR_WIDTH - filled)}] ${finished}/${total} runs`
}

/** Computes and appends the lines that are not yet in the file. */
const fillFile = (table: Table, terminal: Terminal): void => {
  const { header, rows, output } = table
  const finished = countFinished(table)
  const append = createAppender(output, finished.bytes)
  const show = (count: number): void => {
    if (terminal.isTerminal) terminal.complain(progressLine(count, rows.length))
  }
  const rowsFinished = Math.max(0, finished.lines - 1)
  try {
    if (finished.lines === 0) append(`${lineOf(header)}\n`)
    show(rowsFinished)
    rows.slice(rowsFinished).forEach(({ settings, compute }, index) => {
      append(`${lineOf([...settings, ...compute()])}\n`)
      show(rowsFinished + index + 1)
    })
  } finally {
    if (terminal.isTerminal) terminal.complain('\n')
  }
}

/** Computes all lines for somebody who reads them as they come. */
const stream = ({ header, rows }: Table, write: (text: string) => void): void => {
  write(`${lineOf(header)}\n`)
  for (const { settings, compute } of rows) write(`${lineOf([...settings, ...compute()])}\n`)
}

/**
 * Computes and appends the rows that are not yet in the file. Interrupted, the same call goes on
 * where it was; while it runs, no other call writes the file. A pipe, a device or standard output
 * gets the whole table.
 * @throws InputError if the file holds another table, or its path cannot be written
 * @throws FailureError if another call writes the file, or the machine fails while this one does
 */
export const fillTable = (table: Table, terminal: Terminal): void => {
  const { output } = table
  const kind = kindOf(output)
  if (kind === 'standard') {
    stream(table, (text) => terminal.write(text))
    return
  }
  if (kind === 'pipe') {
    const { write, close } = openPipe(output)
    try {
      stream(table, write)
    } finally {
      close()
    }
    return
  }
  const unlock = lockOutput(output)
  try {
    fillFile(table, terminal)
  } finally {
    unlock()
  }
}
