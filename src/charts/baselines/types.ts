import type { MarkShape } from '../palette.ts'

/** The error at which one way to learn ends. */
export interface BaselinesRow {
  id: string
  label: string
  /** Under the label: what is trained. */
  note?: string
  /** Name of a colour token, without the leading dashes. */
  colourToken: string
  mark: MarkShape
  /** The error now; `null` while there is none. */
  value: number | null
  state: 'waiting' | 'training' | 'done'
}
