/** Independent rows of about equal size, from rows that may be dependent and many decades apart. */
import type { Sliced } from '../sliced.ts'
import type { RegressionData } from '../tasks.ts'
import { divideRows, rowSizes } from './rowScales.ts'
import { reduceToRowSpace, type RowSpace } from './rowSpace.ts'

/** More of y than this share left unexplained is no rounding. */
const MISFIT_TOLERANCE = 1e-12

const norm = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))

/** `space` for rows that were divided by `sizes` before they were reduced. */
const expandedBy = (space: RowSpace, sizes: Float64Array): RowSpace => ({
  ...space,
  expand: (reduced) => space.expand(reduced).map((value, row) => value / (sizes[row] ?? 1)),
})

/** The reduced rows divided by their sizes: they are independent, so what fits them does not change. */
const withEvenRows = (space: RowSpace): RowSpace => {
  const sizes = rowSizes(space.data)
  if (sizes === undefined) return space
  return {
    ...space,
    data: divideRows(space.data, sizes),
    expand: (reduced) => space.expand(reduced.map((value, row) => value / (sizes[row] ?? 1))),
  }
}

/**
 * Reduces data of shape n × D to r ≤ min(n, D) independent rows of about equal size, which the β
 * with the least squares fit. Rows many decades apart are made alike first, so that which of them
 * are independent does not hang on their sizes; where no β fits all, only the rows as they are have
 * the right least squares.
 */
export function* reduceToEvenRows(data: RegressionData): Sliced<RowSpace> {
  const sizes = rowSizes(data)
  if (sizes !== undefined) {
    const even = divideRows(data, sizes)
    const space = yield* reduceToRowSpace(even)
    if (space.misfit <= MISFIT_TOLERANCE * norm(even.targets)) return expandedBy(space, sizes)
  }
  return withEvenRows(yield* reduceToRowSpace(data))
}
