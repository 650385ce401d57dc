/** Prepared states of ReLU networks (docs/model.md, "Presets"); all of them share one pretraining. */
import { createPreset, type Preset } from './preset.ts'

const preset = createPreset('relu')

/** Every old unit is needed, turned by 26°. */
const ALL_TILTED = { mainActive: 6, overlap: 6, featureCorrelation: 0.9, mainSamples: 192 }

export const RELU_PRESETS: readonly Preset[] = [
  preset(
    'nested',
    {
      label: 'Nested',
      caption:
        'At c = 1 finetuning ends over ten times below training from scratch, at c = 0.1 hardly lower. Needing all six instead of one costs a factor of hundreds at c = 1, next to nothing at c = 10.',
    },
    {},
  ),
  preset(
    'all-shared',
    {
      label: 'All shared',
      caption:
        'At c = 10 finetuning keeps what was learned, and ends hundreds of times below c = 1.',
    },
    { mainActive: 6, overlap: 6, rescale: 10 },
  ),
  preset(
    'five-shared',
    {
      label: 'Five shared',
      caption:
        'At c = 1 finetuning ends below training from scratch, and multi-task learning over three times below that.',
    },
    { mainActive: 6, overlap: 5 },
  ),
  preset(
    'half-shared',
    {
      label: 'Half shared',
      caption:
        'Multi-task learning still ends lowest; at c = 1 finetuning gains nothing over training from scratch.',
    },
    { mainActive: 6, overlap: 3 },
  ),
  preset(
    'disjoint',
    {
      label: 'Disjoint',
      caption:
        'The old units get in the way: at c = 1 finetuning ends over ten times above training from scratch, at c = 10 over a hundred times; at c = 0.01 level with it.',
    },
    { overlap: 0 },
  ),
  preset(
    'tilted',
    {
      label: 'Tilted',
      caption:
        'At c = 1 finetuning turns them, and ends over ten times below both other methods; at c = 0.1 it ends over five times higher, at c = 10 over a hundred times.',
    },
    { mainActive: 3, overlap: 3, featureCorrelation: 0.9, mainSamples: 96 },
  ),
  preset(
    'all-tilted',
    {
      label: 'All tilted',
      caption:
        'At c = 1 finetuning turns them all, and ends over a hundred times below both other methods: multi-task learning hardly gains from units that are only similar.',
    },
    ALL_TILTED,
  ),
  preset(
    'weak',
    {
      label: 'Weak',
      caption:
        'For so weak a task the old units are too strong: at c = 1 finetuning ends only a few times below training from scratch, at c = 0.3 further down.',
    },
    { ...ALL_TILTED, featureMagnitude: 0.1 },
  ),
]
