/**
 * What was measured of trained networks, on disk, so that a call that was interrupted goes on where
 * it was: a line of JSON for each, [key, numbers]. The file's name follows from the code that trains;
 * once that changes, another is begun.
 */
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'
import type { Memory } from './lab.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDER = join(ROOT, 'node_modules/.cache/claims')
/** Solvers of end points are left out: no training passes through them. */
const SOURCES = ['src/theory', 'src/theory/relu', 'src/kernels', 'src/kernels/assembly']

const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => join(ROOT, folder, name))
    .sort()

const fingerprint = (): string => {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap(filesIn)) hash.update(readFileSync(file))
  return hash.digest('hex').slice(0, 12)
}

export const trainedFile = (): string => join(FOLDER, `trained-${fingerprint()}.jsonl`)

/** Numbers that are none are `null` in JSON. A last line that was cut off does not count. */
const readLine = (line: string): [string, number[]][] => {
  try {
    const [key, numbers] = JSON.parse(line) as [string, (number | null)[]] // our own lines
    return [[key, numbers.map((value) => value ?? NaN)]]
  } catch {
    return []
  }
}

/** Everything on disk; what is added is appended at once. Processes may share the file. */
export const openTrainedFile = (file: string, { isFresh = false } = {}): Memory => {
  mkdirSync(dirname(file), { recursive: true })
  if (isFresh) rmSync(file, { force: true })
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  // A call that was cut off in the middle of a line must not spoil the next one.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n')
  const known = new Map<string, readonly number[]>(text.split('\n').flatMap(readLine))
  return {
    get: (key) => known.get(key),
    set: (key, numbers) => {
      known.set(key, numbers)
      appendFileSync(file, `${JSON.stringify([key, numbers])}\n`)
    },
  }
}
