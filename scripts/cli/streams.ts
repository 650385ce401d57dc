/** Reading and writing that waits, also where the other end of a pipe is slow. */
import { readSync, writeSync } from 'node:fs'
import { codeOf, ReaderGone } from './failures.ts'

const PAUSE_MILLISECONDS = 5
const clock = new Int32Array(new SharedArrayBuffer(4))

/** Tries again while a pipe that does not wait says “not now”. */
const insist = (attempt: () => number): number => {
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error
      Atomics.wait(clock, 0, 0, PAUSE_MILLISECONDS)
    }
  }
}

/**
 * Writes the whole text to an open file or pipe.
 * @throws ReaderGone if nobody reads the pipe any longer
 */
export const writeAll = (descriptor: number, text: string): void => {
  const bytes = Buffer.from(text)
  let written = 0
  try {
    while (written < bytes.length) {
      const from = written
      written += insist(() => writeSync(descriptor, bytes, from))
    }
  } catch (error) {
    if (codeOf(error) === 'EPIPE') throw new ReaderGone()
    throw error
  }
}

const CHUNK = 1 << 20

/** All bytes of an open file or pipe; nothing if there are more than `limit`. */
export const readAll = (descriptor: number, limit: number): Buffer | undefined => {
  const chunks: Buffer[] = []
  let size = 0
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK)
    const length = insist(() => {
      try {
        return readSync(descriptor, chunk)
      } catch (error) {
        if (codeOf(error) === 'EOF') return 0 // so Windows says that a pipe has ended
        throw error
      }
    })
    if (length === 0) return Buffer.concat(chunks)
    size += length
    if (size > limit) return undefined
    chunks.push(chunk.subarray(0, length))
  }
}
