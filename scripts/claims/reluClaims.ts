/**
 * Every claim of the captions of ReLU networks' presets (src/protocol/reluPresets.ts), as data: what
 * is compared with what, and by how much they differ. Checked over seeds at a reduced size by
 * tests/theory/reluPresetClaims.test.ts, and at the presets' own by `npm run claims`.
 */
import type { RunSpec } from '../../src/protocol/spec.ts'

/** A method on a preset, with what of its settings is different. */
export interface Condition {
  method: 'singleTask' | 'multiTask' | 'finetune'
  changes?: Partial<RunSpec>
}

export interface Claim {
  preset: string
  /** In words, for tables. */
  title: string
  /** The condition that ends lower, and the one that ends higher. */
  lower: Condition
  higher: Condition
  /** The median error of the higher one over that of the lower one lies between these. */
  atLeast: number
  atMost?: number
  /** Share of seeds in which the lower one is below the higher one; absent where they are alike. */
  share?: number
}

const scratch: Condition = { method: 'singleTask' }
const both: Condition = { method: 'multiTask' }
const at = (rescale: number, changes: Partial<RunSpec> = {}): Condition => ({
  method: 'finetune',
  changes: { rescale, ...changes },
})
const ALL_SIX = { mainActive: 6, overlap: 6 }
/** Not further apart than this, either way, counts as alike. */
const ALIKE = 3

/** Claims that `lower` ends at least so many times below `higher`, in four seeds of five. */
const below = (
  preset: string,
  title: string,
  conditions: { lower: Condition; higher: Condition; atLeast: number },
): Claim => ({ preset, title, share: 0.8, ...conditions })

/** Claims that two conditions are alike. */
const alike = (
  preset: string,
  title: string,
  conditions: { lower: Condition; higher: Condition },
): Claim => ({ preset, title, atLeast: 1 / ALIKE, atMost: ALIKE, ...conditions })

export const RELU_CLAIMS: readonly Claim[] = [
  below('nested', 'c = 1 below STL', { lower: at(1), higher: scratch, atLeast: 10 }),
  alike('nested', 'c = 0.1 like STL', { lower: at(0.1), higher: scratch }),
  below('nested', 'c = 1: one unit below six', {
    ...{ lower: at(1), higher: at(1, ALL_SIX), atLeast: 200 },
  }),
  alike('nested', 'c = 10: one unit like six', { lower: at(10), higher: at(10, ALL_SIX) }),
  below('all-shared', 'c = 10 below c = 1', { lower: at(10), higher: at(1), atLeast: 200 }),
  below('five-shared', 'c = 1 below STL', { lower: at(1), higher: scratch, atLeast: 1.5 }),
  below('five-shared', 'MTL below c = 1', { lower: both, higher: at(1), atLeast: 3 }),
  {
    ...below('half-shared', 'MTL below STL', { lower: both, higher: scratch, atLeast: 1.5 }),
    share: 0.7,
  },
  below('half-shared', 'MTL below c = 1', { lower: both, higher: at(1), atLeast: 1.5 }),
  {
    preset: 'half-shared',
    title: 'c = 1 not below STL',
    ...{ lower: at(1), higher: scratch, atLeast: 0.5, atMost: 1.1 },
  },
  below('disjoint', 'STL below c = 1', { lower: scratch, higher: at(1), atLeast: 10 }),
  below('disjoint', 'STL below c = 10', { lower: scratch, higher: at(10), atLeast: 100 }),
  alike('disjoint', 'c = 0.01 like STL', { lower: at(0.01), higher: scratch }),
  below('tilted', 'c = 1 below STL', { lower: at(1), higher: scratch, atLeast: 10 }),
  below('tilted', 'c = 1 below MTL', { lower: at(1), higher: both, atLeast: 10 }),
  below('tilted', 'c = 1 below c = 0.1', { lower: at(1), higher: at(0.1), atLeast: 5 }),
  below('tilted', 'c = 1 below c = 10', { lower: at(1), higher: at(10), atLeast: 100 }),
  below('all-tilted', 'c = 1 below STL', { lower: at(1), higher: scratch, atLeast: 100 }),
  below('all-tilted', 'c = 1 below MTL', { lower: at(1), higher: both, atLeast: 100 }),
  alike('all-tilted', 'MTL like STL', { lower: both, higher: scratch }),
  {
    ...below('weak', 'c = 1 below STL', { lower: at(1), higher: scratch, atLeast: 2 }),
    atMost: 10,
  },
  below('weak', 'c = 0.3 below c = 1', { lower: at(0.3), higher: at(1), atLeast: 2 }),
]
