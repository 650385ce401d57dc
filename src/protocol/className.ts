/**
 * Class codes and students as links name them. What looks the same is the same: whoever types
 * full-width letters, or the digits of another script, gets the seeds of their class and seat.
 */
import { plainDashes, plainDigits, withoutInvisible } from '../text/characters.ts'

/** Raised and lowered digits would become others of the usual size. */
const RAISED = /[\u00B2\u00B3\u00B9\u2070-\u209C]/

/** Composed, in ASCII where there is a sign of ASCII that looks the same; null for what would lie. */
const plain = (text: string): string | null =>
  RAISED.test(text)
    ? null
    : plainDashes(plainDigits(withoutInvisible(text.normalize('NFKC')))).trim()

/** A class code as it counts, or null for what is none. Upper and lower case are the same code. */
export const readClassCode = (text: string): string | null => {
  const code = plain(text)
  return code !== null && /^[A-Za-z0-9]{1,12}$/.test(code) ? code.toUpperCase() : null
}

/** Alphabets with letters that look like those of another one of them. */
const LOOK_ALIKE = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u]

/** Whether a name would look like another one that is not the same. */
const isMixed = (name: string): boolean =>
  LOOK_ALIKE.filter((alphabet) => alphabet.test(name)).length > 1

/**
 * A student's number or short name as it counts: no leading zeros, no difference in case; null for
 * what is none, or mixes alphabets whose letters look the same.
 */
export const readStudent = (text: string): string | null => {
  // A capital may be made of what has another capital itself.
  const student =
    plain(plain(text)?.toUpperCase() ?? '')
      ?.toUpperCase()
      .normalize('NFKC') ?? ''
  if (/^\d{1,6}$/.test(student)) return String(Number(student))
  return /^[\p{L}\p{M}0-9-]{1,20}$/u.test(student) && !isMixed(student) ? student : null
}
