/** Prepared states, each of which shows one effect (docs/model.md, "Presets"). */
import { DEFAULT_SPEC, type RunSpec } from './spec.ts'

export interface Preset {
  id: string
  label: string
  /** What to see, in one sentence; every claim in it is checked over seeds by a test. */
  caption: string
  spec: RunSpec
}

const preset = (
  id: string,
  words: { label: string; caption: string },
  changes: Partial<RunSpec>,
): Preset => ({ id, ...words, spec: { ...DEFAULT_SPEC, ...changes } })

export const PRESETS: readonly Preset[] = [
  preset(
    'nested',
    {
      label: 'Nested',
      caption:
        'Scaled down by 100 before finetuning, the network picks out just those; unscaled, or trained from scratch, it does not.',
    },
    {},
  ),
  preset(
    'all-shared',
    {
      label: 'All shared',
      caption:
        'Scaling the pretrained weights down now throws away what was learned: leave c at 1.',
    },
    { mainActive: 20, overlap: 20, mainSamples: 24, rescale: 1 },
  ),
  preset(
    'half-shared',
    {
      label: 'Half shared',
      caption:
        'At c = 1 finetuning leans too much on the old ones; a smaller c leaves room for new features.',
    },
    { mainActive: 6, overlap: 3, mainSamples: 24 },
  ),
  preset(
    'disjoint',
    {
      label: 'Disjoint',
      caption:
        'At c = 1 the old features get in the way: finetuning ends far worse than training from scratch.',
    },
    { overlap: 0, mainSamples: 24, rescale: 1 },
  ),
]
