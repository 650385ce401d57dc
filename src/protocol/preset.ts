import type { NetworkId } from './networks.ts'
import { DEFAULT_SPECS, type RunSpec } from './spec.ts'

export interface Preset {
  id: string
  label: string
  /** What to see, in one sentence; every claim in it is checked over seeds by a test. */
  caption: string
  spec: RunSpec
}

/** Makes presets of a network from what differs from its defaults. */
export const createPreset =
  (network: NetworkId) =>
  (
    id: string,
    words: { label: string; caption: string },
    changes: Partial<Omit<RunSpec, 'network'>>,
  ): Preset => ({ id, ...words, spec: { ...DEFAULT_SPECS[network], ...changes } })
