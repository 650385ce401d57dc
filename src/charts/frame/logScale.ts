/** [smallest, largest], both positive. */
export type LogDomain = readonly [number, number]

/** The next power of ten at or above `value` (> 0); a hair above a decade still counts as on it. */
export function decadeAbove(value: number): number {
  return 10 ** Math.ceil(Math.log10(value) - 1e-9)
}

/** The next power of ten at or below `value` (> 0). */
export function decadeBelow(value: number): number {
  return 10 ** Math.floor(Math.log10(value) + 1e-9)
}

/** Exponents of the decades inside a domain, thinned evenly to `most` at the most. */
export function decadeTicks([from, to]: LogDomain, most: number): number[] {
  const first = Math.ceil(Math.log10(from) - 1e-9)
  const last = Math.floor(Math.log10(to) + 1e-9)
  const count = last - first + 1
  const step = Math.max(1, Math.ceil(count / Math.max(1, most)))
  const ticks: number[] = []
  // Counted from exponent 0, so that 1 keeps its tick however the domain grows.
  for (let exponent = Math.ceil(first / step) * step; exponent <= last; exponent += step) {
    ticks.push(exponent)
  }
  return ticks
}
