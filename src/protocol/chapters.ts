/**
 * The chapters of the article as data: what each claims, what its figure opens with, and which
 * controls stand beside it. The prose is in src/chapters; slides and lessons use the same table.
 */
import type { NumberField } from './controls.ts'
import type { FigureId } from './figures.ts'
import type { NetworkId } from './networks.ts'
import { DEFAULT_SPECS, type RunSpec } from './spec.ts'
import { DEFAULT_VIEW, type View } from './view.ts'

export const CHAPTER_IDS = [
  'keep',
  'solve',
  'together',
  'then',
  'nested',
  'directions',
  'practice',
  'checked',
] as const
export type ChapterId = (typeof CHAPTER_IDS)[number]

export interface ChapterDescription {
  title: string
  /** What the chapter shows, in one sentence. */
  claim: string
  /** What its figures open with. */
  spec: RunSpec
  view: View
  /** The first is the one that carries the claim. */
  figures: readonly FigureId[]
  /** The sliders beside them. */
  controls: readonly NumberField[]
}

const specOf = (network: NetworkId, changes: Partial<Omit<RunSpec, 'network'>>): RunSpec => ({
  ...DEFAULT_SPECS[network],
  ...changes,
})
const viewOf = (changes: Partial<View>): View => ({ ...DEFAULT_VIEW, ...changes })

export const CHAPTERS: Record<ChapterId, ChapterDescription> = {
  keep: {
    title: 'What does a network keep?',
    claim: 'Shrinking the pretrained weights before finetuning decides which old features survive.',
    spec: specOf('diagonal', { methods: ['singleTask', 'finetune'] }),
    view: viewOf({}),
    figures: ['spectrum'],
    controls: ['rescale'],
  },
  solve: {
    title: 'A network you can solve',
    claim:
      'The scale of the starting weights alone carries one network from a little of everything to few features.',
    spec: specOf('diagonal', { methods: ['singleTask'], mainSamples: 32, initScale: 0.3 }),
    view: viewOf({ sweep: 'initScale' }),
    figures: ['spectrum'],
    controls: ['initScale', 'mainSamples'],
  },
  together: {
    title: 'Two tasks at once',
    claim: 'Training on both tasks at once favours features that both can use.',
    spec: specOf('diagonal', { methods: ['singleTask', 'multiTask'] }),
    view: viewOf({ sweep: 'overlap' }),
    figures: ['spectrum', 'multiTask'],
    controls: ['overlap', 'weightDecay'],
  },
  then: {
    title: 'First one, then the other',
    claim: 'Finetuning is lazy about large old features and rich about new ones, at the same time.',
    spec: specOf('diagonal', {
      methods: ['multiTask', 'finetune'],
      mainActive: 6,
      overlap: 3,
      mainSamples: 24,
      rescale: 1,
    }),
    view: viewOf({}),
    figures: ['dial', 'penalty'],
    controls: ['rescale'],
  },
  nested: {
    title: 'Nested feature selection',
    claim: 'How much of the old to keep depends on how much of it the new task needs.',
    spec: specOf('diagonal', {}),
    view: viewOf({}),
    figures: ['ladder', 'map'],
    controls: ['rescale', 'overlap'],
  },
  directions: {
    title: 'Features with directions',
    claim:
      'Finetuning can turn an old feature towards a new one; multi-task learning hardly gains from features that are only similar.',
    spec: specOf('relu', { mainActive: 3, overlap: 3, featureCorrelation: 0.9, mainSamples: 96 }),
    view: viewOf({}),
    figures: ['directions', 'structure'],
    controls: ['rescale', 'featureCorrelation', 'featureMagnitude'],
  },
  practice: {
    title: 'In practice',
    claim:
      'The factor is worth a search: a few finetuning runs, compared on held-out examples, find it.',
    spec: specOf('diagonal', { mainActive: 6, overlap: 3, mainSamples: 32 }),
    view: viewOf({}),
    figures: ['ladder'],
    controls: ['rescale'],
  },
  checked: {
    title: 'What we checked',
    claim:
      'Of the published directions we tried, nearly all come out again, solved exactly or trained anew.',
    spec: specOf('diagonal', {
      inputDim: 1000,
      auxActive: 40,
      mainActive: 5,
      overlap: 5,
      auxSamples: 1024,
      mainSamples: 32,
      rescale: 0.1,
      methods: ['singleTask', 'finetune'],
    }),
    view: viewOf({}),
    figures: ['spectrum'],
    controls: ['rescale', 'mainSamples'],
  },
}
