/**
 * Long computations in slices: a generator yields often, so that whoever drives it may look at
 * other things, or drop the work, between two slices. The numbers do not depend on how it is driven.
 */

/** Work that yields between slices and returns a T. */
export type Sliced<T> = Generator<void, T>

/** Drives work to its end in one go. */
export const finish = <T>(work: Sliced<T>): T => {
  for (;;) {
    const slice = work.next()
    if (slice.done) return slice.value
  }
}
