/** What the ladder says in words, from its summary only. */
import type { LadderFact, LadderPlace } from '../charts/ladder/types.ts'
import { LADDER_RESCALES, type LadderState } from '../store/ladder.ts'
import type { LadderColumn, LadderSummary } from '../store/ladderSummary.ts'
import { spoken } from '../store/words.ts'

const failuresOf = ({ failures, count }: LadderColumn): string =>
  `${String(failures)} of ${String(count)}`

const seedsOf = ({ seeds }: LadderState): string =>
  `${String(seeds.length)} seeds, ${String(seeds[0])} to ${String(seeds.at(-1))}`

/** How far the computation is. */
export const progressOf = (state: LadderState): string => {
  if (state.done === 0) return `${seedsOf(state)}; waiting to be computed`
  if (state.failure !== null) return `${seedsOf(state)}; some are missing: ${state.failure}`
  const percent = Math.floor((100 * state.done) / state.answered.length)
  return percent === 100 ? seedsOf(state) : `${seedsOf(state)}; ${String(percent)} % computed`
}

/** What failing means, and how many seeds do at the c nearest to the one that is set. */
export const failureSentence = (column: LadderColumn | undefined): string => {
  const meaning = 'A seed fails if its error stays above half of the zero function’s'
  return column === undefined || column.count === 0
    ? `${meaning}.`
    : `${meaning}: ${failuresOf(column)} at c = ${String(column.rescale)}.`
}

const pointSentence = (name: string, column: LadderColumn | undefined): string =>
  column === undefined || Number.isNaN(column.median)
    ? ''
    : `${name} c = ${String(column.rescale)} the median error is ${spoken(column.median)}.`

/** The whole picture in a few sentences. */
export const describeLadder = (
  state: LadderState,
  summary: LadderSummary,
  current: number,
): string => {
  const { columns, best, singleTask } = summary
  const column = columns[current]
  return [
    'Final error of the finetuned network, relative to the zero function’s, against the rescaling factor c.',
    `${progressOf(state)}.`,
    pointSentence('At the smallest', columns[0]),
    pointSentence('At the largest', columns.at(-1)),
    pointSentence('Near the present setting,', column),
    pointSentence('Optimal: at', best ?? undefined),
    Number.isNaN(singleTask)
      ? ''
      : `Single-task training has a median error of ${spoken(singleTask)}.`,
    failureSentence(column),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** The numbers of a place that is pointed at. */
export const factsAt = (
  state: LadderState,
  { columns, singleTask }: LadderSummary,
  { column, row }: LadderPlace,
): LadderFact[] => {
  const found = columns[column]
  if (found === undefined) return []
  const dot =
    row === null
      ? []
      : [
          {
            term: `seed ${String(state.seeds[row])}`,
            value: state.errors[row * LADDER_RESCALES.length + column] ?? NaN,
          },
        ]
  return [
    { term: 'c', value: String(found.rescale) },
    ...dot,
    { term: 'median', value: found.median },
    { term: 'single task', value: singleTask },
    { term: 'failed seeds', value: failuresOf(found) },
  ]
}
