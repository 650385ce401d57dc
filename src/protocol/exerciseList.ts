/** The exercises, each on one effect; every lesson is checked over seeds by a test. */
import type { Exercise } from './exercises.ts'
import type { Hidable } from './hides.ts'
import { DEFAULT_SPEC, type RunSpec } from './spec.ts'

const specOf = (changes: Partial<Omit<RunSpec, 'network'>>): RunSpec => ({
  ...DEFAULT_SPEC,
  ...changes,
})

/** Everything but the spectrum, and all controls but those that are named. */
const allBut = (...shown: readonly Hidable[]): readonly Hidable[] =>
  (
    [
      ...['network', 'presets', 'seeds', 'more', 'sentence', 'overlap', 'initScale', 'rescale'],
      ...['ladder', 'map', 'dial', 'penalty', 'multiTask', 'measurements'],
    ] as Hidable[]
  ) // names of parts, as their type says
    .filter((part) => !shown.includes(part))

/** The number at a place; no number if it is missing. */
const at = (values: readonly number[], index: number): number => values[index] ?? NaN

const ratio = (top: number, bottom: number) => (values: readonly number[]) =>
  at(values, top) / at(values, bottom)

/** Numbers on the page are trained ones: close to a threshold they may fall on its other side. */
const SLACK = 1.5

/** Each once, in their order. */
const distinct = (positions: readonly number[]): number[] => [...new Set(positions)]

/** The last position up to which all values are below the threshold; −1 if not even the first is. */
const lastBelow = (values: readonly number[], threshold: number): number => {
  const first = values.findIndex((value) => !(value < threshold))
  return (first < 0 ? values.length : first) - 1
}

/** The first position from which on all values are below the threshold. */
const firstBelow = (values: readonly number[], threshold: number): number =>
  values.length - 1 - lastBelow(values.toReversed(), threshold)

/** The positions that a reading finds, exact first, then where numbers are a little off. */
const withSlack = (find: (slack: number) => number): number[] =>
  distinct([find(1), find(SLACK), find(1 / SLACK)])

/** The last option of a search that may find nothing. */
const NONE = 'none of these'

/** Everything in the panel of further controls but the number of main examples. */
const PANEL: readonly Hidable[] = [
  ...['methods', 'engine', 'inputDim', 'auxActive', 'mainActive', 'auxSamples', 'labelNoise'],
  ...['readoutInit', 'initSpread', 'learningRate', 'auxLearningRate', 'weightDecay', 'stopLoss'],
  ...['probeLoss', 'stepLimit'],
] as Hidable[] // names of parts, as their type says

const TOO_FAR = 'Already beyond: look at the one before.'
const NOT_YET = 'It goes on further: look at the next one.'

const FACTORS = [10, 3, 1, 0.3, 0.1, 0.03, 0.01]
const SCALES = [1, 0.1, 0.01, 0.001]
const COUNTS = [16, 20, 24, 32, 40, 48, 64]
const OVERLAPS = [0, 1, 2, 3, 4, 5, 6]
/** Among errors as near as this the page cannot tell which one is smallest. */
const EQUAL = 1.1

const ALL_NEEDED = specOf({
  mainActive: 20,
  overlap: 20,
  mainSamples: 24,
  rescale: 10,
  methods: ['finetune'],
})
const HALF_OLD = specOf({
  mainActive: 6,
  overlap: 3,
  mainSamples: 24,
  rescale: 10,
  methods: ['finetune'],
})
const MORE_SHARED = specOf({
  mainActive: 6,
  overlap: 0,
  mainSamples: 24,
  rescale: 0.1,
  methods: ['singleTask', 'finetune'],
})
const FROM_LARGE = specOf({ methods: ['singleTask'], mainSamples: 40, initScale: 1 })

