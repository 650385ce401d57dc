import type { DashName } from '../palette.ts'

/** What was measured: a line through medians, and single values at the columns. */
export interface MeasuredCurve {
  /** In growing order. */
  x: readonly number[]
  /** As many; NaN leaves a place out. */
  line: readonly number[]
  /** For each column of the chart the values behind its median. */
  dots: readonly (readonly number[])[]
}

/** A horizontal line to compare with. */
export interface ReferenceLine {
  label: string
  value: number
  colourToken: string
  dash: DashName
}

/** Where the drawn curve is furthest from the measured one. */
export interface MarkedGap {
  column: number
  measured: number
  label: string
}
