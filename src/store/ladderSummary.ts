/** What is read off a ladder: medians over seeds, the best value, how many seeds fail. */
import type { Measure } from '../protocol/computing.ts'
import type { LadderState } from './ladder.ts'
import { median } from './sweeps/median.ts'
import { answersAt, isComplete, type Sheet } from './sweeps/sheet.ts'

/** A seed fails where more than this share of the zero function's error is left. */
const FAILURE_ERROR = 0.5

export interface LadderColumn {
  /** Of the control. */
  value: number
  /** Median error over seeds; NaN while fewer seeds have answered here than elsewhere. */
  median: number
  /** Seeds with a number here. */
  count: number
  /** Of these, how many stay above half of the zero function's error. */
  failures: number
}

/** The same seeds by another method. */
interface LadderRival {
  /** Median error at each column; NaN where there is none (yet). */
  medians: readonly number[]
  /** Seeds with a number at each column. */
  counts: readonly number[]
  /** Most seeds that have answered at a column. */
  seeds: number
}

/** A rival's median at one column, and of how many seeds it is. */
export interface LadderLevel {
  median: number
  count: number
}

export const levelAt = ({ medians, counts }: LadderRival, column: number): LadderLevel => ({
  median: medians[column] ?? NaN,
  count: counts[column] ?? 0,
})

export interface LadderSummary {
  columns: readonly LadderColumn[]
  /** Errors of finetuning, shape seeds × columns; NaN where there is none (yet). */
  errors: Float64Array
  singleTask: LadderRival
  multiTask: LadderRival
  /** The column with the smallest median, or `null` before all points have been computed. */
  best: number | null
}

const numbers = (values: readonly number[]): number[] =>
  values.filter((value) => !Number.isNaN(value))

/** Answers of all seeds at each column; a sheet with one point holds at all of them. */
const columnsOf = (
  sheet: Sheet | undefined,
  measure: Measure | undefined,
  count: number,
): number[][] => {
  if (sheet === undefined || measure === undefined) return Array.from({ length: count }, () => [])
  const isLevel = sheet.plan.points.length === 1
  const level = isLevel ? answersAt(sheet, 0, measure) : []
  return Array.from({ length: count }, (_, column) =>
    isLevel ? level : answersAt(sheet, column, measure),
  )
}

/** The median of each column in which as many seeds have answered as in any. */
const mediansOf = (columns: readonly number[][]): number[] => {
  const most = Math.max(1, ...columns.map(({ length }) => length))
  return columns.map((answers) => (answers.length === most ? median(answers) : NaN))
}

const rivalOf = (columns: readonly number[][]): LadderRival => {
  const counts = columns.map((answers) => numbers(answers).length)
  return { medians: mediansOf(columns), counts, seeds: Math.max(0, ...counts) }
}

const leastOf = (medians: readonly number[]): number | null =>
  medians.reduce<number | null>((least, value, column) => {
    if (Number.isNaN(value)) return least
    return least === null || value < (medians[least] ?? Infinity) ? column : least
  }, null)

export const summarizeLadder = ({ subject, sheets, seeds }: LadderState): LadderSummary => {
  const { grid, loss, multiTask } = subject
  const { finetune, singleTask } = sheets
  const { values } = grid
  const answers = columnsOf(finetune, finetune?.plan.measures[0], values.length)
  const medians = mediansOf(answers)
  const columns = values.map((value, column): LadderColumn => {
    const errors = numbers(answers[column] ?? [])
    return {
      value,
      median: medians[column] ?? NaN,
      count: errors.length,
      failures: errors.filter((error) => error > FAILURE_ERROR).length,
    }
  })
  const trained: Measure = loss === 'best' ? 'multiTaskBest' : 'multiTaskError'
  const shown = multiTask === 'trained' ? trained : 'groupNormError'
  return {
    columns,
    errors: finetune?.values ?? new Float64Array(seeds.length * values.length).fill(NaN),
    singleTask: rivalOf(columnsOf(singleTask, singleTask?.plan.measures[0], values.length)),
    multiTask: rivalOf(columnsOf(sheets.multiTask, shown, values.length)),
    best: finetune !== undefined && isComplete(finetune) ? leastOf(medians) : null,
  }
}
