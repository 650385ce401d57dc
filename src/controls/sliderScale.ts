/**
 * How the length of a track is divided. `integer` is linear and `log-integer` logarithmic, with
 * whole numbers only; `log-with-zero` has 0 at its left end, before its smallest value.
 */
export type SliderScaleName = 'linear' | 'integer' | 'log' | 'log-integer' | 'log-with-zero'

export interface SliderRange {
  scale: SliderScaleName
  min: number
  /** Larger than `min`; on logarithmic scales both are positive. */
  max: number
  /** Fine step of a linear scale; a hundredth of the range without it. */
  step?: number
}

type StepSize = 'fine' | 'coarse'

/** Fine steps in a decade of a logarithmic track; a coarse step is a whole decade. */
const FINE_STEPS_IN_DECADE = 20
const COARSE_FACTOR = 10

/** Share of a `log-with-zero` track that belongs to 0. */
const ZERO_SHARE = 0.08

const clamp = (value: number, { min, max }: SliderRange): number =>
  Math.max(min, Math.min(max, value))

const isLogarithmic = ({ scale }: SliderRange): boolean => scale.startsWith('log')

const hasZero = ({ scale }: SliderRange): boolean => scale === 'log-with-zero'

export const isWhole = (scale: SliderScaleName): boolean =>
  scale === 'integer' || scale === 'log-integer'

const fineStep = ({ scale, min, max, step }: SliderRange): number =>
  scale === 'integer' ? 1 : (step ?? (max - min) / 100)

/** Place of a value on the track, from 0 to 1. */
export function toPosition(range: SliderRange, value: number): number {
  const { min, max } = range
  if (hasZero(range) && value === 0) return 0
  const inside = clamp(value, range)
  if (!isLogarithmic(range)) return (inside - min) / (max - min)
  const share = Math.log(inside / min) / Math.log(max / min)
  return hasZero(range) ? ZERO_SHARE + (1 - ZERO_SHARE) * share : share
}

/** The nearest value that a drag can reach: whole, on the step, or of three significant digits. */
export function fromPosition(range: SliderRange, position: number): number {
  const { min, max } = range
  if (hasZero(range) && position < ZERO_SHARE / 2) return 0
  if (!isLogarithmic(range)) return roundFor(range, min + position * (max - min))
  const share = hasZero(range) ? (position - ZERO_SHARE) / (1 - ZERO_SHARE) : position
  return roundFor(range, min * (max / min) ** Math.max(0, share))
}

function roundFor(range: SliderRange, value: number): number {
  const { min } = range
  if (isWhole(range.scale)) return clamp(Math.round(value), range)
  if (isLogarithmic(range)) return clamp(Number(value.toPrecision(3)), range)
  const step = fineStep(range)
  // Twelve digits hide what binary fractions add to a decimal step.
  return clamp(Number((min + Math.round((value - min) / step) * step).toPrecision(12)), range)
}

interface Step {
  direction: 1 | -1
  size: StepSize
}

/** A logarithmic step; whole numbers move by at least one, and 0 lies below the smallest value. */
function stepLogarithmically(range: SliderRange, value: number, { direction, size }: Step): number {
  if (hasZero(range) && value === 0) return direction > 0 ? range.min : 0
  const decades = size === 'fine' ? 1 / FINE_STEPS_IN_DECADE : 1
  const wanted = value * 10 ** (direction * decades)
  if (hasZero(range) && wanted < range.min * (1 - 1e-9)) return value > range.min ? range.min : 0
  const next = roundFor(range, wanted)
  return next === value && isWhole(range.scale) ? clamp(value + direction, range) : next
}

/** The value one key press away: a fine step for arrows, a coarse one for Page keys. */
export function stepValue(range: SliderRange, value: number, step: Step): number {
  if (isLogarithmic(range)) return stepLogarithmically(range, value, step)
  const coarse = Math.max(1, Math.round((range.max - range.min) / COARSE_FACTOR / fineStep(range)))
  const count = step.size === 'fine' ? 1 : coarse
  return roundFor(range, value + step.direction * fineStep(range) * count)
}
