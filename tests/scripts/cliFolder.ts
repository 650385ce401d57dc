/** Calls of the command line on files of a folder that lives as long as a test. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { runCli } from '../../scripts/cli/runCli.ts'

export interface CliFolder {
  /** The path of a file in the folder. */
  at: (name: string) => string
  /** A file with the given content (JSON unless it is text); returns its path. */
  fileOf: (content: unknown, name?: string) => string
  /** Runs a command line; on a terminal if asked. */
  call: (
    words: string[],
    options?: { isTerminal?: boolean },
  ) => { status: number; output: string; complaint: string }
  /** The JSON that a command prints for the given file content. */
  answer: (command: string, content: unknown) => unknown
}

/** A new folder for each test of the file. */
export const createCliFolder = (): CliFolder => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'cli-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true })
  })
  const at = (name: string): string => path.join(folder, name)
  const fileOf = (content: unknown, name = 'input.json'): string => {
    writeFileSync(at(name), typeof content === 'string' ? content : JSON.stringify(content))
    return at(name)
  }
  const call: CliFolder['call'] = (words, { isTerminal = false } = {}) => {
    let output = ''
    let complaint = ''
    const status = runCli(words, {
      write: (text) => (output += text),
      complain: (text) => (complaint += text),
      isTerminal,
    })
    return { status, output, complaint }
  }
  return {
    at,
    fileOf,
    call,
    answer: (command, content) => JSON.parse(call([command, fileOf(content)]).output) as unknown,
  }
}
