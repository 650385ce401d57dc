import type { DashName } from '../palette.ts'
import type { LogDomain } from '../frame/logScale.ts'

/** One of several x axes that stand side by side and share the y axis. */
export interface LossPanel {
  id: string
  title: string
  /** Quantity and unit along x. */
  xLabel: string
  /** Share of the plot's width, relative to the other panels. */
  widthShare: number
  /** The least that is shown; the upper end grows by decades with the data. */
  xDomain: LogDomain
  /** What happens between the panel before and this one. */
  dividerLabel?: string
}

export interface LossSeries {
  id: string
  /** Id of the panel in which the series stands. */
  panel: string
  label: string
  /** Name of a colour token, without the leading dashes. */
  colourToken: string
  dash: DashName
}

/** Points of one series in order of growing x; vectors may be longer than `length`. */
export interface LossPoints {
  x: ArrayLike<number>
  y: ArrayLike<number>
  length: number
}

export interface LossData {
  /** By id of the series; a missing one is empty. */
  series: Readonly<Record<string, LossPoints>>
  /** By id of the series, a thin line behind it. It widens no axis, and ends at their edges. */
  behind?: Readonly<Record<string, LossPoints>>
  /** A place in time that is marked, on the thin lines if `isBehind`; `null` for none. */
  cursor: { panel: string; x: number; isBehind?: boolean } | null
}
