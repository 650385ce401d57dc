import type { DashName, MarkShape } from '../palette.ts'

/** One way to train. */
export interface DialLane {
  id: string
  label: string
  /** Name of a colour token, without the leading dashes. */
  colourToken: string
  mark: MarkShape
  dash: DashName
}

/** One feature under the penalty of one lane. */
export interface DialDot {
  feature: number
  /** |β_aux| / |β_main|, 0 or more. */
  ratio: number
  /** ℓ-order, 1 … 2. */
  order: number
  /** Feature dependence, −1 … 0. */
  dependence: number
  /** Names the part `dots:GROUP` of the chart. */
  group?: string
}

/** ℓ-order against the ratio, in growing order of the ratio; columns of equal length. */
export interface DialCurve {
  ratio: ArrayLike<number>
  order: ArrayLike<number>
}

/** What moves while a control is dragged; one entry per lane. */
export interface DialData {
  dots: readonly (readonly DialDot[])[]
  curves: readonly DialCurve[]
}

/** A dot with its lane's index. */
export interface DialPlace {
  lane: number
  dot: DialDot
}

/** One number or a few words about a place. */
export interface DialFact {
  term: string
  value: number | string
}
