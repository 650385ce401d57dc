/** Where words go, and what becomes of errors. */
import { endQuietly } from '../quietEnd.mjs'
import { FailureError, ReaderGone, reasonOf, tellError } from './failures.ts'
import { writeAll } from './streams.ts'

/** Where the words go. */
export interface Terminal {
  write: (text: string) => void
  complain: (text: string) => void
  /** Whether somebody watches the complaints: then progress is shown there. */
  isTerminal: boolean
}

const write = (text: string): void => {
  try {
    writeAll(1, text)
  } catch (error) {
    if (error instanceof ReaderGone) throw error
    throw new FailureError(`Standard output cannot be written: ${reasonOf(error)}.`)
  }
}

const complain = (text: string): void => {
  try {
    writeAll(2, text)
  } catch {
    // Nobody is left to be told.
  }
}

/** This process's own output and error output. */
export const ownTerminal: Terminal = { write, complain, isTerminal: process.stderr.isTTY }

/**
 * Runs a script: what goes wrong outside it becomes one sentence and an exit status (2 for wrong
 * input, 1 for a failure), and a reader who has seen enough ends it quietly.
 */
export const runScript = async (script: () => void | Promise<void>): Promise<void> => {
  endQuietly(0)
  try {
    await script()
  } catch (error) {
    const told = tellError(error)
    if (told === undefined) throw error
    complain(told.sentence)
    process.exitCode = told.status
  }
}
