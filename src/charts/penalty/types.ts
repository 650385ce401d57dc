import type { DashName, MarkShape } from '../palette.ts'

/** One penalty over |β|. */
export interface PenaltyCurve {
  id: string
  label: string
  /** Shape of the panel's x. */
  values: readonly number[]
  colourToken: string
  dash: DashName
  /** In multiples of an ordinary line. */
  weight: number
}

/** The penalties of one method. */
export interface PenaltyPanel {
  id: string
  title: string
  colourToken: string
  mark: MarkShape
  x: readonly number[]
  curves: readonly PenaltyCurve[]
  /** Where the feature that is read out stands. */
  point: { x: number; y: number }
}
