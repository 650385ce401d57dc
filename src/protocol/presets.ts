/** Prepared states, each of which shows one effect (docs/model.md, "Presets"). */
import type { NetworkId } from './networks.ts'
import { RELU_PRESETS } from './reluPresets.ts'
import { createPreset, type Preset } from './preset.ts'

const preset = createPreset('diagonal')

const DIAGONAL_PRESETS: readonly Preset[] = [
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
        'Scaling the pretrained weights down now throws away what was learned. Scaled up to c = 3 it is kept better still: the error ends over twenty times below that at c = 1.',
    },
    { mainActive: 20, overlap: 20, mainSamples: 24, rescale: 3 },
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

export const PRESETS: Readonly<Record<NetworkId, readonly Preset[]>> = {
  diagonal: DIAGONAL_PRESETS,
  relu: RELU_PRESETS,
}
