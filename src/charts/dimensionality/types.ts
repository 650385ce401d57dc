import type { MarkShape } from '../palette.ts'

/** The dimensions in which one network works. */
export interface DimensionsRow {
  id: string
  label: string
  sublabel?: string
  /** Name of a colour token, without the leading dashes. */
  colourToken: string
  mark: MarkShape
  /** Participation ratio before training on the main task; `null` for a network that has none. */
  before: number | null
  /** Participation ratio now; `null` while it is not known. */
  after: number | null
  /** Effective number of dimensions that both share; `null` while it is not known. */
  shared: number | null
}

/** What the three numbers of a row are called. */
export interface DimensionsNames {
  before: string
  after: string
  shared: string
}
