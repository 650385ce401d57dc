/**
 * What a reader is told about each method. The recipes themselves are in theory/methodRecipes.ts.
 */
import type { MethodId } from '../theory/methodRecipes.ts'

export interface MethodDescription {
  /** In full, for rows and tables. */
  label: string
  /** The field's abbreviation, for the ends of curves. */
  abbreviation: string
  /** One line. */
  explanation: string
}

export const METHODS: Record<MethodId, MethodDescription> = {
  singleTask: {
    label: 'Single task',
    abbreviation: 'STL',
    explanation: 'Trained on the main task alone, from small weights.',
  },
  multiTask: {
    label: 'Multi-task',
    abbreviation: 'MTL',
    explanation: 'Trained on both tasks at once: one first layer, a readout for each task.',
  },
  finetune: {
    label: 'Finetuned',
    abbreviation: 'PT+FT',
    explanation: 'Pretrained on the auxiliary task, rescaled by c, then trained on the main task.',
  },
  singleTaskProbe: {
    label: 'Single task, probe',
    abbreviation: 'STL (LP)',
    explanation: 'Only the readout is trained; the first layer stays as initialized.',
  },
  finetuneProbe: {
    label: 'Pretrained, probe',
    abbreviation: 'PT+FT (LP)',
    explanation: 'Only the readout is trained; the first layer stays as pretrained.',
  },
  probeThenFinetune: {
    label: 'Probe, then finetune',
    abbreviation: 'LP-FT',
    explanation:
      'A linear probe first, to the probe threshold (here 0.001, published 0.1), then all weights.',
  },
}
