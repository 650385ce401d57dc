/** Numbers over seeds and conditions. */

/** exp of the mean logarithm; all values positive, at least one. */
export const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)

/** How many times one positive number is larger than the other, at least 1. */
export const factorBetween = (one: number, other: number): number =>
  Math.max(one / other, other / one)

/** The middle value, or the mean of the two in the middle; at least one value. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2
}
