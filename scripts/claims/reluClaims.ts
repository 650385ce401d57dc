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
