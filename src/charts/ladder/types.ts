import type { DashName } from '../palette.ts'

/** Columns of dots, one dot per row in each, with a line through the middle of the columns. */
export interface LadderData {
  /** Places along x, in growing order. */
  x: readonly number[]
  /** Shape rows × columns; NaN where there is no dot. */
  values: ArrayLike<number>
  /** Shape columns; NaN leaves a column out of the line. */
  line: readonly number[]
  /** Lines to compare with, each of shape columns; NaN leaves a column out. */
  rivals: readonly (readonly number[])[]
}

export type LadderScale = 'linear' | 'logarithmic'

/** How a line looks and what it is called. */
export interface LadderLine {
  /** Names the part `line:ID` of the chart; without it the line cannot stand out. */
  id?: string
  label: string
  /** Name of a colour token, without the leading dashes. */
  colourToken: string
  dash: DashName
}

/** What is pointed at: a column, and perhaps one of its dots. */
export interface LadderPlace {
  column: number
  row: number | null
}

/** One number or a few words about a place. */
export interface LadderFact {
  term: string
  /** A number to be set, or words. */
  value: number | string
}
