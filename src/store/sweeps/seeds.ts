import { CONTROLS } from '../../protocol/controls.ts'

/** A data seed and the next ones, so many together; after the largest comes 0. */
export const seedsFrom = (dataSeed: number, count: number): number[] => {
  const { minimum, maximum } = CONTROLS.dataSeed
  const span = maximum - minimum + 1
  return Array.from(
    { length: count },
    (_, index) => minimum + ((dataSeed - minimum + index) % span),
  )
}