export const EXERCISES: readonly Exercise[] = [
  {
    id: 'features-in-use',
    title: 'How many features are in use?',
    task: 'Set the rescaling factor c to 0.01 and wait until training has ended.',
    question: 'How many features does the finetuned network use now?',
    spec: specOf({ rescale: 1, methods: ['finetune'] }),
    hides: allBut('rescale'),
    points: [{ rescale: 0.01 }, { rescale: 1 }],
    measures: ['effectiveFeatures'],
    answer: {
      kind: 'number',
      of: (values) => at(values, 0),
      factor: 1.1,
      slips: [
        { of: (values) => at(values, 1), words: 'That is the number at c = 1. Move c to 0.01.' },
        {
          of: () => DEFAULT_SPEC.auxActive,
          words: 'That many pretraining has left; finetuning does not use them all.',
        },
      ],
    },
    lesson: 'With most data the network uses fewer of the old features when it is scaled down.',
  },
  {
    id: 'gain',
    title: 'What does scaling down gain?',
    task: 'Note the error of the finetuned network at c = 1 and at c = 0.01.',
    question: 'Divide the first by the second: by what factor does scaling down lower the error?',
    spec: specOf({ rescale: 1, methods: ['finetune'] }),
    hides: allBut('rescale'),
    points: [{ rescale: 1 }, { rescale: 0.01 }],
    measures: ['finetuneError'],
    answer: {
      kind: 'number',
      of: ratio(0, 1),
      factor: 2.5,
      slips: [
        { of: ratio(1, 0), words: 'The other way round: divide the error at c = 1 by the other.' },
      ],
    },
    lesson:
      'With most data the error falls by a factor of more than a hundred; with some it hardly falls, or rises: never trust one seed.',
  },
  {
    id: 'all-needed',
    title: 'When every old feature is needed',
    task: `The new task needs all ${ALL_NEEDED.mainActive} old features. Lower c from ${ALL_NEEDED.rescale}, step by step.`,
    question:
      'What is the smallest c at which the error is still below a tenth of the zero function’s?',
    spec: ALL_NEEDED,
    hides: allBut('rescale'),
    points: FACTORS.map((rescale) => ({ rescale })),
    measures: ['finetuneError'],
    answer: {
      kind: 'choice',
      options: FACTORS.map(String),
      rightOnes: (values) => withSlack((slack) => lastBelow(values, 0.1 * slack)),
      help: (chosen, right) => (chosen > right ? TOO_FAR : NOT_YET),
    },
    lesson: 'Scaling down throws away what was learned: here the large factors win.',
  },
  {
    id: 'best-factor',
    title: 'Half old, half new',
    task: `The new task needs ${HALF_OLD.mainActive} features, ${HALF_OLD.overlap} of them old. Try every factor below.`,
    question: 'At which c does finetuning end with the smallest error?',
    spec: HALF_OLD,
    hides: allBut('rescale'),
    points: [10, 1, 0.1, 0.01, 0.001].map((rescale) => ({ rescale })),
    measures: ['finetuneError'],
    answer: {
      kind: 'choice',
      options: [10, 1, 0.1, 0.01, 0.001].map(String),
      rightOnes: (values) => {
        const least = Math.min(...values)
        const best = values.indexOf(least)
        const close = values.flatMap((value, place) => (value <= EQUAL * least ? [place] : []))
        return distinct([best, ...close])
      },
      help: (chosen, right) =>
        chosen > right ? 'A larger c ends lower.' : 'A smaller c ends lower.',
    },
    lesson:
      'A small factor leaves room for new features: with most data the best c is well below 1.',
  },
  {
    id: 'negative-transfer',
    title: 'When old features get in the way',
    task: 'The new task shares no feature with the old one. Look at both errors at c = 1.',
    question:
      'How many times larger is the error of finetuning than that of training from scratch?',
    spec: specOf({ overlap: 0, rescale: 1, methods: ['singleTask', 'finetune'] }),
    hides: allBut('rescale'),
    points: [{ rescale: 1 }],
    measures: ['finetuneError', 'singleTaskError'],
    answer: {
      kind: 'number',
      of: ratio(0, 1),
      factor: 1.2,
      slips: [{ of: ratio(1, 0), words: 'The other way round: divide by the single-task error.' }],
    },
    lesson: 'Negative transfer: at c = 1 finetuning on a foreign task is worse than starting anew.',
  },
  {
    id: 'enough-overlap',
    title: 'How much overlap is enough?',
    task: `c is ${MORE_SHARED.rescale} and the new task needs ${MORE_SHARED.mainActive} features. Raise the overlap from ${MORE_SHARED.overlap} to ${MORE_SHARED.mainActive}.`,
    question: 'From which overlap on does finetuning always end below training from scratch?',
    spec: MORE_SHARED,
    hides: allBut('overlap'),
    points: OVERLAPS.map((overlap) => ({ overlap })),
    measures: ['finetuneError', 'singleTaskError'],
    answer: {
      kind: 'choice',
      options: [...OVERLAPS.map(String), NONE],
      rightOnes: (values) => {
        const ratios = OVERLAPS.map((_, place) => ratio(2 * place, 2 * place + 1)(values))
        return distinct([1, EQUAL, 1 / EQUAL].map((slack) => firstBelow(ratios, slack)))
      },
      help: (chosen, right) =>
        chosen > right
          ? 'It holds for a smaller overlap too.'
          : 'At that overlap, or at one above it, training from scratch still ends lower.',
    },
    lesson:
      'Pretraining pays when enough is shared: with nothing shared it harms, with all it helps.',
  },
  {
    id: 'examples',
    title: 'What is pretraining worth, in examples?',
    task: 'Only single-task learning is trained. Raise the number of main examples n step by step.',
    question: 'With how many examples does its error first fall below 1 % of the zero function’s?',
    spec: specOf({ methods: ['singleTask'], rescale: 0.01 }),
    hides: [...allBut('more'), ...PANEL],
    opensPanel: true,
    points: COUNTS.map((mainSamples) => ({ mainSamples })),
    measures: ['singleTaskError'],
    answer: {
      kind: 'choice',
      options: [...COUNTS.map(String), NONE],
      rightOnes: (values) => withSlack((slack) => firstBelow(values, 0.01 * slack)),
      help: (chosen, right) =>
        chosen > right ? 'Fewer are enough.' : 'With that many the error is still above 1 %.',
    },
    lesson: `From scratch it takes about twice as many examples as the ${DEFAULT_SPEC.mainSamples} of the finetuned network, with some data more.`,
  },
  {
    id: 'rich-or-lazy',
    title: 'From lazy to rich',
    task: `Single-task learning, ${FROM_LARGE.mainSamples} examples. Lower the init scale α step by step.`,
    question: 'What is the largest α at which the error is below 1 % of the zero function’s?',
    spec: FROM_LARGE,
    hides: allBut('initScale'),
    points: SCALES.map((initScale) => ({ initScale })),
    measures: ['singleTaskError'],
    answer: {
      kind: 'choice',
      options: [...SCALES.map(String), NONE],
      rightOnes: (values) => withSlack((slack) => firstBelow(values, 0.01 * slack)),
      help: (chosen, right) =>
        chosen > right ? 'A larger α is small enough.' : 'At that α the error is still above 1 %.',
    },
    lesson:
      'The same network and data: from small weights few features win, from large ones none does.',
  },
]
