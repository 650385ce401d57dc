/** Prepared states of ReLU networks (docs/model.md, "Presets"). */
import { createPreset, type Preset } from './preset.ts'

const preset = createPreset('relu')

export const RELU_PRESETS: readonly Preset[] = [
  preset(
    'nested',
    {
      label: 'Nested',
      caption:
        'At c = 1 finetuning ends over ten times below training from scratch. At c = 0.1 it is nearly back there; at c = 10 it no longer matters how many of the old units are needed.',
    },
    {},
  ),
  preset(
    'all-six',
    {
      label: 'All shared',
      caption:
        'At c = 10 finetuning keeps what was learned: the error is hundreds of times smaller than at c = 1.',
    },
    { mainActive: 6, overlap: 6, rescale: 10 },
  ),
  preset(
    'overlap',
    {
      label: 'Five of six',
      caption:
        'With one new unit finetuning at c = 1 ends below training from scratch, and multi-task learning below both.',
    },
    { mainActive: 6, overlap: 5 },
  ),
  preset(
    'disjoint',
    {
      label: 'Disjoint',
      caption:
        'The old units get in the way: at c = 1 finetuning ends over ten times above training from scratch, at c = 10 higher still; at c = 0.01 it is free of them.',
    },
    { overlap: 0 },
  ),
  preset(
    'tilted',
    {
      label: 'Tilted',
      caption:
        'An old unit points nearly the right way. At c = 1 it turns the rest; at c = 0.1 it is forgotten, at c = 10 it hardly turns: both end over five times higher.',
    },
    { featureCorrelation: 0.9 },
  ),
  preset(
    'all-tilted',
    {
      label: 'All tilted',
      caption:
        'Every old unit points nearly the right way, and finetuning turns them: it ends over a hundred times below training from scratch and below multi-task learning, which cannot share them.',
    },
    { mainActive: 6, overlap: 6, featureCorrelation: 0.9, mainSamples: 256 },
  ),
]
