/** What is read off the ladder: medians over seeds, the best c, how many seeds fail. */
import { LADDER_RESCALES, type LadderState } from './ladder.ts'

/** A seed fails where more than this share of the zero function's error is left. */
const FAILURE_ERROR = 0.5

/** The middle of the numbers that are there; NaN if there are none. */
const medianOf = (values: ArrayLike<number>): number => {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort()
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle] ?? NaN
  return ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2
}

export interface LadderColumn {
  /** c */
  rescale: number
  /** Median error over seeds; NaN while fewer seeds have answered here than elsewhere. */
  median: number
  /** Seeds with a number here. */
  count: number
  /** Of these, how many stay above half of the zero function's error. */
  failures: number
}

export interface LadderSummary {
  columns: readonly LadderColumn[]
  /** Median error of single-task training; NaN before the first answer. */
  singleTask: number
  /** The column with the smallest median, or `null` before all points have been computed. */
  best: LadderColumn | null
}

/** The errors of all seeds at one c, shape seeds. */
const columnOf = (values: ArrayLike<number>, column: number): Float64Array =>
  Float64Array.from(
    { length: values.length / LADDER_RESCALES.length },
    (_, row) => values[row * LADDER_RESCALES.length + column] ?? NaN,
  )

export const summarizeLadder = (state: LadderState): LadderSummary => {
  const answers = LADDER_RESCALES.map((_, column) =>
    columnOf(state.answered, column).reduce((sum, value) => sum + value, 0),
  )
  const most = Math.max(1, ...answers)
  const columns = LADDER_RESCALES.map((rescale, column): LadderColumn => {
    const errors = columnOf(state.errors, column).filter((error) => !Number.isNaN(error))
    return {
      rescale,
      median: answers[column] === most ? medianOf(errors) : NaN,
      count: errors.length,
      failures: errors.filter((error) => error > FAILURE_ERROR).length,
    }
  })
  const isComplete = state.done === state.answered.length
  const best = columns
    .filter(({ median }) => !Number.isNaN(median))
    .reduce<LadderColumn | null>(
      (least, column) => (least === null || column.median < least.median ? column : least),
      null,
    )
  return { columns, singleTask: medianOf(state.singleTask), best: isComplete ? best : null }
}

/** The column nearest to a c on the logarithmic axis. */
export const nearestColumn = (rescale: number): number => {
  const distance = (column: number): number =>
    Math.abs(Math.log((LADDER_RESCALES[column] ?? 1) / rescale))
  return LADDER_RESCALES.reduce(
    (best, _, column) => (distance(column) < distance(best) ? column : best),
    0,
  )
}
