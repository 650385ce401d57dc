import type { MarkShape } from '../palette.ts'

/** Something that happens at one step. */
export interface TimelineMoment {
  step: number
  /** Moments of one kind that stand close together are counted instead of named one by one. */
  kind: 'event' | 'end'
  /** In full, such as "feature 17 picked up". */
  words: string
}

/** A time in which nothing happens. */
export interface TimelineStretch {
  from: number
  to: number
  words: string
}

/** One line of time: what happens to one network. */
export interface TimelineLane {
  id: string
  label: string
  /** Where there is no room for the label. */
  shortLabel: string
  /** Name of a colour token, without the leading dashes. */
  colourToken: string
  mark: MarkShape
  /** Where several events stand close together: "+3 features", or where there is room, in full. */
  counted: { short: string; full: string }
  /** In the order of their steps. */
  moments: readonly TimelineMoment[]
  stretches: readonly TimelineStretch[]
}

/** A place on the axis that something else has reached. */
export interface TimelineClock {
  step: number
  words: string
}
