/** What the regime map says in words, from its numbers only. */
import type { MapFact, MapPlace } from '../charts/map/types.ts'
import { NETWORKS, type NetworkId } from '../protocol/networks.ts'
import type { MapQuantity, MapRow, RegimeThresholds } from '../protocol/sweepView.ts'
import {
  mapSizeOf,
  medianAt,
  progressOf,
  seedsAt,
  signatureAt,
  winnerAt,
  WINNERS,
  type Winner,
} from '../store/mapSummary.ts'
import { multiTaskMeasure, type MapState } from '../store/regimeMap.ts'
import { REGIMES, regimeOf, type Regime } from '../theory/signature.ts'
import { axisText, errorText, seedsText, symbolText, valueText } from './sweepWords.ts'

export const PAIR_LABELS: Record<MapRow, string> = {
  overlap: 'overlap × rescaling',
  initScale: 'init scale × rescaling',
  mainActive: 'features k₂ × examples n',
}

export const QUANTITY_LABELS: Record<MapQuantity, string> = {
  loss: 'median error',
  winner: 'winning method',
  regime: 'regime',
}

export const REGIME_LABELS: Record<Regime, string> = {
  nested: 'nested',
  broad: 'broad reuse',
  lazy: 'lazy reuse',
  little: 'little reuse',
}

const WINNER_LABELS: Record<Winner, string> = {
  finetune: 'finetuned',
  singleTask: 'single task',
  multiTask: 'multi-task',
  equal: 'about equal',
}

/** Where ends are solved the smallest group norm stands for multi-task learning. */
export const winnerLabel = (winner: Winner, network: NetworkId): string =>
  winner === 'multiTask' && NETWORKS[network].hasExactFlow
    ? 'smallest group norm'
    : WINNER_LABELS[winner]

const endWords = ({ network }: MapState['subject']): string =>
  NETWORKS[network].hasExactFlow ? 'exact finetuning' : 'trained finetuning'

/** How far the computation is: "8 seeds, 1 to 8; 31 % computed". */
const mapProgress = (state: MapState): string => {
  const { done, all } = progressOf(state)
  const seeds = state.sheets.finetune?.plan.seeds ?? state.seeds
  if (done === 0) return 'waiting to be computed'
  const failure = state.sheets.finetune?.failure ?? state.sheets.rivals?.failure ?? null
  if (failure !== null) return `${seedsText(seeds)}; some are missing: ${failure}`
  const percent = Math.floor((100 * done) / all)
  return percent === 100 ? seedsText(seeds) : `${seedsText(seeds)}; ${String(percent)} % computed`
}

const percentText = (share: number): string => `${String(Math.round(100 * share))} %`

const regimeNote = ({ reuse, order, kept }: RegimeThresholds): string =>
  [
    `Little reuse: less than ${percentText(reuse)} of the weight stands on pretrained features.`,
    `Of the rest, lazy: the ℓ-order of the penalty is at least ${String(order)} (2 spreads weight like ℓ₂, 1 favours few like ℓ₁).`,
    `Nested: it is below, and at most ${percentText(kept)} of the pretrained features are kept (above 1 % of the largest).`,
    'Broad: more of them are. Medians over seeds.',
  ].join(' ')

/** What a cell is, how far the picture is, and what its colours mean. */
export const mapNote = (
  state: MapState,
  quantity: MapQuantity,
  thresholds: RegimeThresholds,
): string => {
  const cell = `Each cell is where ${endWords(state.subject)} ends (${mapProgress(state)}); what is not yet computed has the colour of its neighbour.`
  const rival = NETWORKS[state.subject.network].hasExactFlow
    ? 'the smallest group norm, where weight decay would lead multi-task learning'
    : 'multi-task learning'
  switch (quantity) {
    case 'loss':
      return `${cell} Colour is the median error on new inputs, relative to the zero function’s.`
    case 'winner':
      return `${cell} It beats single-task training and ${rival}, or it does not: by median error, and by more than a factor of 1.2.`
    case 'regime':
      return `${cell} ${regimeNote(thresholds)}`
  }
}

const cellOf = (state: MapState, { column, row }: MapPlace): number =>
  row * mapSizeOf(state).columns + column

/** Of how many seeds the numbers of a cell are, as long as that is not all of them. */
const ofSeeds = (state: MapState, cell: number): string => {
  const { known, all } = seedsAt(state, cell)
  return known === all ? '' : ` (${String(known)} of ${String(all)} seeds)`
}

