import type { ReactNode } from 'react'
import type { DashName, MarkShape } from '../palette.ts'

/** One penalty over |β|. */
export interface PenaltyCurve {
  id: string
  label: ReactNode
  /** Shape of the panel's x. */
  values: readonly number[]
  colourToken: string
  dash: DashName
  /** In multiples of an ordinary line. */
  weight: number
}

/** A size with its penalty. */
export interface PenaltyPlace {
  x: number
  y: number
}

/** The penalties of one method. */
export interface PenaltyPanel {
  id: string
  title: string
  colourToken: string
  mark: MarkShape
  x: readonly number[]
  curves: readonly PenaltyCurve[]
  /** Where the feature that is read out stands; `null` for none. */
  point: PenaltyPlace | null
  /** Where the parts of the network stand now, as small dots; x within the panel's. */
  dots?: readonly PenaltyPlace[]
  /** Room for the names of the curves, in rem. */
  nameWidth?: number
}
