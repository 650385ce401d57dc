import type { MarkShape } from '../palette.ts'

/** One part of the x axis: teacher units that play the same role. */
export interface DirectionsGroup {
  id: string
  label: string
  /** Indices of teacher units, in the order in which their columns stand. */
  features: readonly number[]
  /** False where their number says nothing; true by default. */
  isCounted?: boolean
}

/** One band of dots: the hidden units of one way to train. */
export interface DirectionsRow {
  id: string
  label: string
  sublabel?: string
  /** Name of a colour token, without the leading dashes. */
  colourToken: string
  mark: MarkShape
  /** Its hidden units are those of the base, trained on: unit by unit they can be compared. */
  startsFromBase: boolean
}

/** Hidden units now; all arrays have one entry per hidden unit. */
export interface UnitsRow {
  /** Index of the closest teacher unit. */
  feature: Int32Array
  /** Angle to that teacher unit, in radians, 0 … π. */
  angle: Float64Array
  /** |w||v|, 0 or more. */
  strength: Float64Array
  /** Sign of the readout v: −1, 0 or 1. */
  sign: Int8Array
  /** Angle between w in the base and w now, in radians; NaN where it is not known. */
  turned?: Float64Array
}

/** The values that change while training runs. */
export interface DirectionsData {
  /** As many as the rows; `null` leaves a band empty. */
  rows: readonly (UnitsRow | null)[]
  /** The hidden units before finetuning. */
  base: UnitsRow | null
}

/** A hidden unit in one of the bands; the base is the band after the last row. */
export interface UnitPlace {
  row: number
  unit: number
}
