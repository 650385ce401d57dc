/** Rows of very different size, made alike: where some β fits all of them, it fits them still. */
import type { RegressionData } from '../tasks.ts'

/**
 * The same equations Xβ = y (X of shape n × D), each divided by the power of two next to its row's
 * largest entry, which rounds nothing. If no β fits all rows, their least squares change.
 */
export const withEqualRows = ({ rows, inputs, targets }: RegressionData): RegressionData => {
  const inputDim = rows === 0 ? 0 : inputs.length / rows
  const scaled = { rows, inputs: inputs.slice(), targets: targets.slice() }
  for (let row = 0; row < rows; row += 1) {
    const entries = scaled.inputs.subarray(row * inputDim, (row + 1) * inputDim)
    const largest = entries.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    if (largest === 0 || !Number.isFinite(largest)) continue
    const divisor = 2 ** Math.round(Math.log2(largest))
    entries.forEach((value, d) => (entries[d] = value / divisor))
    scaled.targets[row] = (targets[row] ?? 0) / divisor
  }
  return scaled
}
