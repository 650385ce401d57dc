import { interpolateLab } from 'd3'
import type { ThemeColours } from '../palette.ts'

/** From the smallest value to the largest; even steps of lightness in every theme. */
const STOPS = ['map-0', 'map-1', 'map-2', 'map-3', 'map-4']

/** The colour of a share of a sequential scale, 0 (smallest value) … 1. */
export function sequentialColours(theme: ThemeColours): (share: number) => string {
  const stops = STOPS.map((token) => theme.colour(token))
  const blends = stops.slice(1).map((stop, index) => interpolateLab(stops[index] ?? stop, stop))
  return (share) => {
    const place = Math.max(0, Math.min(1, share)) * blends.length
    const index = Math.min(Math.floor(place), blends.length - 1)
    return blends[index]?.(place - index) ?? 'transparent'
  }
}

/** Where a value stands on a logarithmic scale, 0 … 1. */
export const shareOf = (value: number, [from, to]: readonly [number, number]): number =>
  Math.log(Math.max(value, from) / from) / Math.log(to / from)
