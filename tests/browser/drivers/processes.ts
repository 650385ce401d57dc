/** Programs that a test starts, and ends with all that they have started themselves. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { createInterface } from 'node:readline'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface Program {
  child: ChildProcess
  /** Every line that it has printed. */
  lines: string[]
  end: () => Promise<void>
}

/** Starts a program as the head of a group of its own. */
export const startProgram = (
  [program = '', ...rest]: readonly string[],
  options: Pick<SpawnOptions, 'env' | 'stdio'> = {},
): Program => {
  const child = spawn(program, rest, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface(stream).on('line', (line) => lines.push(line))
  }
  child.on('error', (error) => lines.push(error.message))
  const ended = new Promise<void>((resolve) => {
    child.on('close', () => resolve())
    child.on('error', () => resolve())
  })
  const killGroup = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  process.once('exit', killGroup)
  return {
    child,
    lines,
    end: async () => {
      killGroup()
      await ended
      process.removeListener('exit', killGroup)
    },
  }
}

/** An empty folder, and its removal. */
export const temporaryFolder = (): { folder: string; remove: () => void } => {
  const folder = mkdtempSync(path.join(tmpdir(), 'regimes-of-reuse-browser-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) }
}

/** A port that nothing listened at a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo // of a server that listens at a port
  await new Promise((resolve) => server.close(resolve))
  return port
}

const LONGEST_START = 120_000

/** Tries until something comes of it; what a program needs to start is not known beforehand. */
export const untilThere = async <Found>(
  what: string,
  attempt: () => Promise<Found | undefined>,
): Promise<Found> => {
  const end = Date.now() + LONGEST_START
  for (;;) {
    const found = await attempt().catch(() => undefined)
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`${what} did not start.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
