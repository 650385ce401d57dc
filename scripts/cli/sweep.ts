/** `sweep FILE --csv OUT`: one row per run, written as soon as it is known. */
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { SWEEP_FIELDS } from './sweepFields.ts'
import { InputError } from './fields.ts'
import type { Terminal } from './runCli.ts'
import { planSweep, type PlannedRun } from './sweepPlan.ts'
import { PROTOCOL_FIELDS } from './sweepProtocol.ts'
import { createRunner, type Runner, type RunResult } from './sweepRun.ts'

const RESULTS = [
  'solver',
  'status',
  'finalLoss',
  'bestLoss',
  'bestLossUntilStop',
  'relativeFinalLoss',
  'relativeBestLoss',
  'relativeBestLossUntilStop',
  'steps',
  'iterations',
] as const satisfies readonly (keyof RunResult)[]

const SETTINGS = ['method', ...SWEEP_FIELDS, 'readoutTied', ...PROTOCOL_FIELDS]
const HEADER = [...SETTINGS, ...RESULTS].join(',')

/** The columns that say which run a row belongs to. */
const settingsOf = ({ spec, method, protocol }: PlannedRun): string =>
  [
    method,
    ...SWEEP_FIELDS.map((field) => spec[field]),
    spec.readoutTied,
    ...PROTOCOL_FIELDS.map((field) => protocol[field]),
  ].join(',')

/** A cell is empty where there is no finite number; the status says why. */
const rowOf = (planned: PlannedRun, result: RunResult): string =>
  [settingsOf(planned), ...RESULTS.map((name) => result[name] ?? '')].join(',')

const readFormer = (output: string): string => {
  try {
    return readFileSync(output, 'utf8')
  } catch {
    throw new InputError(`OUT “${output}” cannot be read.`)
  }
}

/**
 * How many runs an earlier call has finished. A line without its end was cut off while it was
 * written and is dropped.
 */
const countFinished = (output: string, plan: readonly PlannedRun[]): number => {
  if (!existsSync(output)) return 0
  const text = readFormer(output)
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const [header, ...rows] = whole.split('\n').slice(0, -1)
  const isOurs =
    (header === undefined ? HEADER.startsWith(text) : header === HEADER) &&
    rows.length <= plan.length &&
    rows.every((row, index) => {
      const planned = plan[index]
      return planned !== undefined && row.startsWith(`${settingsOf(planned)},`)
    })
  if (!isOurs) {
    throw new InputError(
      `OUT “${output}” holds more or something else than the beginning of this sweep.`,
    )
  }
  if (whole.length < text.length) truncateSync(output, Buffer.byteLength(whole))
  return rows.length
}

const writeHeader = (output: string): void => {
  try {
    writeFileSync(output, `${HEADER}\n`)
  } catch {
    throw new InputError(`OUT “${output}” cannot be written.`)
  }
}

const BAR_WIDTH = 30

const progressLine = (finished: number, total: number): string => {
  const filled = Math.round((BAR_WIDTH * finished) / total)
  return `\r[${'█'.repeat(filled)}${'·'.repeat(BAR_WIDTH - filled)}] ${finished}/${total} runs`
}

/** The contents of FILE, and where the rows go. */
export interface SweepOrder {
  input: Readonly<Record<string, unknown>>
  output: string
}

/**
 * Runs what of the sweep is not yet in the file OUT. Interrupted, the same call goes on where it was.
 * @param compute a runner that has already pretrained for other sweeps may save time
 * @throws InputError if the file describes no sweep, or OUT belongs to another one
 */
export const runSweep = (
  { input, output }: SweepOrder,
  terminal: Terminal,
  compute: Runner = createRunner(),
): void => {
  const plan = planSweep(input)
  const finished = countFinished(output, plan)
  const show = (count: number): void => {
    if (terminal.isTerminal) terminal.complain(progressLine(count, plan.length))
  }
  if (finished === 0) writeHeader(output)
  show(finished)
  plan.slice(finished).forEach((planned, index) => {
    appendFileSync(output, `${rowOf(planned, compute(planned))}\n`)
    show(finished + index + 1)
  })
  if (terminal.isTerminal) terminal.complain('\n')
}
