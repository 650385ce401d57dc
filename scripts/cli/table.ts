/** A table with one row per run, each written as soon as it is known. */
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { InputError } from './fields.ts'
import type { Terminal } from './runCli.ts'

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
  /** The file that the table goes to. */
  output: string
}

const lineOf = (cells: readonly Cell[]): string => cells.map((cell) => cell ?? '').join(',')

const readFormer = (output: string): string => {
  try {
    return readFileSync(output, 'utf8')
  } catch {
    throw new InputError(`OUT “${output}” cannot be read.`)
  }
}

/**
 * How many rows an earlier call has finished. A line without its end was cut off while it was
 * written and is dropped.
 */
const countFinished = ({ output, header, rows: plan }: Table): number => {
  if (!existsSync(output)) return 0
  const text = readFormer(output)
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const [first, ...rows] = whole.split('\n').slice(0, -1)
  const isOurs =
    (first === undefined ? lineOf(header).startsWith(text) : first === lineOf(header)) &&
    rows.length <= plan.length &&
    rows.every((row, index) => {
      const planned = plan[index]
      return planned !== undefined && row.startsWith(`${lineOf(planned.settings)},`)
    })
  if (!isOurs) {
    throw new InputError(
      `OUT “${output}” holds more or something else than the beginning of this sweep.`,
    )
  }
  if (whole.length < text.length) truncateSync(output, Buffer.byteLength(whole))
  return rows.length
}

const writeHeader = ({ output, header }: Table): void => {
  try {
    writeFileSync(output, `${lineOf(header)}\n`)
  } catch {
    throw new InputError(`OUT “${output}” cannot be written.`)
  }
}

const BAR_WIDTH = 30

const progressLine = (finished: number, total: number): string => {
  const filled = Math.round((BAR_WIDTH * finished) / total)
  return `\r[${'█'.repeat(filled)}${'·'.repeat(BAR_WIDTH - filled)}] ${finished}/${total} runs`
}

/**
 * Computes and appends the rows that are not yet in the file. Interrupted, the same call goes on
 * where it was.
 * @throws InputError if the file holds another table, or cannot be read or written
 */
export const fillTable = (table: Table, terminal: Terminal): void => {
  const { rows, output } = table
  const finished = countFinished(table)
  const show = (count: number): void => {
    if (terminal.isTerminal) terminal.complain(progressLine(count, rows.length))
  }
  if (finished === 0) writeHeader(table)
  show(finished)
  rows.slice(finished).forEach(({ settings, compute }, index) => {
    appendFileSync(output, `${lineOf([...settings, ...compute()])}\n`)
    show(finished + index + 1)
  })
  if (terminal.isTerminal) terminal.complain('\n')
}
