/**
 * The kinds of networks a reader can choose: their words, their numbers' ranges and defaults, and
 * which numbers they use. Another kind is another row.
 */
import type { MethodId } from '../theory/methodRecipes.ts'
import { NETWORK_IDS, type NetworkId } from '../theory/network.ts'
import { CONTROLS, NUMBER_FIELDS, type NumberControl, type NumberField } from './controls.ts'

export { NETWORK_IDS, type NetworkId }

export interface NetworkDescription {
  label: string
  /** One line. */
  explanation: string
  controls: Readonly<Record<NumberField, NumberControl>>
  /** Numbers that play no part in it. */
  unused: readonly NumberField[]
  /** What a reader moves next, after the rescaling factor. */
  firstControls: readonly NumberField[]
  /** What is trained unless the reader chooses otherwise. */
  methods: readonly MethodId[]
  /** Whether γ follows α·c unless the reader chooses otherwise. */
  readoutTied: boolean
  words: FeatureWords
  /** Whether gradient flow has an end, and a way there, that can be computed exactly. */
  hasExactFlow: boolean
}

/** How weight is named that belongs to no feature of a teacher. */
export interface FeatureWords {
  /** The group of the picture. */
  group: string
  /** "5 % of weight …" */
  leaked: string
  /** The same in a sentence, and after features have been named in it. */
  leakedInFull: string
  leakedBeside: string
}

type Change = Partial<NumberControl>

const changed = (
  changes: Partial<Record<NumberField, Change>>,
): Readonly<Record<NumberField, NumberControl>> =>
  Object.fromEntries(
    NUMBER_FIELDS.map((field) => [field, { ...CONTROLS[field], ...changes[field] }]),
  ) as Record<NumberField, NumberControl> // every field is in NUMBER_FIELDS

export const NETWORKS: Record<NetworkId, NetworkDescription> = {
  diagonal: {
    label: 'Diagonal linear',
    explanation:
      'One weight path for each input feature: solvable, and what it reuses can be read.',
    controls: changed({}),
    unused: ['hiddenWidth', 'featureCorrelation', 'featureMagnitude'],
    firstControls: ['overlap', 'initScale'],
    methods: ['singleTask', 'multiTask', 'finetune'],
    readoutTied: true,
    words: {
      group: 'unused',
      leaked: 'on unused',
      leakedInFull: 'on unused features',
      leakedBeside: 'on unused ones',
    },
    hasExactFlow: true,
  },
  relu: {
    label: 'ReLU',
    explanation: 'One hidden layer: features are directions, and a unit can turn towards one.',
    controls: changed({
      inputDim: {
        label: 'Inputs',
        explanation: 'Dimensions of the input; every teacher unit is a direction in them.',
        minimum: 4,
        maximum: 40,
        initial: 15,
      },
      auxActive: {
        label: 'Auxiliary units',
        explanation: 'Hidden units of the auxiliary (pretraining) teacher.',
        minimum: 1,
        maximum: 12,
        initial: 6,
      },
      mainActive: {
        label: 'Main units',
        explanation: 'Hidden units of the main teacher.',
        minimum: 1,
        maximum: 12,
        initial: 1,
      },
      overlap: {
        explanation: 'How many of the main teacher’s units belong to an auxiliary unit.',
        maximum: 12,
        initial: 1,
      },
      hiddenWidth: { explanation: 'Units of the hidden layer, far more than the teachers have.' },
      auxSamples: {
        explanation: 'Training rows of the auxiliary task. More rows determine its units.',
      },
      mainSamples: { initial: 64 },
      rescale: { minimum: 1e-3, maximum: 100, initial: 1 },
      initScale: {
        explanation: 'Scale of the random starting weights. Small: few directions win.',
      },
      readoutInit: {
        explanation: 'After pretraining the readout is drawn anew at this scale.',
        initial: 1e-3,
      },
      initSeed: { explanation: 'Draws the starting weights and the readout of finetuning.' },
      weightDecay: { explanation: 'For multi-task learning: draws its weights towards 0.' },
      learningRate: {
        explanation:
          'Step size on the main task, in units of what its curvature allows. Divergence: a tenth.',
        initial: 0.5,
      },
      auxLearningRate: {
        explanation: 'The same for pretraining and multi-task learning.',
      },
      stopLoss: { initial: 1e-6 },
      stepLimit: { initial: 30_000 },
    }),
    unused: ['initSpread'],
    firstControls: ['overlap', 'featureCorrelation', 'featureMagnitude'],
    methods: ['singleTask', 'multiTask', 'finetune'],
    // Tied to a large c, a random readout alone would be a function as large as the task.
    readoutTied: false,
    words: {
      group: 'elsewhere',
      leaked: 'elsewhere',
      leakedInFull: 'along no teacher unit',
      leakedBeside: 'along none',
    },
    hasExactFlow: false,
  },
}

/** A number of a network as its slider shows it. */
export const controlOf = (network: NetworkId, field: NumberField): NumberControl =>
  NETWORKS[network].controls[field]

export const isUsed = (network: NetworkId, field: NumberField): boolean =>
  !NETWORKS[network].unused.includes(field)
