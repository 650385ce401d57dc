/**
 * Long computations in slices: a generator yields often, so that whoever drives it may look at
 * other things, or drop the work, between two slices. The numbers do not depend on how it is driven.
 */

/** Work that yields between slices and returns a T. */
export type Sliced<T> = Generator<void, T>

/** Yields until a promise has been settled; for work that is driven with pauses in between. */
export function* awaited<T>(promise: Promise<T>): Sliced<T> {
  let settled: { value: T } | { error: unknown } | null = null as
    { value: T } | { error: unknown } | null
  promise.then(
    (value) => (settled = { value }),
    (error: unknown) => (settled = { error }),
  )
  while (settled === null) yield
  if ('error' in settled) throw settled.error
  return settled.value
}

/** Drives work to its end in one go. */
export const finish = <T>(work: Sliced<T>): T => {
  for (;;) {
    const slice = work.next()
    if (slice.done) return slice.value
  }
}
