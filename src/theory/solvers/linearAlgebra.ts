/**
 * Dense float64 linear algebra of the exact solvers: products with X, and Cholesky factors.
 * Matrices are row after row in one Float64Array. Nothing here allocates.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import { finish, type Sliced } from '../sliced.ts'

/** Σ a_(from+k) · b_(other+k) over k < length: four sums side by side, so that none waits. */
const dotAt = (
  a: Float64Array,
  b: Float64Array,
  { from, other, length }: { from: number; other: number; length: number },
): number => {
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  let k = 0
  for (; k + 3 < length; k += 4) {
    first += (a[from + k] as number) * (b[other + k] as number)
    second += (a[from + k + 1] as number) * (b[other + k + 1] as number)
    third += (a[from + k + 2] as number) * (b[other + k + 2] as number)
    fourth += (a[from + k + 3] as number) * (b[other + k + 3] as number)
  }
  for (; k < length; k += 1) first += (a[from + k] as number) * (b[other + k] as number)
  return first + second + (third + fourth)
}

/** X v into `product` (shape n), for X of shape n × D and v of shape D; four rows at a time. */
export const multiply = (
  matrix: Float64Array,
  vector: Float64Array,
  product: Float64Array,
): Float64Array => {
  const length = vector.length
  const rows = product.length
  let row = 0
  for (; row + 3 < rows; row += 4) {
    const a = row * length
    const b = a + length
    const c = b + length
    const e = c + length
    let first = 0
    let second = 0
    let third = 0
    let fourth = 0
    for (let d = 0; d < length; d += 1) {
      const value = vector[d] as number
      first += (matrix[a + d] as number) * value
      second += (matrix[b + d] as number) * value
      third += (matrix[c + d] as number) * value
      fourth += (matrix[e + d] as number) * value
    }
    product[row] = first
    product[row + 1] = second
    product[row + 2] = third
    product[row + 3] = fourth
  }
  const span = { from: 0, other: 0, length }
  for (; row < rows; row += 1) {
    span.from = row * length
    product[row] = dotAt(matrix, vector, span)
  }
  return product
}

/** Xᵀ u into `product` (shape D), for X of shape n × D and u of shape n; four rows at a time. */
export const multiplyTransposed = (
  matrix: Float64Array,
  vector: Float64Array,
  product: Float64Array,
): Float64Array => {
  const length = product.length
  const rows = vector.length
  product.fill(0)
  let row = 0
  for (; row + 3 < rows; row += 4) {
    const a = row * length
    const b = a + length
    const c = b + length
    const e = c + length
    const first = vector[row] as number
    const second = vector[row + 1] as number
    const third = vector[row + 2] as number
    const fourth = vector[row + 3] as number
    for (let d = 0; d < length; d += 1) {
      product[d] =
        (product[d] as number) +
        (first * (matrix[a + d] as number) + second * (matrix[b + d] as number)) +
        (third * (matrix[c + d] as number) + fourth * (matrix[e + d] as number))
    }
  }
  for (; row < rows; row += 1) {
    const start = row * length
    const last = vector[row] as number
    for (let d = 0; d < length; d += 1) {
      product[d] = (product[d] as number) + last * (matrix[start + d] as number)
    }
  }
  return product
}

/** A pivot smaller than this share of its diagonal entry, times its row, consists of rounding. */
const PIVOT_FLOOR = 4e-16

/** One row of the factor; returns its pivot, as a share of the diagonal entry. */
const factorizeRow = (
  matrix: Float64Array,
  factor: Float64Array,
  at: { row: number; size: number },
): number => {
  const { row, size } = at
  const start = row * size
  const span = { from: start, other: 0, length: 0 }
  for (let column = 0; column < row; column += 1) {
    span.other = column * size
    span.length = column
    const rest = (matrix[start + column] as number) - dotAt(factor, factor, span)
    const pivot = factor[span.other + column] as number
    factor[start + column] = pivot < 0 ? 0 : rest / pivot
  }
  span.other = start
  span.length = row
  const diagonal = matrix[start + row] as number
  const floor = PIVOT_FLOOR * (row + 1) * diagonal
  const pivot = diagonal - dotAt(factor, factor, span)
  factor[start + row] = pivot > floor ? Math.sqrt(pivot) : -(Math.sqrt(floor) || Infinity)
  return diagonal > 0 ? pivot / diagonal : 0
}

/** Multiplications in a slice: about ten milliseconds. */
const PRODUCTS_PER_SLICE = 10_000_000

/** `factorize` in slices of some rows each. */
export function* factorizeInSlices(
  matrix: Float64Array,
  size: number,
  factor: Float64Array,
): Sliced<number> {
  const at = { row: 0, size }
  let smallest = Infinity
  let products = 0
  for (; at.row < size; at.row += 1) {
    smallest = Math.min(smallest, factorizeRow(matrix, factor, at))
    products += (at.row * at.row) / 2
    if (products < PRODUCTS_PER_SLICE) continue
    products = 0
    yield
  }
  return smallest
}

/**
 * The factor L of a symmetric positive semidefinite H = L Lᵀ, into the lower triangle of `factor`
 * (shape n × n; only the lower triangle of H is read). A pivot at the rounding floor is lifted to
 * it and the rest of its column, which is rounding too, is cut: the solution stays a direction of
 * descent. Such a pivot is marked by a minus sign, which every use of L cancels.
 * @returns the smallest pivot, as a share of its diagonal entry: about 1e-16 if H is singular
 */
export const factorize = (matrix: Float64Array, size: number, factor: Float64Array): number =>
  finish(factorizeInSlices(matrix, size, factor))

/** Solves L Lᵀ x = b in place of b (shape n). */
export const solveFactored = (factor: Float64Array, right: Float64Array): Float64Array => {
  const size = right.length
  const span = { from: 0, other: 0, length: 0 }
  for (let row = 0; row < size; row += 1) {
    span.from = row * size
    span.length = row
    right[row] =
      ((right[row] as number) - dotAt(factor, right, span)) / (factor[span.from + row] as number)
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    const start = row * size
    const value = (right[row] as number) / (factor[start + row] as number)
    right[row] = value
    for (let column = 0; column < row; column += 1) {
      right[column] = (right[column] as number) - value * (factor[start + column] as number)
    }
  }
  return right
}
