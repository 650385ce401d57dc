/** The object in an input file, whatever encoding it came in. */
import { closeSync, fstatSync, openSync } from 'node:fs'
import { codeOf, pathError } from './failures.ts'
import { InputError } from './fields.ts'
import { JsonFault, parseJson } from './jsonText.ts'
import { readAll } from './streams.ts'

/** Bytes of a file that are read; a hundred million numbers could not be solved anyway. */
const MOST_BYTES = 128 * 2 ** 20
const STANDARD_INPUT = 0

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const readOpen = (descriptor: number, name: string): Buffer => {
  const status = fstatSync(descriptor)
  if (status.isDirectory()) throw new InputError(`${name} cannot be read: it is a folder.`)
  const bytes = status.isFile() && status.size > MOST_BYTES ? undefined : readBytes(descriptor)
  if (bytes !== undefined) return bytes
  throw new InputError(`${name} is too large: at most ${MOST_BYTES / 2 ** 20} MB are read.`)
}

const readBytes = (descriptor: number): Buffer | undefined => readAll(descriptor, MOST_BYTES)

const readFile = (file: string, name: string): Buffer => {
  try {
    const descriptor = file === '-' ? STANDARD_INPUT : openSync(file, 'r')
    try {
      return readOpen(descriptor, name)
    } finally {
      if (descriptor !== STANDARD_INPUT) closeSync(descriptor)
    }
  } catch (error) {
    if (codeOf(error) === '') throw error
    throw pathError(`${name} cannot be read`, error)
  }
}

/** Where the bytes of a text begin, and which encoding they are in. */
const ENCODINGS: readonly {
  starts: (first: number, second: number, third: number) => boolean
  mark: number
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be'
}[] = [
  { starts: (a, b, c) => a === 0xef && b === 0xbb && c === 0xbf, mark: 3, encoding: 'utf-8' },
  { starts: (a, b) => a === 0xff && b === 0xfe, mark: 2, encoding: 'utf-16le' },
  { starts: (a, b) => a === 0xfe && b === 0xff, mark: 2, encoding: 'utf-16be' },
  // JSON begins with a plain character, half of which is 0 in UTF-16.
  { starts: (a, b) => a === 0 && b !== 0, mark: 0, encoding: 'utf-16be' },
  { starts: (a, b) => a !== 0 && b === 0, mark: 0, encoding: 'utf-16le' },
  { starts: () => true, mark: 0, encoding: 'utf-8' },
]

/** The text of bytes in UTF-8 or UTF-16, with or without a byte order mark. */
export const decodeText = (bytes: Uint8Array): string => {
  const [first = 1, second = 1, third = 1] = bytes
  const found = ENCODINGS.find(({ starts }) => starts(first, second, third))
  const { encoding = 'utf-8', mark = 0 } = found ?? {}
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(mark))
}

/**
 * The JSON object in a file (an absolute path), or on standard input for “-”.
 * @throws InputError with one sentence: why the file cannot be read, or where it is not JSON
 */
export const readInput = (file: string): Readonly<Record<string, unknown>> => {
  const name = file === '-' ? 'Standard input' : `FILE “${file}”`
  const text = decodeText(readFile(file, name))
  if (text.trim() === '') throw new InputError(`${name} is not JSON: it is empty.`)
  let value: unknown
  try {
    value = parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    throw new InputError(`${name} ${error.message}`)
  }
  if (!isRecord(value)) throw new InputError(`${name} must hold one JSON object.`)
  return value
}
