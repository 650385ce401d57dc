import { scaleLog } from 'd3'
import { decadeTicks, type LogDomain } from '../frame/logScale.ts'
import type { RaceBar } from './types.ts'

/** The axis reaches at least from one to a million, and further where a bar does. */
const LEAST_DOMAIN: LogDomain = [1, 1e6]
const LETTERS = ['', 'k', 'M', 'G']

export interface RaceScale {
  /** Place of a value along the axis, 0 to 100; what lies below the axis stands at its start. */
  percent: (value: number) => number
  ticks: { label: string; percent: number }[]
}

/** "1", "10", "100", "1k" … "1M"; below 1 as a decimal number. */
const tickLabel = (exponent: number): string => {
  if (exponent < 0) return String(10 ** exponent)
  const letter = Math.min(Math.floor(exponent / 3), LETTERS.length - 1)
  return `${String(10 ** (exponent - 3 * letter))}${LETTERS[letter] ?? ''}`
}

/** A logarithmic axis that holds all bars; a sample below it stands at its start. */
export const raceScale = (bars: readonly RaceBar[]): RaceScale => {
  const values = bars.flatMap(({ value }) => (value !== null && value > 0 ? [value] : []))
  const samples = bars.flatMap((bar) => bar.samples)
  const [low, high] = LEAST_DOMAIN
  const first = Math.floor(Math.log10(Math.min(low, ...values)))
  const last = Math.ceil(Math.log10(Math.max(high, ...values, ...samples)))
  const domain: LogDomain = [10 ** first, 10 ** last]
  const scale = scaleLog(domain, [0, 100]).clamp(true)
  const percent = (value: number): number => (value > 0 ? scale(value) : 0)
  return {
    percent,
    ticks: decadeTicks(domain, last - first + 1).map((exponent) => ({
      label: tickLabel(exponent),
      percent: percent(10 ** exponent),
    })),
  }
}
