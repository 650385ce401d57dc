import type { DashName, MarkShape } from '../palette.ts'

/** Inertia against the number of clusters, for one network. */
export interface ClustersLine {
  id: string
  label: string
  /** Name of a colour token, without the leading dashes. */
  colourToken: string
  dash: DashName
  mark: MarkShape
  /** For k = 1, 2, …; `null` while it is not known. */
  values: readonly number[] | null
}

/** A number of clusters that is expected, such as the teacher's number of units. */
export interface ExpectedCount {
  k: number
  label: string
}

/** What counts as all but explained: a level of the values, and what it is called. */
export interface ElbowLimit {
  value: number
  label: string
}
