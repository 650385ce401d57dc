/**
 * One call at a time writes a table: while it does, OUT.lock stands beside OUT and says which process
 * that is. The lock of a process that no longer runs is taken over.
 *
 * Computing keeps this process from hearing Ctrl-C, and nothing at all runs when it is killed. So a
 * small process of its own (lockWatcher.mjs) waits for this one's end and then removes the lock.
 */
import { spawn } from 'node:child_process'
import {
  mkdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { Socket } from 'node:net'
import { hostname } from 'node:os'
import path from 'node:path'
import { codeOf, FailureError, pathError, reasonOf } from './failures.ts'

interface Holder {
  pid: number
  host: string
  /** When the system started the process, by its own clock; empty where it does not tell. */
  born: string
}

/** State and start of a process as Linux tells them; elsewhere nothing. */
const processEntry = (pid: number): { state: string; born: string } | undefined => {
  try {
    const entry = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before the last bracket may hold anything.
    const [state = '', ...others] = entry.slice(entry.lastIndexOf(')') + 2).split(' ')
    return { state, born: others[18] ?? '' }
  } catch {
    return undefined
  }
}

const ourselves = (): Holder => ({
  pid: process.pid,
  host: hostname(),
  born: processEntry(process.pid)?.born ?? '',
})

const isRunning = ({ pid, born }: Holder): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM' // it runs, but is somebody else's
  }
  const entry = processEntry(pid)
  if (entry === undefined || born === '') return true
  return entry.born === born && entry.state !== 'Z'
}

const parseHolder = (text: string): Holder | undefined => {
  try {
    const { pid, host, born } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>
    const isWhole = Number.isInteger(pid) && typeof host === 'string' && typeof born === 'string'
    return isWhole ? { pid: Number(pid), host, born } : undefined
  } catch {
    return undefined
  }
}

/** A lock that says nothing is being written, unless it has been so for this long. */
const WRITING_MILLISECONDS = 10_000

const isYoung = (file: string): boolean => {
  try {
    return Date.now() - statSync(file).mtimeMs < WRITING_MILLISECONDS
  } catch {
    return false
  }
}

/** Why a lock must be left alone; nothing if it was left behind. */
const whyHeld = (lock: string, text: string): string | undefined => {
  const holder = parseHolder(text)
  if (holder === undefined) return isYoung(lock) ? 'another call is just beginning' : undefined
  if (holder.host !== hostname()) {
    return `another call on ${holder.host} (process ${holder.pid}) writes it; if it does not run any longer, remove ${lock}`
  }
  return isRunning(holder) ? `another call (process ${holder.pid}) writes it` : undefined
}

const create = (lock: string, text: string): boolean => {
  try {
    writeFileSync(lock, text, { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    if (codeOf(error) === 'ENOSPC') rmSync(lock, { force: true }) // ours, but empty
    throw error
  }
}

const contentOf = (lock: string): string | undefined => {
  try {
    return readFileSync(lock, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Removes a lock that was left behind; of several calls that see it, one at a time looks again. */
const removeStale = (lock: string): void => {
  const gate = `${lock}.gate`
  try {
    mkdirSync(gate)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if (!isYoung(gate)) rmdirSync(gate)
    return
  }
  try {
    const text = contentOf(lock)
    if (text !== undefined && whyHeld(lock, text) === undefined) rmSync(lock, { force: true })
  } finally {
    rmdirSync(gate)
  }
}

const ATTEMPTS = 20
const PAUSE_MILLISECONDS = 25
const clock = new Int32Array(new SharedArrayBuffer(4))

const acquire = (output: string, lock: string, text: string): void => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (create(lock, text)) return
    const found = contentOf(lock)
    const why = found === undefined ? undefined : whyHeld(lock, found)
    if (why !== undefined) throw new FailureError(`OUT “${output}” is in use: ${why}.`)
    if (found !== undefined) removeStale(lock)
    if (attempt > 0) Atomics.wait(clock, 0, 0, PAUSE_MILLISECONDS)
  }
  throw new FailureError(`OUT “${output}” is in use: ${lock} cannot be taken over.`)
}

const WATCHER = path.join(import.meta.dirname, 'lockWatcher.mjs')

/** Without the watcher the lock of a call that was killed stays until the next one. */
const watch = (lock: string, text: string): (() => void) => {
  const watcher = spawn(process.execPath, [WATCHER, lock, text], {
    cwd: path.parse(lock).root,
    detached: true, // out of reach of Ctrl-C
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  })
  const nothing = (): void => undefined
  watcher.on('error', nothing)
  watcher.stdin.on('error', nothing)
  watcher.unref()
  const pipe: unknown = watcher.stdin
  if (pipe instanceof Socket) pipe.unref()
  return () => watcher.stdin.end()
}

/** The same for a file by whatever links it is named; its folder may be missing. */
const realPath = (file: string): string => {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

/**
 * Keeps other calls from writing the file `output` (an absolute path), and returns what lets them
 * again.
 * @throws FailureError if another call writes it; InputError if its folder cannot be written
 */
export const lockOutput = (output: string): (() => void) => {
  const lock = `${realPath(output)}.lock`
  const text = `${JSON.stringify(ourselves())}\n`
  try {
    acquire(output, lock, text)
  } catch (error) {
    if (codeOf(error) === '') throw error
    throw pathError(`OUT “${output}” cannot be written`, error)
  }
  const dismiss = watch(lock, text)
  return () => {
    try {
      if (contentOf(lock) === text) rmSync(lock, { force: true })
    } catch (error) {
      throw new FailureError(`“${lock}” cannot be removed: ${reasonOf(error)}.`)
    } finally {
      dismiss()
    }
  }
}
