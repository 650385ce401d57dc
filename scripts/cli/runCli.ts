/** Which command does what, and how mistakes are told. */
import path from 'node:path'
import { userFolder } from '../userFolder.mjs'
import { endPoint, flow, groupLasso, penalties } from './commands.ts'
import { tellError } from './failures.ts'
import { InputError } from './fields.ts'
import { readInput } from './inputFile.ts'
import { runSweep } from './sweep.ts'
import type { Terminal } from './terminal.ts'

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

FILE is JSON, or - for standard input. Results are JSON on standard output. OUT may be - for standard
output. Paths begin at the folder you stand in.
`

/** A path as the user means it; “-” is no path. */
const pathOf = (word: string): string => (word === '-' ? word : path.resolve(userFolder(), word))

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
    runSweep({ input: readInput(pathOf(file)), output: pathOf(readOutput(rest)) }, terminal)
    return
  }
  if (rest.length > 0) throw new InputError(`“${rest.join(' ')}” after FILE means nothing.`)
  const result = solver(readInput(pathOf(file)))
  terminal.write(`${JSON.stringify(result)}\n`)
}

/**
 * Runs one command line; returns the exit status: 0, 2 if the input was wrong, or 1 if the machine
 * failed.
 */
export const runCli = (words: readonly string[], terminal: Terminal): number => {
  try {
    if (words[0] === '--help' || words[0] === 'help') terminal.write(USAGE)
    else runCommand(words, terminal)
    return 0
  } catch (error) {
    const told = tellError(error)
    if (told === undefined) throw error
    terminal.complain(told.sentence)
    return told.status
  }
}
