/** The tasks that the chapter's verbs lead to. */
import type { RunSpec } from '../../protocol/spec.ts'

/** As the preset “all shared”. */
export const ALL_OLD: Partial<RunSpec> = { mainActive: 20, overlap: 20, mainSamples: 24 }
/** As the preset “half shared”. */
export const HALF_OLD: Partial<RunSpec> = { mainActive: 6, overlap: 3, mainSamples: 24 }
/** As the preset “disjoint”. */
export const DISJOINT: Partial<RunSpec> = { mainActive: 3, overlap: 0, mainSamples: 24 }
/** Neither end of the ladder is best. */
export const MOST_OLD: Partial<RunSpec> = { mainActive: 20, overlap: 15, mainSamples: 48 }
