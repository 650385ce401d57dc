/** Where the lines of a table go: to a file that may hold the first of them, or to a pipe. */
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readFileSync } from 'node:fs'
import { statSync, writeFileSync, writeSync } from 'node:fs'
import { codeOf, FailureError, pathError, ReaderGone } from './failures.ts'
import { InputError } from './fields.ts'
import { writeAll } from './streams.ts'

/** Other names of standard output. */
const STANDARD_OUTPUT: readonly string[] = ['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']

/** How the words of a path say what it leads to; a new file is a file. */
export const kindOf = (output: string): 'standard' | 'file' | 'pipe' => {
  if (STANDARD_OUTPUT.includes(output)) return 'standard'
  try {
    const status = statSync(output)
    return status.isFile() || status.isDirectory() ? 'file' : 'pipe'
  } catch {
    return 'file'
  }
}

const cannotWrite = (output: string, error: unknown): Error =>
  error instanceof ReaderGone ? error : pathError(`OUT “${output}” cannot be written`, error)

/** Writes to a pipe or a device, which must have somebody who reads; returns what closes it. */
export const openPipe = (output: string): { write: (text: string) => void; close: () => void } => {
  try {
    // Without O_NONBLOCK, opening a pipe would wait for a reader for ever.
    const descriptor = openSync(output, constants.O_WRONLY | constants.O_NONBLOCK)
    const write = (text: string): void => {
      try {
        writeAll(descriptor, text)
      } catch (error) {
        throw cannotWrite(output, error)
      }
    }
    return { write, close: () => closeSync(descriptor) }
  } catch (error) {
    throw cannotWrite(output, error)
  }
}

/** The text of a file, and nothing if there is none. */
export const readFormer = (output: string): string | undefined => {
  try {
    return readFileSync(output, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw pathError(`OUT “${output}” cannot be read`, error)
  }
}

/** Makes the file anew, with nothing in it. */
const createEmpty = (output: string): void => {
  try {
    writeFileSync(output, '')
  } catch (error) {
    throw cannotWrite(output, error)
  }
}

/** Writes the whole text at a position, or leaves the file as long as it was. */
const writeWhole = (descriptor: number, text: string, position: number): void => {
  const bytes = Buffer.from(text)
  try {
    let written = 0
    while (written < bytes.length) {
      const left = bytes.length - written
      written += writeSync(descriptor, bytes, written, left, position + written)
    }
  } catch (error) {
    ftruncateSync(descriptor, position)
    throw error
  }
}

/**
 * Appends lines to a file whose first `length` bytes stay: the first call cuts off what follows them,
 * a later one that finds another length knows that somebody else has written.
 */
export const createAppender = (output: string, length: number): ((text: string) => void) => {
  if (length === 0) createEmpty(output)
  let position = length
  let isFirst = true
  return (text) => {
    let descriptor: number | undefined
    try {
      descriptor = openSync(output, 'r+')
      if (isFirst) ftruncateSync(descriptor, position)
      else if (fstatSync(descriptor).size !== position) {
        throw new FailureError(`OUT “${output}” was changed by somebody else meanwhile.`)
      }
      isFirst = false
      writeWhole(descriptor, text, position)
      position += Buffer.byteLength(text)
    } catch (error) {
      if (error instanceof FailureError || error instanceof InputError) throw error
      throw cannotWrite(output, error)
    } finally {
      if (descriptor !== undefined) closeSync(descriptor)
    }
  }
}
