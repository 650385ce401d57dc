/** Prepared states of ReLU networks (docs/model.md, "ReLU networks"). */
import { createPreset, type Preset } from './preset.ts'

const preset = createPreset('relu')

export const RELU_PRESETS: readonly Preset[] = [
  preset(
    'nested',
    {
      label: 'Nested',
      caption: 'Unscaled, finetuning turns to the one unit it needs.',
    },
    {},
  ),
]
