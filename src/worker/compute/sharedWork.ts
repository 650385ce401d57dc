/** Work whose result several jobs can use, by what it depends on. */
import type { Sliced } from '../../theory/sliced.ts'

interface Entry<T> {
  work: Sliced<T>
  result: { value: T } | null
}

export type SharedWork<T> = (key: string, begin: () => Sliced<T>) => Sliced<T>

/**
 * Keeps results up to a total size; the longest unused goes first. Work that was begun for a job
 * which has been dropped is kept too, and goes on where the next job needs it: a drag that asks
 * faster than it can be answered still gets there.
 * @param capacity total of `sizeOf` over all results; unfinished work counts as a quarter of it
 */
export const createSharedWork = <T>(
  capacity: number,
  sizeOf: (result: T) => number,
): SharedWork<T> => {
  const known = new Map<string, Entry<T>>()

  const sizeOfEntry = ({ result }: Entry<T>): number =>
    result === null ? capacity / 4 : sizeOf(result.value)
  const forgetOldest = (): void => {
    let size = 0
    // From the newest; at least that one stays.
    for (const [key, entry] of [...known].reverse()) {
      if (size > 0 && size + sizeOfEntry(entry) > capacity) known.delete(key)
      else size += sizeOfEntry(entry)
    }
  }

  return function* (key, begin) {
    const entry: Entry<T> = known.get(key) ?? { work: begin(), result: null }
    known.delete(key)
    known.set(key, entry)
    if (entry.result !== null) return entry.result.value
    forgetOldest()
    try {
      for (;;) {
        // Another job may have driven it to its end in the meantime.
        const { result } = entry
        if (result !== null) return result.value
        const slice = entry.work.next()
        if (slice.done) entry.result = { value: slice.value }
        else yield
      }
    } catch (error) {
      known.delete(key)
      throw error
    }
  }
}
