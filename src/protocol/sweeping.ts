/** What crosses between the page and the sweep threads, which compute many exact end points. */
import { NUMBER_FIELDS, type NumberField } from './controls.ts'
import type { RunSpec } from './spec.ts'

/** A small piece of work: one data seed, a few rescaling factors. */
export interface SweepUnit {
  /** Its data seed is the unit's; its rescale and methods are not used. */
  spec: RunSpec
  /** c, in the order in which they are solved. */
  rescales: readonly number[]
}

export interface SweepCommand extends SweepUnit {
  request: number
}

export interface SweptErrors {
  /** Relative error of the finetuned network at each c; NaN where the solver stalled. */
  errors: Float64Array
  /** The same of the single-task network, which c does not touch. */
  singleTask: number
}

export type SweepReport =
  | ({ type: 'swept'; request: number } & SweptErrors)
  | { type: 'unswept'; request: number; text: string }

/** Settings that no point of a sweep over c and data seeds depends on: it sets some itself. */
const IGNORED = new Set<NumberField>([
  'rescale',
  'dataSeed',
  'learningRate',
  'weightDecay',
  'probeLoss',
])

/** Everything that a sweep over c and data seeds depends on, as one text. */
export const sweepKey = (spec: RunSpec): string =>
  JSON.stringify([
    spec.readoutTied,
    ...NUMBER_FIELDS.filter(
      (field) => !IGNORED.has(field) && !(field === 'readoutInit' && spec.readoutTied),
    ).map((field) => spec[field]),
  ])
