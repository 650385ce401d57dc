/**
 * What a reader is asked to predict, as data: a curve to be drawn over columns, or one of a few
 * shapes. The answers' codec, the pictures and the sentences all follow from this table.
 */
import type { FeatureGroups } from '../theory/tasks.ts'
import { PRESETS } from './presets.ts'
import type { NetworkId } from './networks.ts'
import type { RunSpec } from './spec.ts'

export const PREDICTION_IDS = ['keep', 'together', 'nested', 'directions'] as const
export type PredictionId = (typeof PREDICTION_IDS)[number]

export interface CurvePrediction {
  kind: 'curve'
  title: string
  question: string
  /** The setting it is asked of; of it c alone is varied. */
  spec: RunSpec
  /** Values of c at which the curve is drawn, in growing order. */
  columns: readonly number[]
  /** Whole decades of the error between which it is drawn. */
  decades: readonly [lowest: number, highest: number]
}

/** Shares of the weight by feature group; sums to 1. */
export type GroupShares = Readonly<Record<keyof FeatureGroups, number>>

/** How an error goes as c grows. */
export type Trend = 'falls' | 'rises' | 'valley' | 'hill' | 'flat'

interface ShapeOption {
  /** As a link writes it. */
  id: string
  label: string
}

/** An option that stands for weight spread over the feature groups in a certain way. */
export interface SpectrumOption extends ShapeOption {
  shares: GroupShares
}

/** An option that stands for an error over c. */
export interface TrendOption extends ShapeOption {
  id: Trend
}

interface ShapePrediction {
  title: string
  question: string
  spec: RunSpec
}

export interface SpectrumPrediction extends ShapePrediction {
  kind: 'spectrum'
  options: readonly SpectrumOption[]
}

export interface TrendPrediction extends ShapePrediction {
  kind: 'trend'
  /** Values of c at which it was measured, in growing order. */
  columns: readonly number[]
  options: readonly TrendOption[]
}

export type Prediction = CurvePrediction | SpectrumPrediction | TrendPrediction

/** @throws RangeError where no preset has this name: only for names in this file. */
const specOf = (network: NetworkId, id: string): RunSpec => {
  const found = PRESETS[network].find((preset) => preset.id === id)
  if (found === undefined) throw new RangeError(`invalid prediction: no preset ${id}`)
  return found.spec
}

/** One handle for each decade. */
const DECADES = [0.001, 0.01, 0.1, 1, 10]

export const PREDICTIONS = {
  keep: {
    kind: 'curve',
    title: 'How does the error depend on c?',
    question:
      'Before finetuning, all weights of the pretrained first layer are multiplied by c. Draw the error on new inputs that you expect for each c.',
    spec: specOf('diagonal', 'nested'),
    columns: DECADES,
    decades: [-7, 1],
  },
  together: {
    kind: 'spectrum',
    title: 'Where will the weight stand?',
    question:
      'One network now learns both tasks at once. Where do you expect its coefficients for the new task to stand?',
    spec: specOf('diagonal', 'nested'),
    options: [
      {
        id: 'few',
        label: 'only on shared features',
        shares: { auxOnly: 0, shared: 1, mainOnly: 0, unused: 0 },
      },
      {
        id: 'leftovers',
        label: 'most on shared features, some on other old ones',
        shares: { auxOnly: 0.33, shared: 0.67, mainOnly: 0, unused: 0 },
      },
      {
        id: 'old',
        label: 'on all old features alike',
        shares: { auxOnly: 0.85, shared: 0.15, mainOnly: 0, unused: 0 },
      },
      {
        id: 'everywhere',
        label: 'a little on every feature',
        shares: { auxOnly: 0.15, shared: 0.2, mainOnly: 0, unused: 0.65 },
      },
    ],
  },
  nested: {
    kind: 'curve',
    title: 'And if the new task needs all old features?',
    question:
      'Pretraining, rescaling and finetuning are as before; only the new task is another. Draw the error on new inputs that you expect for each c.',
    spec: specOf('diagonal', 'all-shared'),
    columns: DECADES,
    decades: [-7, 1],
  },
  directions: {
    kind: 'trend',
    title: 'And if features must turn?',
    question:
      'The new directions are close to old ones, but not the same: units must turn. How do you expect the error on new inputs to go as c grows?',
    spec: specOf('relu', 'tilted'),
    columns: [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    options: [
      { id: 'falls', label: 'it falls all the way: keep as much as you can' },
      { id: 'rises', label: 'it rises all the way: keep as little as you can' },
      { id: 'valley', label: 'it is lowest in between' },
      { id: 'flat', label: 'it hardly depends on c' },
    ],
  },
} as const satisfies Record<PredictionId, Prediction>
