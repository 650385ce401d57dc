import { range, scaleLog } from 'd3'

/** [smallest, largest], both positive. */
export type LogDomain = readonly [number, number]

/** The domain of whole decades around [low, high]; a hair beyond a decade still counts as on it. */
export function niceDecades([low, high]: LogDomain): LogDomain {
  const hair = 1e-9
  const [from = low, to = high] = scaleLog([low * (1 + hair), high * (1 - hair)], [0, 1])
    .nice()
    .domain()
  return [from, to]
}

/** Exponents of the decades inside a domain, thinned evenly to `most` at the most. */
export function decadeTicks([from, to]: LogDomain, most: number): number[] {
  const first = Math.ceil(Math.log10(from) - 1e-9)
  const last = Math.floor(Math.log10(to) + 1e-9)
  const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, most)))
  // Counted from exponent 0, so that 1 keeps its tick however the domain grows.
  return range(Math.ceil(first / step), Math.floor(last / step) + 1).map((count) => count * step)
}