/** Of how many seeds the medians of the computed cells are, as long as that is not all of them. */
const cellSeeds = (state: MapState): string => {
  const { columns, rows } = mapSizeOf(state)
  const counts = Array.from({ length: columns * rows }, (_, cell) => seedsAt(state, cell))
  const known = counts.map((count) => count.known).filter((count) => count > 0)
  const [fewest, most] = [Math.min(...known), Math.max(...known)]
  const all = counts[0]?.all ?? 0
  if (known.length === 0 || fewest === all) return ''
  const range = fewest === most ? String(most) : `${String(fewest)} to ${String(most)}`
  return `Medians are of ${range} of ${String(all)} seeds.`
}

/** The numbers of a cell. */
export const mapFacts = (
  state: MapState,
  quantity: MapQuantity,
  { place, thresholds }: { place: MapPlace; thresholds: RegimeThresholds },
): MapFact[] => {
  const { columns, rows, network } = state.subject
  const { finetune, rivals } = state.sheets
  const cell = cellOf(state, place)
  const settings = [columns, rows].map(({ control, grid }, axis) => ({
    term: symbolText(control),
    value: valueText(grid.values[axis === 0 ? place.column : place.row] ?? NaN),
  }))
  const error = {
    term: `median error${ofSeeds(state, cell)}`,
    value: medianAt(finetune, cell, 'finetuneError'),
  }
  if (Number.isNaN(error.value)) return [...settings, { term: 'cell', value: 'not computed yet' }]
  if (quantity === 'loss') {
    const features = medianAt(finetune, cell, 'effectiveFeatures')
    return [...settings, error, { term: 'features in use', value: features.toFixed(1) }]
  }
  if (quantity === 'winner') {
    const winner = winnerAt(state, cell)
    return [
      ...settings,
      { term: 'winner', value: winner === null ? '–' : winnerLabel(winner, network) },
      { term: 'finetuned', value: error.value },
      { term: 'single task', value: medianAt(rivals, cell, 'singleTaskError') },
      {
        term: winnerLabel('multiTask', network),
        value: medianAt(rivals, cell, multiTaskMeasure(state.subject)),
      },
    ]
  }
  const signature = signatureAt(finetune, cell)
  const regime = regimeOf(signature, thresholds)
  return [
    ...settings,
    { term: 'regime', value: regime === null ? '–' : REGIME_LABELS[regime] },
    { term: 'reused', value: percentText(signature.reuse) },
    { term: 'ℓ-order', value: signature.order.toFixed(2) },
    { term: 'kept', value: percentText(signature.keptShare) },
    error,
  ]
}

/** Share of the cells of each kind, most first: "nested in 41 % of the cells". */
const sharesText = (indices: ArrayLike<number>, labels: readonly string[]): string => {
  const counts = labels.map((label, kind) => ({
    label,
    count: Array.from(indices).filter((index) => index === kind).length,
  }))
  const known = counts.reduce((sum, { count }) => sum + count, 0)
  if (known === 0) return ''
  return `${counts
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .map(({ label, count }) => `${label} in ${percentText(count / known)} of the cells`)
    .join(', ')}.`
}

const lossText = (errors: ArrayLike<number>): string => {
  const known = Array.from(errors).filter((error) => !Number.isNaN(error))
  if (known.length === 0) return ''
  const [least, most] = [Math.min(...known), Math.max(...known)]
  return `Median errors from ${errorText(least)} to ${errorText(most)}.`
}

/** The whole picture in a few sentences. */
export const describeMap = (
  state: MapState,
  quantity: MapQuantity,
  values: ArrayLike<number>,
): string => {
  const { columns, rows } = state.subject
  const summary = {
    loss: () => lossText(values),
    winner: () =>
      sharesText(
        values,
        WINNERS.map((winner) => winnerLabel(winner, state.subject.network)),
      ),
    regime: () =>
      sharesText(
        values,
        REGIMES.map((regime) => REGIME_LABELS[regime]),
      ),
  }[quantity]()
  return [
    `${QUANTITY_LABELS[quantity]} of ${endWords(state.subject)} over ${axisText(columns.control)} and ${axisText(rows.control)}.`,
    `${mapProgress(state)}.`,
    cellSeeds(state),
    summary,
  ]
    .filter((part) => part !== '')
    .join(' ')
}
