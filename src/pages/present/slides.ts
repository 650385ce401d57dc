/**
 * The talk as data: one live figure for each slide, a question before it, and an answer. Answers are
 * claims of the article's chapters and captions of prepared examples, which tests check over seeds.
 */
import { CHAPTERS, type ChapterId } from '../../protocol/chapters.ts'
import type { NumberField } from '../../protocol/controls.ts'
import type { FigureId } from '../../protocol/figures.ts'
import { PRESETS } from '../../protocol/presets.ts'
import type { RunSpec } from '../../protocol/spec.ts'
import type { View } from '../../protocol/view.ts'
import { EFFORT } from '../../store/sweeps/effort.ts'

export interface SlideFigure {
  id: FigureId
  controls: readonly NumberField[]
  spec: RunSpec
  view: View
}

export interface Slide {
  id: string
  /** The chapter of the article that tells more. */
  chapter: ChapterId | null
  title: string
  /** Asked before anything is shown; none on the first and the last slide. */
  question: string | null
  answer: string
  figure: SlideFigure | null
  /** For the one who speaks, a sentence each. */
  notes: readonly string[]
  minutes: number
  /** Who and what, under the first and the last slide. */
  credit?: string
}

type Words = Pick<Slide, 'notes' | 'minutes'> & { question: string }

const KEEP = CHAPTERS.keep.spec

/** Slides are made for the palette of projectors. */
const projected = (view: View): View => ({ ...view, theme: 'projector' })

/** The figure that carries a chapter's claim, as the chapter opens it. */
const ofChapter = (
  chapter: ChapterId,
  words: Words,
  other: { figure?: FigureId; controls?: SlideFigure['controls']; changes?: Partial<RunSpec> } = {},
): Slide => {
  const { title, claim, spec, view, figures, controls } = CHAPTERS[chapter]
  const own = other.controls ?? controls
  const id = other.figure ?? figures[0] ?? 'spectrum'
  return {
    id: chapter,
    chapter,
    title,
    answer: claim,
    figure: { id, controls: own, spec: { ...spec, ...other.changes }, view: projected(view) },
    ...words,
  }
}

/** A prepared example, with its caption as answer. */
const ofExample = (
  [id, title]: readonly [id: string, title: string],
  figure: Pick<SlideFigure, 'id' | 'controls'> & { changes?: Partial<RunSpec> },
  words: Words,
): Slide => {
  const preset = PRESETS.diagonal.find((one) => one.id === id)
  const answer = preset?.caption ?? ''
  const { spec, view } = CHAPTERS.nested
  return {
    id,
    chapter: 'nested',
    title,
    answer,
    figure: {
      id: figure.id,
      controls: figure.controls,
      spec: { ...(preset?.spec ?? spec), ...figure.changes },
      view: projected(view),
    },
    ...words,
  }
}

const OPENING: Slide = {
  id: 'opening',
  chapter: null,
  title: 'Regimes of Reuse',
  question: null,
  answer: 'What does a network keep from its earlier training?',
  figure: null,
  credit:
    'A companion to Lippl & Lindsey, “Inductive biases of multi-task learning and finetuning: multiple regimes of feature reuse”, NeurIPS 2024. → goes on, ? shows all keys.',
  notes: [
    'Everything that follows is computed here, on this machine: nothing is a video.',
    'Say what is to come: a question, a guess by the room, then the answer.',
    'Two tasks share some features. The network learns the auxiliary one first, or both at once.',
  ],
  minutes: 2,
}

const CLOSING: Slide = {
  id: 'closing',
  chapter: null,
  title: 'Take it with you',
  question: null,
  answer: 'Read the article, move every control, or teach with it.',
  figure: null,
  notes: [
    'Press Q for a code that opens the page on a phone.',
    'On the page for teachers there are exercises; with a class code everyone gets data of their own.',
  ],
  minutes: 1,
}

