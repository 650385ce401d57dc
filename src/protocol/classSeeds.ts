/**
 * A class code gives each student data of their own: the same exercise, another answer. A seed is
 *
 *     (first + step · place) mod 1 000 000,
 *
 * where first and step are hashes of the code, and step shares no factor with 1 000 000. A student
 * who gives a number has it as place, so no two numbers of a class have the same seed; the place of
 * a name is its hash. Hashes are FNV-1a, 32 bits; letters outside of ASCII count as in an address.
 */
import { CONTROLS } from './controls.ts'

/** The seeds are 0 … SEEDS − 1. */
const SEEDS = CONTROLS.dataSeed.maximum + 1

/** FNV-1a, 32 bits (Fowler, Noll, Vo): 0 … 2³² − 1. */
export const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  // Percent signs and their digits stand for bytes of UTF-8: every character is one byte now.
  for (const character of encodeURIComponent(text)) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  }
  return hash >>> 0
}

const placeOf = (student: string): number =>
  /^\d+$/.test(student) ? Number(student) : hashOf(student)

/** Prime to 1 000 000 = 2⁶ · 5⁶: odd, and no multiple of 5. */
const stepOf = (hash: number): number => {
  const step = (hash % (SEEDS / 10)) * 10
  return step + ([1, 3, 7, 9][hash % 4] ?? 1)
}

const seedOf = (code: string, student: string, purpose: string): number => {
  const first = hashOf(`${code}-${purpose}-first`) % SEEDS
  const step = stepOf(hashOf(`${code}-${purpose}-step`))
  // Below 10⁶ · 10⁶ + 10⁶ < 2⁵³: exact.
  return (first + step * (placeOf(student) % SEEDS)) % SEEDS
}

export interface ClassSeeds {
  dataSeed: number
  initSeed: number
}

/** The seeds of a student; code and student as className.ts reads them. */
export const classSeeds = (code: string, student: string): ClassSeeds => ({
  dataSeed: seedOf(code, student, 'data'),
  initSeed: seedOf(code, student, 'init'),
})
