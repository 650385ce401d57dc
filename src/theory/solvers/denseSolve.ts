/**
 * Gaussian elimination for the small indefinite systems of the solvers.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */

const swapRows = (
  matrix: Float64Array,
  size: number,
  pair: { one: number; other: number },
): void => {
  const kept = matrix.slice(pair.one * size, (pair.one + 1) * size)
  matrix.copyWithin(pair.one * size, pair.other * size, (pair.other + 1) * size)
  matrix.set(kept, pair.other * size)
}

/** The row from `column` on with the largest entry in that column. */
const pivotRow = (matrix: Float64Array, size: number, column: number): number => {
  let best = column
  for (let row = column + 1; row < size; row += 1) {
    const entry = Math.abs(matrix[row * size + column] as number)
    if (entry > Math.abs(matrix[best * size + column] as number)) best = row
  }
  return best
}

/** Subtracts multiples of row `column` from the rows below it. */
const eliminate = (matrix: Float64Array, right: Float64Array, column: number): void => {
  const size = right.length
  const start = column * size
  for (let row = column + 1; row < size; row += 1) {
    const factor = (matrix[row * size + column] as number) / (matrix[start + column] as number)
    if (factor === 0) continue
    right[row] = (right[row] as number) - factor * (right[column] as number)
    for (
      let index = row * size + column, k = start + column;
      k < start + size;
      k += 1, index += 1
    ) {
      matrix[index] = (matrix[index] as number) - factor * (matrix[k] as number)
    }
  }
}

/**
 * Solves M x = b with partial pivoting, M (n × n) and b in place.
 * @returns false if M is singular up to rounding
 */
export const solveDense = (matrix: Float64Array, right: Float64Array): boolean => {
  const size = right.length
  for (let column = 0; column < size; column += 1) {
    const pivot = pivotRow(matrix, size, column)
    if (!(Math.abs(matrix[pivot * size + column] as number) > 1e-280)) return false
    if (pivot !== column) {
      swapRows(matrix, size, { one: pivot, other: column })
      const kept = right[pivot] as number
      right[pivot] = right[column] as number
      right[column] = kept
    }
    eliminate(matrix, right, column)
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = right[row] as number
    for (let column = row + 1; column < size; column += 1) {
      sum -= (matrix[row * size + column] as number) * (right[column] as number)
    }
    right[row] = sum / (matrix[row * size + row] as number)
  }
  return right.every(Number.isFinite)
}