export const SLIDES: readonly Slide[] = [
  OPENING,
  ofChapter('keep', {
    question: `Pretrained on ${KEEP.auxActive} features, a network must learn a task that needs ${KEEP.mainActive} of them, from ${KEEP.mainSamples} examples. Its first layer is multiplied by c before. Which c would you choose?`,
    notes: [
      'Ask for hands: leave it as it is (c = 1), scale it up, or scale it down a hundredfold?',
      'Reveal, then drag c slowly from 1 down to 0.01. Each stem is a feature; the hollow circles are the teacher.',
      'Point at the group “auxiliary only”: its stems melt away, those of “shared” stay.',
      'Then back up to 10: the error follows.',
    ],
    minutes: 5,
  }),
  ofChapter('solve', {
    question:
      'Now without pretraining. Nothing but the size of the starting weights changes: what does that do to the solution?',
    notes: [
      'Every coefficient is a product of two weights, w·v: small weights grow slowly, and the largest correlation wins.',
      'Drag α from 1 down to 0.001: from a little of everything to few features.',
      'Name both ends: lazy, close to the smallest ℓ₂ norm; rich, close to the smallest ℓ₁ norm.',
    ],
    minutes: 4,
  }),
  ofChapter('together', {
    question:
      'Both tasks at once, on one shared first layer: where does the weight of the main task go?',
    notes: [
      'The layer that both tasks share gets its push from both: a feature that both use is cheap.',
      'Move the overlap down to 0: what is cheap is now of no use to the main task.',
      'What plain descent finds is not the smallest group norm; weight decay leads closer to it.',
    ],
    minutes: 4,
  }),
  ofChapter(
    'then',
    {
      question: 'What does it cost finetuning to use a feature, an old one and a new one?',
      notes: [
        'A bowl spreads weight over many features; a straight line picks few.',
        'An old feature is a bowl near zero: cheap to use a little. A new one is a straight line.',
        'Drag c down: the bowl turns into a line, and old features are chosen sparsely too.',
      ],
      minutes: 4,
    },
    { figure: 'penalty', changes: { rescale: 1 } },
  ),
  {
    ...ofChapter('then', {
      question: 'Can a method reuse old features without spreading over all of them?',
      notes: [
        'Down: few features are picked. Left: old ones are preferred.',
        'Every dot belongs on the line (they stand beside it only to make room): what is gained in reuse is paid in sparsity.',
        'In between is a band where reuse is real and the choice still sparse. Finetuning stays in it far longer than multi-task learning.',
      ],
      minutes: 4,
    }),
    id: 'law',
    title: 'A conservation law',
    answer: 'ℓ-order and feature dependence add up to 1: reuse is paid for in sparsity.',
  },
  ofChapter('nested', {
    question: `${EFFORT.diagonal.seeds} draws of the data, all values of c: where is the error smallest?`,
    notes: [
      'Each dot is another data set. Read the median, then the spread, then the failures.',
      'Click a dot to open its run; click “optimal” to go there.',
      'Raise the number of features that are needed, and ask again: that is the next slide.',
    ],
    minutes: 4,
  }),
  ofExample(
    ['all-shared', 'And if all are needed?'],
    { id: 'ladder', controls: ['rescale'] },
    {
      question: 'The new task needs every old feature. Does scaling down still help?',
      notes: [
        'Same network, same pretraining; only the new task is another.',
        'The curve has turned over, and it goes on falling beyond c = 1. Ask what a rule “always scale down” would have cost, and what “leave the weights alone” costs.',
      ],
      minutes: 3,
    },
  ),
  ofExample(
    ['disjoint', 'And if none is?'],
    { id: 'spectrum', controls: ['rescale'], changes: { methods: ['singleTask', 'finetune'] } },
    {
      question:
        'The new task shares no feature with the old one. Is pretraining useless, or worse?',
      notes: [
        'Point at the stems of “auxiliary only”: weight that only does harm.',
        'Drag c down: the network comes back to what training from scratch reaches.',
        'The name for it is negative transfer.',
      ],
      minutes: 3,
    },
  ),
  {
    ...ofExample(
      ['half-shared', 'A map of regimes'],
      { id: 'map', controls: [] },
      {
        question: 'Of what the new task needs, nothing is old, or all: which c for which overlap?',
        notes: [
          'Walk along a row from right to left: that is the slider c for one overlap.',
          'Switch the map to regimes: nested, broad, lazy, little reuse.',
          'Click a cell: the run behind it opens.',
        ],
        minutes: 3,
      },
    ),
    id: 'map',
    answer: 'When all is shared a large c is best, when nothing is a small one.',
  },
  ofChapter(
    'directions',
    {
      question:
        'In a ReLU network a feature is a direction. The new task needs old directions, turned a little. Who can make use of them?',
      notes: [
        'Each arrow is a hidden unit, from where pretraining left it to where it is now.',
        'Finetuning turns old units; multi-task learning has to serve both directions.',
        'Training takes a few seconds here: open the slide early.',
      ],
      minutes: 4,
    },
    // The two that the claim compares, and what it speaks of.
    {
      controls: ['rescale', 'featureCorrelation'],
      changes: { methods: ['multiTask', 'finetune'] },
    },
  ),
  ofChapter('practice', {
    question:
      'You have a pretrained network, a small task and no theory. How do you choose the factor?',
    notes: [
      'Multiply all weights by 1/8, 1/4, 1/2, 1, 2; finetune each; keep the best on held-out data.',
      'Published runs on CIFAR-100 (Lippl & Lindsey 2024): with a ResNet-18, 1/8 gained 7 points of accuracy at 10 examples, and 1/2 lost 7; with a vision transformer nothing beat 1.',
      'So no rule follows, only the search. Say what “all weights” means there: normalization and the readout too, at the same learning rate.',
    ],
    minutes: 3,
  }),
  ofChapter('checked', {
    question: `A demonstration of ${KEEP.inputDim} features: does it hold at the size of the paper?`,
    notes: [
      `${CHAPTERS.checked.spec.inputDim} features, ${CHAPTERS.checked.spec.auxActive} of them pretrained, solved exactly on this machine.`,
      'The article’s last chapter sets our numbers beside the published ones.',
    ],
    minutes: 1,
  }),
  CLOSING,
]

/** Minutes of the talk up to and with the slide at a place. */
export const minutesUntil = (place: number): number =>
  SLIDES.slice(0, place + 1).reduce((total, { minutes }) => total + minutes, 0)

export const TALK_MINUTES = minutesUntil(SLIDES.length - 1)
