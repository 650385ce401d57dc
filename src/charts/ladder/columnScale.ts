import { range, scaleLinear, scaleLog } from 'd3'
import { decadeTicks } from '../frame/logScale.ts'
import type { LadderScale } from './types.ts'

/** Places along x in CSS pixels; holds what lies outside of its domain at its edge. */
interface ColumnScale {
  (value: number): number
  invert: (pixel: number) => number
}

export interface ColumnAxis {
  xScale: ColumnScale
  xTicks: { value: number; x: number }[]
}

interface ColumnAxisInput {
  /** In growing order, at least one. */
  values: readonly number[]
  scale: LadderScale
  /** First and last pixel. */
  pixels: readonly [number, number]
  /** Most ticks that find room. */
  most: number
}

/** A range of one value, or none, is given room around it. */
const domainOf = (values: readonly number[], scale: LadderScale): [number, number] => {
  const [first, last] = [values[0] ?? 1, values.at(-1) ?? 1]
  if (last > first) return [first, last]
  return scale === 'linear' ? [first - 1, first + 1] : [first / 2, first * 2]
}

/** From here on decades alone are enough. */
const WIDE = 500

/** 1, 2 and 5 times powers of ten inside the domain. */
const fineTicks = ([from, to]: readonly [number, number]): number[] =>
  range(Math.floor(Math.log10(from)), Math.ceil(Math.log10(to)) + 1)
    .flatMap((exponent) => [1, 2, 5].map((digit) => Number(`${digit}e${exponent}`)))
    .filter((value) => value >= from && value <= to)

const logTicks = (domain: readonly [number, number], most: number): number[] => {
  const fine = fineTicks(domain)
  if (domain[1] / domain[0] < WIDE && fine.length <= most) return fine
  return decadeTicks(domain, most).map((exponent) => Number(`1e${exponent}`))
}

const wholeTicks = (values: readonly number[], most: number): number[] => {
  const step = Math.ceil(values.length / Math.max(1, most))
  return values.filter((_, index) => index % step === 0)
}

/** Scale and ticks for columns at these values. */
export function layOutColumns({ values, scale, pixels, most }: ColumnAxisInput): ColumnAxis {
  const domain = domainOf(values, scale)
  const create = scale === 'linear' ? scaleLinear : scaleLog
  const xScale = create(domain, pixels).clamp(true)
  const ticks = scale === 'linear' ? wholeTicks(values, most) : logTicks(domain, most)
  return { xScale, xTicks: ticks.map((value) => ({ value, x: xScale(value) })) }
}
