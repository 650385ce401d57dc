/**
 * The time axis: steps from 1 to `lastStep` on a logarithmic scale, 0 at its left end, and right of
 * the last step a stop that is no step at all, `null`: the end.
 */
import { range, scaleLog } from 'd3'

export interface TimelineScale {
  /** CSS pixels from the left edge of the chart. */
  x: (step: number | null) => number
  /** The nearest whole step, or the end. */
  stepAt: (x: number) => number | null
  /** Decades that have a tick. */
  exponents: readonly number[]
  left: number
  right: number
}

export interface ScaleRoom {
  left: number
  right: number
  lastStep: number
  /** Pixels before step 1, and behind the last step. */
  zeroRoom: number
  endRoom: number
}

export function timelineScale(room: ScaleRoom): TimelineScale {
  const { left, right, lastStep } = room
  const first = left + room.zeroRoom
  const last = right - room.endRoom
  const scale = scaleLog([1, lastStep], [first, last]).clamp(true)
  return {
    left,
    right,
    exponents: range(0, Math.floor(Math.log10(lastStep) + 1e-9) + 1),
    x: (step) => {
      if (step === null) return right
      return step < 1 ? left : scale(step)
    },
    stepAt: (x) => {
      if (x > (last + right) / 2) return null
      return x < (left + first) / 2 ? 0 : Math.round(scale.invert(x))
    },
  }
}

/** A press of an arrow key moves by a sixteenth of a decade, but at least by one step. */
const KEY_FACTORS: Readonly<Record<string, number>> = {
  ArrowLeft: 10 ** (-1 / 16),
  ArrowDown: 10 ** (-1 / 16),
  ArrowRight: 10 ** (1 / 16),
  ArrowUp: 10 ** (1 / 16),
  PageDown: 1 / 10,
  PageUp: 10,
}

/** The whole step a factor away: at least one step further, 0 below 1, the end above the last. */
function stepBy(factor: number, step: number | null, lastStep: number): number | null {
  if (step === null) return factor < 1 ? lastStep : null
  const wanted = Math.round(Math.max(step, 1) * factor)
  const next = factor > 1 ? Math.max(step + 1, step === 0 ? 1 : wanted) : Math.min(step - 1, wanted)
  if (next > lastStep) return step < lastStep ? lastStep : null
  return Math.max(0, next)
}

/** Where a key leads; `undefined` for keys that mean nothing here. */
export function stepAfterKey(
  key: string,
  step: number | null,
  lastStep: number,
): number | null | undefined {
  if (key === 'Home') return 0
  if (key === 'End' || key === 'Escape') return null
  const factor = KEY_FACTORS[key]
  return factor === undefined ? undefined : stepBy(factor, step, lastStep)
}
