import type { ReactNode } from 'react'

/** One contestant. */
export interface RaceBar {
  id: string
  name: string
  /** Under the name. */
  note: string
  /** Solid or hatched tells families apart without colour. */
  form: 'solid' | 'hatched'
  colourToken: string
  /** 1 is the fastest; null while that is open. */
  place: number | null
  /** It is running now. */
  isRunning: boolean
  /** Length of the bar; null while nothing is measured. */
  value: number | null
  /** Single measurements, as small marks under the bar. */
  samples: readonly number[]
  /** The value in words, with its unit. */
  valueText: string
  /** How it compares with the line across the lanes. */
  multiple: ReactNode
  /** Under the value. */
  time: string
  /** Under the multiple. */
  detail: ReactNode
  /** Stands in place of the bar, or warns under it. */
  message: string | null
}
