/**
 * The same descent from fewer rows. Gradient descent sees a task's data only through XᵀX and Xᵀy,
 * so X may be replaced by its triangular factor R and y by Qᵀy: D rows instead of n. All weights
 * are exactly those of the full problem, up to rounding (docs/model.md, "Row reduction").
 */
import { totalRows, type DescentProblem } from './descent.ts'
import type { RegressionData } from './tasks.ts'

/** Below this ratio of rows to features the factorization would not repay itself. */
const WORTHWHILE_RATIO = 1.5

interface Factored {
  /** Shape rows × D; the factorization happens in it. */
  inputs: Float64Array
  targets: Float64Array
  rows: number
  inputDim: number
}

/** The Householder vector of one column, in place; returns 2/|v|², or 0 for a column of zeros. */
const reflector = (work: Factored, column: number, vector: Float64Array): number => {
  const { inputs, rows, inputDim } = work
  let squares = 0
  for (let row = column; row < rows; row += 1) {
    const value = inputs[row * inputDim + column] ?? 0
    vector[row] = value
    squares += value * value
  }
  if (squares === 0) return 0
  const head = vector[column] ?? 0
  const shifted = head + (head < 0 ? -1 : 1) * Math.sqrt(squares)
  vector[column] = shifted
  return 2 / (squares - head * head + shifted * shifted)
}

/** Reflects columns `column` … of X, and y, one row at a time so that memory is read in order. */
const reflect = (
  work: Factored,
  column: number,
  mirror: { vector: Float64Array; factor: number; products: Float64Array },
): void => {
  const { inputs, targets, rows, inputDim } = work
  const { vector, factor, products } = mirror
  products.fill(0)
  let targetProduct = 0
  for (let row = column; row < rows; row += 1) {
    const size = (vector[row] ?? 0) * factor
    for (let d = column; d < inputDim; d += 1) {
      products[d] = (products[d] ?? 0) + size * (inputs[row * inputDim + d] ?? 0)
    }
    targetProduct += size * (targets[row] ?? 0)
  }
  for (let row = column; row < rows; row += 1) {
    const size = vector[row] ?? 0
    for (let d = column; d < inputDim; d += 1) {
      const index = row * inputDim + d
      inputs[index] = (inputs[index] ?? 0) - size * (products[d] ?? 0)
    }
    targets[row] = (targets[row] ?? 0) - size * targetProduct
  }
}

/**
 * R (D × D, upper triangular) and the first D entries of Qᵀy, by Householder reflections.
 * Needs rows ≥ D.
 */
const triangularFactor = (data: RegressionData, inputDim: number): RegressionData => {
  const work: Factored = {
    inputs: data.inputs.slice(),
    targets: data.targets.slice(),
    rows: data.rows,
    inputDim,
  }
  const vector = new Float64Array(data.rows)
  const products = new Float64Array(inputDim)
  for (let column = 0; column < inputDim; column += 1) {
    const factor = reflector(work, column, vector)
    if (factor > 0) reflect(work, column, { vector, factor, products })
  }
  return {
    rows: inputDim,
    inputs: work.inputs.slice(0, inputDim * inputDim),
    targets: work.targets.slice(0, inputDim),
  }
}

const scaled = (data: RegressionData, factor: number): RegressionData => ({
  rows: data.rows,
  inputs: data.inputs.map((value) => value * factor),
  targets: data.targets.map((value) => value * factor),
})

/**
 * A problem whose descent visits the same weights, with at most about D rows a task. Its loss
 * differs by a constant (the part of y that no β explains), so losses are measured on the original.
 * The problem itself, if no task has enough rows for it to pay.
 */
export const reduceRows = (problem: DescentProblem): DescentProblem => {
  const { inputDim, tasks } = problem
  const isWorthwhile = (data: RegressionData): boolean => data.rows >= WORTHWHILE_RATIO * inputDim
  if (!tasks.some(isWorthwhile)) return problem
  const reduced = tasks.map((data) =>
    isWorthwhile(data) ? triangularFactor(data, inputDim) : data,
  )
  // The mean is now over fewer rows: √(rows now / rows before) keeps every gradient as it was.
  const rowsNow = reduced.reduce((sum, data) => sum + data.rows, 0)
  const factor = Math.sqrt(rowsNow / totalRows(problem))
  return { inputDim, tasks: reduced.map((data) => scaled(data, factor)) }
}
