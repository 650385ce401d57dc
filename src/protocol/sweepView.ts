/** What can be chosen of the two pictures over many runs: the ladder and the regime map. */
import { numbersIn } from '../text/number.ts'
import type { NumberField } from './controls.ts'

/** The controls that a ladder can be climbed along. */
export const SWEEP_CONTROLS = [
  'rescale',
  'overlap',
  'initScale',
  'mainSamples',
  'mainActive',
  'featureCorrelation',
  'featureMagnitude',
] as const satisfies readonly NumberField[]
export type SweepControl = (typeof SWEEP_CONTROLS)[number]

/** The error at the end of training, or the smallest on the way there. */
export const LOSS_KINDS = ['final', 'best'] as const
export type LossKind = (typeof LOSS_KINDS)[number]

/** The control of a map's rows; the columns are given by it. */
export const MAP_ROWS = ['overlap', 'initScale', 'mainActive'] as const satisfies SweepControl[]
export type MapRow = (typeof MAP_ROWS)[number]

/** What a map shows of each cell. */
export const MAP_QUANTITIES = ['loss', 'winner', 'regime'] as const
export type MapQuantity = (typeof MAP_QUANTITIES)[number]

/** Where one regime ends and the next begins (docs/model.md, "The regime map"). */
export interface RegimeThresholds {
  /** Least share of Σ|β| on pretrained features that counts as reuse, 0 … 1. */
  reuse: number
  /** Least ℓ-order that counts as lazy, 1 … 2. */
  order: number
  /** Largest share of the pretrained features that a nested network keeps, 0 … 1. */
  kept: number
}

export const THRESHOLD_RANGES: Readonly<Record<keyof RegimeThresholds, readonly [number, number]>> =
  { reuse: [0, 1], order: [1, 2], kept: [0, 1] }

/** As a link writes them: `REUSE:ORDER:KEPT`. */
export const thresholdsText = ({ reuse, order, kept }: RegimeThresholds): string =>
  [reuse, order, kept].join(':')

/** The thresholds of a link, or nothing if one of them is missing or out of its range. */
export const readThresholds = (text: string): RegimeThresholds | undefined => {
  const [reuse = NaN, order = NaN, kept = NaN, ...rest] = text
    .split(':')
    .map((part) => numbersIn(part)[0] ?? NaN)
  const given = { reuse, order, kept }
  const isValid = Object.entries(THRESHOLD_RANGES).every(([name, [least, most]]) => {
    const value = given[name as keyof RegimeThresholds] // a key of the table above
    return value >= least && value <= most
  })
  return isValid && rest.length === 0 ? given : undefined
}
