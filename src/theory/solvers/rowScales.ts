/** Rows of very different size, made alike: where some β fits all of them, it fits them still. */
import type { RegressionData } from '../tasks.ts'

/** Largest entries within this factor of each other cost no digits that matter. */
const ALIKE = 2 ** 10

/**
 * For each row of X (shape n × D) the power of two next to its largest entry, 1 for a row of zeros;
 * shape n. Nothing if the rows are alike as they are.
 */
export const rowSizes = ({ rows, inputs }: RegressionData): Float64Array | undefined => {
  const inputDim = rows === 0 ? 0 : inputs.length / rows
  const sizes = new Float64Array(rows).fill(1)
  let least = Infinity
  let most = 0
  for (let row = 0; row < rows; row += 1) {
    const entries = inputs.subarray(row * inputDim, (row + 1) * inputDim)
    const largest = entries.reduce((size, value) => Math.max(size, Math.abs(value)), 0)
    if (largest === 0 || !Number.isFinite(largest)) continue
    const size = 2 ** Math.round(Math.log2(largest))
    sizes[row] = size
    least = Math.min(least, size)
    most = Math.max(most, size)
  }
  return most > ALIKE * least ? sizes : undefined
}

/**
 * The same equations Xβ = y (X of shape n × D), each divided by its row's size (shape n), which
 * rounds nothing. If no β fits all rows, their least squares change.
 */
export const divideRows = (
  { rows, inputs, targets }: RegressionData,
  sizes: Float64Array,
): RegressionData => {
  const inputDim = rows === 0 ? 0 : inputs.length / rows
  const sizeOf = (row: number): number => sizes[row] ?? 1
  return {
    rows,
    inputs: inputs.map((value, index) => value / sizeOf(Math.floor(index / inputDim))),
    targets: targets.map((value, row) => value / sizeOf(row)),
  }
}
