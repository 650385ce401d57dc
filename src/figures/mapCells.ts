/** The cells of the regime map as its chart draws them. */
import type { MapCategory, MapCells } from '../charts/map/types.ts'
import type { NetworkId } from '../protocol/networks.ts'
import type { View } from '../protocol/view.ts'
import { errorsOf, regimesOf, winnersOf, WINNERS, type Winner } from '../store/mapSummary.ts'
import type { MapState } from '../store/regimeMap.ts'
import { REGIMES, type Regime } from '../theory/signature.ts'
import { REGIME_LABELS, winnerLabel } from './mapWords.ts'
import { METHOD_STYLES } from './methodStyles.ts'

const REGIME_LOOKS: Record<Regime, Omit<MapCategory, 'label'>> = {
  nested: { colourToken: 'regime-nested', pattern: 'plain' },
  broad: { colourToken: 'regime-broad', pattern: 'dots' },
  lazy: { colourToken: 'regime-lazy', pattern: 'rising' },
  little: { colourToken: 'regime-little', pattern: 'falling' },
}

const WINNER_LOOKS: Record<Winner, Omit<MapCategory, 'label'>> = {
  finetune: { colourToken: METHOD_STYLES.finetune.colourToken, pattern: 'plain' },
  singleTask: { colourToken: METHOD_STYLES.singleTask.colourToken, pattern: 'rising' },
  multiTask: { colourToken: METHOD_STYLES.multiTask.colourToken, pattern: 'dots' },
  equal: { colourToken: 'ink-soft', pattern: 'falling' },
}

const winnerCategories = (network: NetworkId): MapCategory[] =>
  WINNERS.map((id) => ({ label: winnerLabel(id, network), ...WINNER_LOOKS[id] }))

const REGIME_CATEGORIES = REGIMES.map((id) => ({ label: REGIME_LABELS[id], ...REGIME_LOOKS[id] }))
const WINNER_CATEGORIES = {
  diagonal: winnerCategories('diagonal'),
  relu: winnerCategories('relu'),
} satisfies Record<NetworkId, MapCategory[]>

const CONTOURS = [
  { value: 1, label: 'as bad as zero' },
  { value: 0.1, label: '10 %' },
  { value: 0.01, label: '1 %' },
  { value: 1e-4, label: '10⁻⁴' },
  { value: 1e-6, label: '10⁻⁶' },
]

/** Smaller errors have the last colour. */
const LEAST_ERROR = 1e-8

/** Whole decades that hold all errors, at least 10⁻³ … 1. */
const domainOf = (errors: Float64Array): [number, number] => {
  let [low, high] = [1e-3, 1]
  for (const error of errors) {
    if (Number.isNaN(error)) continue
    low = Math.min(low, Math.max(error, LEAST_ERROR))
    high = Math.max(high, error)
  }
  return [10 ** Math.floor(Math.log10(low)), 10 ** Math.ceil(Math.log10(high))]
}

export const mapCellsOf = (
  state: MapState,
  { quantity, regimes }: Pick<View, 'quantity' | 'regimes'>,
): MapCells => {
  if (quantity === 'loss') {
    const values = errorsOf(state)
    return { kind: 'values', values, domain: domainOf(values), contours: CONTOURS }
  }
  return quantity === 'winner'
    ? {
        kind: 'categories',
        indices: winnersOf(state),
        categories: WINNER_CATEGORIES[state.subject.network],
      }
    : { kind: 'categories', indices: regimesOf(state, regimes), categories: REGIME_CATEGORIES }
}
