/** How the length of a track is divided. `integer` is linear with whole numbers only. */
export type SliderScaleName = 'linear' | 'integer' | 'log'

export interface SliderRange {
  scale: SliderScaleName
  min: number
  /** Larger than `min`; for `log` both are positive. */
  max: number
  /** Fine step of a linear scale; a hundredth of the range without it. */
  step?: number
}

export type StepSize = 'fine' | 'coarse'

/** Fine steps in a decade of a logarithmic track; a coarse step is a whole decade. */
const FINE_STEPS_IN_DECADE = 20
const COARSE_FACTOR = 10

const clamp = (value: number, { min, max }: SliderRange): number =>
  Math.max(min, Math.min(max, value))

const fineStep = ({ scale, min, max, step }: SliderRange): number =>
  scale === 'integer' ? 1 : (step ?? (max - min) / 100)

/** Place of a value on the track, from 0 to 1. */
export function toPosition(range: SliderRange, value: number): number {
  const { scale, min, max } = range
  const inside = clamp(value, range)
  return scale === 'log'
    ? Math.log(inside / min) / Math.log(max / min)
    : (inside - min) / (max - min)
}

/** The nearest value that a drag can reach: whole, on the step, or of three significant digits. */
export function fromPosition(range: SliderRange, position: number): number {
  const { scale, min, max } = range
  const exact = scale === 'log' ? min * (max / min) ** position : min + position * (max - min)
  return roundFor(range, exact)
}

function roundFor(range: SliderRange, value: number): number {
  const { scale, min } = range
  if (scale === 'log') return clamp(Number(value.toPrecision(3)), range)
  const step = fineStep(range)
  // Twelve digits hide what binary fractions add to a decimal step.
  return clamp(Number((min + Math.round((value - min) / step) * step).toPrecision(12)), range)
}

/** The value one key press away: a fine step for arrows, a coarse one for Page keys. */
export function stepValue(
  range: SliderRange,
  value: number,
  { direction, size }: { direction: 1 | -1; size: StepSize },
): number {
  if (range.scale === 'log') {
    const decades = size === 'fine' ? 1 / FINE_STEPS_IN_DECADE : 1
    return roundFor(range, value * 10 ** (direction * decades))
  }
  const coarse = Math.max(1, Math.round((range.max - range.min) / COARSE_FACTOR / fineStep(range)))
  return roundFor(range, value + direction * fineStep(range) * (size === 'fine' ? 1 : coarse))
}
