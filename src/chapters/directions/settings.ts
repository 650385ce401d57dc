/** The tasks that the chapter's verbs lead to, as the presets of ReLU networks have them. */
import type { RunSpec } from '../../protocol/spec.ts'

/** As the preset “all tilted”. */
export const ALL_TILTED: Partial<RunSpec> = {
  mainActive: 6,
  overlap: 6,
  featureCorrelation: 0.9,
  featureMagnitude: 1,
  mainSamples: 192,
  rescale: 1,
}
/** As the preset “weak”. */
export const WEAK: Partial<RunSpec> = { ...ALL_TILTED, featureMagnitude: 0.1 }
/** As the preset “all shared”, at c = 1. */
export const ALL_SAME: Partial<RunSpec> = {
  ...ALL_TILTED,
  featureCorrelation: 1,
  mainSamples: 64,
}
/** A hundredth of the ordinary strength; the stop is as far below such a task’s size. */
export const WEAKER: Partial<RunSpec> = { featureMagnitude: 0.01, stopLoss: 1e-8 }
