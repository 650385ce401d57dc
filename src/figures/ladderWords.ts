/** What the ladder says in words, from its summary only. */
import type { LadderFact, LadderPlace } from '../charts/ladder/types.ts'
import { NETWORKS } from '../protocol/networks.ts'
import type { SweepControl } from '../protocol/sweepView.ts'
import type { LadderState } from '../store/ladder.ts'
import {
  levelAt,
  type LadderColumn,
  type LadderLevel,
  type LadderSummary,
} from '../store/ladderSummary.ts'
import { spoken } from '../store/words.ts'
import { axisText, seedsText, settingText, symbolText, valueText } from './sweepWords.ts'

export const LADDER_TITLES: Record<SweepControl, string> = {
  rescale: 'How much to keep',
  overlap: 'How much does overlap help?',
  initScale: 'How small to start',
  mainSamples: 'How many examples are enough?',
  mainActive: 'How many features can it find?',
  featureCorrelation: 'How near must the old features be?',
  featureMagnitude: 'How strong must they be?',
}

/** Of how many seeds a median is, as long as that is not all of them. */
const ofSeeds = (count: number, { seeds }: LadderState): string =>
  count === seeds.length ? '' : ` (${String(count)} of ${String(seeds.length)} seeds)`

const failuresOf = ({ failures, count }: LadderColumn): string =>
  `${String(failures)} of ${String(count)}`

/** How far the computation is. */
const progressOf = ({ seeds, sheets }: LadderState): string => {
  const { finetune } = sheets
  const words = seedsText(seeds)
  if (finetune === undefined || finetune.done === 0) return `${words}; waiting to be computed`
  if (finetune.failure !== null) return `${words}; some are missing: ${finetune.failure}`
  const percent = Math.floor((100 * finetune.done) / finetune.answered.length)
  return percent === 100 ? words : `${words}; ${String(percent)} % computed`
}

/** What failing means, and how many seeds do at the column nearest to what is set. */
const failureSentence = (control: SweepControl, column: LadderColumn | undefined): string => {
  const meaning = 'A seed fails if its error stays above half of the zero function’s'
  return column === undefined || column.count === 0
    ? `${meaning}.`
    : `${meaning}: ${failuresOf(column)} at ${settingText(control, column.value)}.`
}

const multiTaskSentence = (
  { subject, seeds }: LadderState,
  { multiTask }: LadderSummary,
): string => {
  if (subject.multiTask === 'groupNorm') {
    return 'In place of trained multi-task networks, which take seconds each, stands the smallest group norm: where weight decay would lead them.'
  }
  return multiTask.seeds === seeds.length
    ? 'Multi-task networks are trained on the same seeds.'
    : `Multi-task networks are trained, so far ${String(multiTask.seeds)} of ${String(seeds.length)} seeds.`
}

/** What a dot is, how far the picture is, and what it leaves out. */
export const noteOf = (state: LadderState, summary: LadderSummary, current: number): string => {
  const { loss, control, network } = state.subject
  const way = NETWORKS[network].hasExactFlow ? 'exact' : 'trained'
  const dot =
    loss === 'final'
      ? `Each dot is where ${way} finetuning ends for one data seed`
      : `Each dot is the smallest error on the ${way} way of finetuning for one data seed`
  return [
    `${dot} (${progressOf(state)}); those of the seed on screen stand out.`,
    failureSentence(control, summary.columns[current]),
    multiTaskSentence(state, summary),
  ].join(' ')
}

const pointSentence = (
  state: LadderState,
  name: string,
  column: LadderColumn | undefined,
): string =>
  column === undefined || Number.isNaN(column.median)
    ? ''
    : `${name} ${settingText(state.subject.control, column.value)} the median error is ${spoken(column.median)}${ofSeeds(column.count, state)}.`

const levelSentence = (state: LadderState, name: string, { median, count }: LadderLevel): string =>
  Number.isNaN(median)
    ? ''
    : `${name} has a median error of ${spoken(median)} there${ofSeeds(count, state)}.`

const rivalName = ({ multiTask }: LadderState['subject']): string =>
  multiTask === 'trained' ? 'multi-task' : 'smallest group norm'

/** The whole picture in a few sentences. */
export const describeLadder = (
  state: LadderState,
  summary: LadderSummary,
  current: number,
): string => {
  const { columns, best, singleTask, multiTask } = summary
  const { control, loss } = state.subject
  const column = columns[current]
  const quantity = loss === 'final' ? 'Final error' : 'Smallest error on the way'
  const sentence = (name: string, at: LadderColumn | undefined): string =>
    pointSentence(state, name, at)
  return [
    `${quantity} of the finetuned network, relative to the zero function’s, against the ${axisText(control)}.`,
    `${progressOf(state)}.`,
    sentence('At the smallest', columns[0]),
    sentence('At the largest', columns.at(-1)),
    best === null ? '' : sentence('Least: at', columns[best]),
    sentence('Near the present setting,', column),
    levelSentence(state, 'Single-task training', levelAt(singleTask, current)),
    levelSentence(state, `The ${rivalName(state.subject)} solution`, levelAt(multiTask, current)),
    failureSentence(control, column),
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** The numbers of a place that is pointed at. */
export const factsAt = (
  state: LadderState,
  { columns, errors, singleTask, multiTask }: LadderSummary,
  { column, row }: LadderPlace,
): LadderFact[] => {
  const { subject, seeds } = state
  const found = columns[column]
  if (found === undefined) return []
  const levelFact = (name: string, { median, count }: LadderLevel): LadderFact => ({
    term: Number.isNaN(median) ? name : `${name}${ofSeeds(count, state)}`,
    value: median,
  })
  const error = row === null ? NaN : (errors[row * columns.length + column] ?? NaN)
  const dot = row === null ? [] : [{ term: `seed ${String(seeds[row])}`, value: error }]
  return [
    { term: symbolText(subject.control), value: valueText(found.value) },
    ...dot,
    { term: `median${ofSeeds(found.count, state)}`, value: found.median },
    levelFact('single task', levelAt(singleTask, column)),
    levelFact(rivalName(subject), levelAt(multiTask, column)),
    { term: 'failed seeds', value: failuresOf(found) },
  ]
}
