/**
 * Every number that a reader can set: its range, default, symbol and one-line explanation, for the
 * diagonal network; protocol/networks.ts says what is different for others. Sliders, link validation
 * and documentation all read these tables.
 */

export interface NumberControl {
  label: string
  /** The symbol of docs/model.md; `_` introduces a subscript. */
  symbol: string
  /** One line. */
  explanation: string
  /**
   * How a slider spreads the values. 'logarithmicWithZero' has 0 at its left end, below `minimum`.
   */
  scale: 'integer' | 'linear' | 'logarithmic' | 'logarithmicInteger' | 'logarithmicWithZero'
  minimum: number
  maximum: number
  initial: number
}

export const CONTROLS = {
  overlap: {
    label: 'Task overlap',
    symbol: 'o',
    explanation: 'How many of the main task’s features pretraining has already seen.',
    scale: 'integer',
    minimum: 0,
    maximum: 100,
    initial: 3,
  },
  initScale: {
    label: 'Init scale',
    symbol: 'α',
    explanation:
      'Every weight starts here. Small: few features win. Large: a little of everything.',
    scale: 'logarithmic',
    minimum: 1e-6,
    maximum: 1,
    initial: 1e-3,
  },
  rescale: {
    label: 'Rescaling factor',
    symbol: 'c',
    explanation: 'The first layer is multiplied by this before finetuning.',
    scale: 'logarithmic',
    minimum: 1e-4,
    maximum: 10,
    initial: 1e-2,
  },
  inputDim: {
    label: 'Features',
    symbol: 'D',
    explanation: 'Input features, each with its own weights.',
    scale: 'integer',
    minimum: 50,
    maximum: 1000,
    initial: 200,
  },
  auxActive: {
    label: 'Auxiliary features',
    symbol: 'k_1',
    explanation: 'Features that the auxiliary (pretraining) task uses.',
    scale: 'integer',
    minimum: 0,
    maximum: 100,
    initial: 20,
  },
  mainActive: {
    label: 'Main features',
    symbol: 'k_2',
    explanation: 'Features that the main task uses.',
    scale: 'integer',
    minimum: 1,
    maximum: 100,
    initial: 3,
  },
  mainSamples: {
    label: 'Main examples',
    symbol: 'n',
    explanation: 'Training rows of the main task. Fewer rows leave more to the network’s bias.',
    scale: 'logarithmicInteger',
    minimum: 1,
    maximum: 1024,
    initial: 16,
  },
  auxSamples: {
    label: 'Auxiliary examples',
    symbol: 'n_1',
    explanation: 'Training rows of the auxiliary task. More than D determine its features.',
    scale: 'logarithmicInteger',
    minimum: 1,
    maximum: 1024,
    initial: 1024,
  },
  readoutInit: {
    label: 'Readout init',
    symbol: 'γ',
    explanation: 'After pretraining the readout is reset to this value.',
    scale: 'logarithmic',
    minimum: 1e-10,
    maximum: 10,
    initial: 1e-5,
  },
  learningRate: {
    label: 'Learning rate',
    symbol: 'η',
    explanation: 'Step size on the main task. A run that diverges begins again with a tenth of it.',
    scale: 'logarithmic',
    minimum: 1e-4,
    maximum: 1,
    initial: 0.1,
  },
  auxLearningRate: {
    label: 'Learning rate, auxiliary',
    symbol: 'η_1',
    explanation: 'Step size of pretraining and of multi-task learning.',
    scale: 'logarithmic',
    minimum: 1e-4,
    maximum: 1,
    initial: 0.5,
  },
  weightDecay: {
    label: 'Weight decay',
    symbol: 'λ',
    explanation: 'For multi-task learning: carries it towards the smallest group norm.',
    scale: 'logarithmicWithZero',
    minimum: 1e-6,
    maximum: 0.1,
    initial: 0,
  },
  labelNoise: {
    label: 'Label noise',
    symbol: 'σ',
    explanation: 'Standard deviation of the noise on every training label of both tasks.',
    scale: 'linear',
    minimum: 0,
    maximum: 1,
    initial: 0,
  },
  hiddenWidth: {
    label: 'Hidden units',
    symbol: 'H',
    explanation: 'Units of the hidden layer. Only ReLU networks have one.',
    scale: 'logarithmicInteger',
    minimum: 50,
    maximum: 1000,
    initial: 200,
  },
  featureCorrelation: {
    label: 'Feature correlation',
    symbol: 'ρ',
    explanation: 'Cosine between a shared main unit and its auxiliary unit. 1: the same direction.',
    scale: 'linear',
    minimum: 0,
    maximum: 1,
    initial: 1,
  },
  featureMagnitude: {
    label: 'Feature magnitude',
    symbol: 'm',
    explanation: 'Size of the main task’s readout, in units of the auxiliary task’s.',
    scale: 'logarithmic',
    minimum: 0.01,
    maximum: 10,
    initial: 1,
  },
  initSpread: {
    label: 'Init spread',
    symbol: 's',
    explanation: 'Spread of the starting weights around α, in units of log α. The paper has none.',
    scale: 'linear',
    minimum: 0,
    maximum: 1,
    initial: 0,
  },
  dataSeed: {
    label: 'Data seed',
    symbol: 'seed',
    explanation: 'Draws the teachers, the inputs and the noise.',
    scale: 'integer',
    minimum: 0,
    maximum: 999_999,
    initial: 1,
  },
  initSeed: {
    label: 'Init seed',
    symbol: 'seed',
    explanation: 'Draws the starting weights; without init spread they are all α.',
    scale: 'integer',
    minimum: 0,
    maximum: 999_999,
    initial: 1,
  },
  stopLoss: {
    label: 'Stop threshold',
    symbol: 'ε',
    explanation: 'A run has converged when its training loss is this small.',
    scale: 'logarithmic',
    minimum: 1e-12,
    maximum: 1e-2,
    initial: 1e-7,
  },
  probeLoss: {
    label: 'Probe threshold',
    symbol: 'ε_p',
    explanation:
      'Probe-then-finetune goes over to finetuning at this training loss; published runs: at 0.1.',
    scale: 'logarithmic',
    minimum: 1e-8,
    maximum: 0.1,
    initial: 1e-3,
  },
  stepLimit: {
    label: 'Step limit',
    symbol: 'steps',
    explanation: 'A run ends after this many steps, converged or not.',
    scale: 'logarithmicInteger',
    minimum: 100,
    maximum: 1_000_000,
    initial: 100_000,
  },
} as const satisfies Record<string, NumberControl>

export type NumberField = keyof typeof CONTROLS

export const NUMBER_FIELDS = Object.keys(CONTROLS) as NumberField[] // the keys of a literal table

const WHOLE = new Set<NumberControl['scale']>(['integer', 'logarithmicInteger'])

export const isWhole = (control: NumberControl): boolean => WHOLE.has(control.scale)

/** The allowed values in words: "a whole number from 0 to 100". */
export const allowedInWords = (control: NumberControl): string => {
  const kind = isWhole(control) ? 'a whole number' : 'a number'
  const range = `${kind} from ${String(control.minimum)} to ${String(control.maximum)}`
  return control.scale === 'logarithmicWithZero' ? `0 or ${range}` : range
}
