import type { MarkShape } from '../palette.ts'

/** One part of the x axis: features that play the same role. */
export interface FeatureGroup {
  id: string
  label: string
  /** Indices into the coefficient vectors, in the order in which they are drawn. */
  features: readonly number[]
  /** Many features of little interest one by one: drawn thin, in the room the others leave. */
  crowded: boolean
  /** False where the number of features says nothing; true by default. */
  isCounted?: boolean
}

/** One line of stems: the coefficients that one way to train arrives at. */
export interface SpectrumRow {
  id: string
  label: string
  sublabel?: string
  /** Name of a colour token, without the leading dashes. */
  colourToken: string
  mark: MarkShape
}

/** What hangs under the bottom axis. */
export interface SpectrumBase {
  label: string
  /** One signed value per feature; its magnitude is drawn. */
  values: ArrayLike<number>
  /** Magnitude that fills the band, in the units of the values. */
  extent: number
}

/** The values that change while training runs; all vectors are indexed by feature. */
export interface SpectrumData {
  /** Per row, the coefficients now; `null` leaves the row empty. */
  rows: readonly (ArrayLike<number> | null)[]
  /** Replaces the values of {@link SpectrumBase} when not `null`. */
  base: ArrayLike<number> | null
  /** Per row, where the exact solution ends: a faint tick. */
  exact?: readonly (ArrayLike<number> | null)[]
  /** Per row, what the row is said to minimize: hollow diamonds behind the stems. */
  minimum?: readonly (ArrayLike<number> | null)[]
}
