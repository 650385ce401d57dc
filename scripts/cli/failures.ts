/**
 * What can go wrong outside the program, in words. Wrong input is an `InputError` (fields.ts; exit
 * status 2); what the machine does not allow is a `FailureError` (status 1); a reader who has seen
 * enough (`… | head -1`) is no fault at all (status 0, no word).
 */
import { InputError } from './fields.ts'

/** The machine does not do what was asked for: its message is for the person who asked. */
export class FailureError extends Error {}

/** Nobody reads any longer what is written. */
export class ReaderGone extends Error {}

/** Reasons by the codes of the operating system. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system can only be read',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENXIO: 'nobody reads from this pipe',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'no space is left for this user',
  EFBIG: 'it would become too large',
  EIO: 'the device has failed',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENOMEM: 'no memory is left',
}

/** Codes that say that the path was a wrong one, not that something failed. */
const WRONG_PATH = new Set([
  ...['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'ENXIO'],
])

/** The operating system's code for an error; empty if it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Why something could not be done, to stand after a colon. */
export const reasonOf = (error: unknown): string => {
  const code = codeOf(error)
  return REASONS[code] ?? (code || (error instanceof Error ? error.message : String(error)))
}

/** The error to throw where `what` (a file, read or written) could not be done. */
export const pathError = (what: string, error: unknown): Error => {
  const sentence = `${what}: ${reasonOf(error)}.`
  return WRONG_PATH.has(codeOf(error)) ? new InputError(sentence) : new FailureError(sentence)
}

/** Messages of the engine where numbers need more memory than there is. */
const OUT_OF_MEMORY = /allocation failed|Invalid (typed )?array (buffer )?length|string length/i

/** The sentence for an error and the exit status; nothing for what only a fault of ours can cause. */
export const tellError = (error: unknown): { sentence: string; status: number } | undefined => {
  if (error instanceof ReaderGone) return { sentence: '', status: 0 }
  if (error instanceof InputError) return { sentence: `${error.message}\n`, status: 2 }
  if (error instanceof FailureError) return { sentence: `${error.message}\n`, status: 1 }
  if (error instanceof RangeError && OUT_OF_MEMORY.test(error.message)) {
    return { sentence: 'The problem needs more memory than there is.\n', status: 1 }
  }
  const code = codeOf(error)
  if (code.startsWith('ERR_PARSE_ARGS')) {
    return { sentence: `${(error as Error).message.split('\n')[0] ?? ''}\n`, status: 2 }
  }
  if (Object.hasOwn(REASONS, code)) {
    const place = (error as NodeJS.ErrnoException).path
    const subject = place === undefined ? 'A file' : `“${place}”`
    return { sentence: `${subject} cannot be read or written: ${reasonOf(error)}.\n`, status: 1 }
  }
  return undefined
}
