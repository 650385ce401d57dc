/** Which command does what, and how mistakes are told. */
import { readFileSync } from 'node:fs'
import { endPoint, flow, groupLasso, penalties } from './commands.ts'
import { InputError } from './fields.ts'
import { runSweep } from './sweep.ts'

/** Where the words go. */
export interface Terminal {
  write: (text: string) => void
  complain: (text: string) => void
  /** Whether somebody watches the complaints: then progress is shown there. */
  isTerminal: boolean
}

const SOLVERS: Record<string, (input: Readonly<Record<string, unknown>>) => unknown> = {
  endpoint: endPoint,
  flow,
  'group-lasso': groupLasso,
  penalties,
}

const USAGE = `usage: npm run --silent cli -- COMMAND FILE

  endpoint FILE         where gradient flow ends; FILE: X, y, wPlus, wMinus, vPlus, vMinus
  flow FILE             its trajectory; FILE: the same and times (learning rate × steps)
  group-lasso FILE      the smallest group norm; FILE: X, y, betaAux
  penalties FILE        FILE: pairs of beta and aux, correlations
  sweep FILE --csv OUT  one row per run; FILE: base, sweep, seeds

FILE is JSON. Results are JSON on standard output.
`

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const readInput = (file: string): Readonly<Record<string, unknown>> => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new InputError(`FILE “${file}” cannot be read.`)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new InputError(`FILE “${file}” is not JSON.`)
  }
  if (!isRecord(value)) throw new InputError(`FILE “${file}” must hold one JSON object.`)
  return value
}

/** The file after --csv; nothing else may stand there. */
const readOutput = (words: readonly string[]): string => {
  const [option, output, ...others] = words
  if (option !== '--csv' || output === undefined || others.length > 0) {
    throw new InputError('sweep needs --csv OUT after FILE, and nothing else.')
  }
  return output
}

const runCommand = (words: readonly string[], terminal: Terminal): void => {
  const [command = '', file, ...rest] = words
  const solver = Object.hasOwn(SOLVERS, command) ? SOLVERS[command] : undefined
  if (solver === undefined && command !== 'sweep') {
    throw new InputError(`COMMAND “${command}” is unknown.\n\n${USAGE.trimEnd()}`)
  }
  if (file === undefined) throw new InputError(`FILE is missing.\n\n${USAGE.trimEnd()}`)
  if (solver === undefined) {
    runSweep({ input: readInput(file), output: readOutput(rest) }, terminal)
    return
  }
  if (rest.length > 0) throw new InputError(`“${rest.join(' ')}” after FILE means nothing.`)
  const result = solver(readInput(file))
  terminal.write(`${JSON.stringify(result)}\n`)
}

/** Runs one command line; returns the exit status: 0, or 2 if the input was wrong. */
export const runCli = (words: readonly string[], terminal: Terminal): number => {
  if (words[0] === '--help' || words[0] === 'help') {
    terminal.write(USAGE)
    return 0
  }
  try {
    runCommand(words, terminal)
    return 0
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    terminal.complain(`${error.message}\n`)
    return 2
  }
}
