import { CONTROLS } from '../../protocol/controls.ts'

/** Data seeds that are looked at together. */
const SEEDS = 24

/** A data seed and those after it; after the largest comes 0. */
export const seedsFrom = (dataSeed: number): number[] => {
  const { minimum, maximum } = CONTROLS.dataSeed
  const span = maximum - minimum + 1
  return Array.from(
    { length: SEEDS },
    (_, index) => minimum + ((dataSeed - minimum + index) % span),
  )
}
