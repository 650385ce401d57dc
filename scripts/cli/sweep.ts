/** `sweep FILE --csv OUT`: one row per run. */
import { SWEEP_FIELDS } from './sweepFields.ts'
import type { Terminal } from './terminal.ts'
import { planSweep, type PlannedRun } from './sweepPlan.ts'
import { PROTOCOL_FIELDS } from './sweepProtocol.ts'
import { createRunner, type Runner, type RunResult } from './sweepRun.ts'
import { fillTable } from './table.ts'

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

/** The cells that say which run a row belongs to. */
const settingsOf = ({ spec, method, protocol }: PlannedRun) => [
  method,
  ...SWEEP_FIELDS.map((field) => spec[field]),
  spec.readoutTied,
  ...PROTOCOL_FIELDS.map((field) => protocol[field]),
]

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
  const rows = planSweep(input).map((planned) => ({
    settings: settingsOf(planned),
    compute: () => {
      const result = compute(planned)
      // A cell is empty where there is no finite number; the status says why.
      return RESULTS.map((name) => result[name])
    },
  }))
  fillTable({ header: [...SETTINGS, ...RESULTS], rows, output }, terminal)
}
