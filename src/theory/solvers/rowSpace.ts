/**
 * A basis of the row space of X and the least-squares solution, for data with dependent rows or
 * with more rows than features. Householder reflections with column pivoting (Golub & Van Loan,
 * Matrix Computations, algorithm 5.4.1), after rows many decades apart are sorted by size: then
 * each row has rounding errors of its own size only (Cox & Higham 1998). These problems are rare: plain code, checked reads.
 */
import { factorizeInSlices, multiply, multiplyTransposed, solveFactored } from './linearAlgebra.ts'
import { rowSizes } from './rowScales.ts'
import { createGram, updateGramInSlices } from './weightedGram.ts'
import type { RegressionData } from '../tasks.ts'
import type { Sliced } from '../sliced.ts'

/** Rows whose remainder is this small a share of X's largest entries are taken as dependent. */
const RANK_TOLERANCE = 1e-12

interface Reflection {
  /** Shape n; zero before its own row. */
  vector: Float64Array
  /** 2 / |vector|² */
  factor: number
}

/** Data whose rows are independent and span the same space: T X and T y with orthonormal T. */
export interface RowSpace {
  /** r rows, r the rank of X. */
  data: RegressionData
  /** |y − (the part of y that some β explains)| */
  misfit: number
  /** λ of the original rows, shape n, with Xᵀλ = (T X)ᵀμ. */
  expand: (reduced: Float64Array) => Float64Array
}

/** v ← v − f·u (u·v) on one vector of shape n. */
const reflectVector = ({ vector, factor }: Reflection, target: Float64Array): void => {
  let product = 0
  for (let row = 0; row < target.length; row += 1)
    product += (vector[row] ?? 0) * (target[row] ?? 0)
  product *= factor
  for (let row = 0; row < target.length; row += 1) {
    target[row] = (target[row] ?? 0) - product * (vector[row] ?? 0)
  }
}

/** The same on all columns of a matrix of shape n × D, one row after another. */
const reflectMatrix = (
  { vector, factor }: Reflection,
  matrix: Float64Array,
  products: Float64Array,
): void => {
  const inputDim = products.length
  multiplyTransposed(matrix, vector, products)
  for (let row = 0; row < vector.length; row += 1) {
    const scale = factor * (vector[row] ?? 0)
    if (scale === 0) continue
    for (let d = 0, index = row * inputDim; d < inputDim; d += 1, index += 1) {
      matrix[index] = (matrix[index] ?? 0) - scale * (products[d] ?? 0)
    }
  }
}

/** The column with the largest Σ x² from `top` on, and that sum. */
const largestColumn = (
  matrix: Float64Array,
  inputDim: number,
  top: number,
): { column: number; squares: number } => {
  const sums = new Float64Array(inputDim)
  for (let index = top * inputDim; index < matrix.length; index += 1) {
    const d = index % inputDim
    sums[d] = (sums[d] ?? 0) + (matrix[index] ?? 0) ** 2
  }
  let column = 0
  for (let d = 1; d < inputDim; d += 1) if ((sums[d] ?? 0) > (sums[column] ?? 0)) column = d
  return { column, squares: sums[column] ?? 0 }
}

/** The reflection that moves a column's entries from `top` on into its entry `top`. */
const reflectionOf = (
  matrix: Float64Array,
  inputDim: number,
  at: { column: number; top: number; squares: number },
): Reflection => {
  const { column, top, squares } = at
  const vector = new Float64Array(matrix.length / inputDim)
  for (let row = top; row < vector.length; row += 1) {
    vector[row] = matrix[row * inputDim + column] ?? 0
  }
  const head = vector[top] ?? 0
  const shifted = head + (head < 0 ? -1 : 1) * Math.sqrt(squares)
  vector[top] = shifted
  return { vector, factor: 2 / (squares - head * head + shifted * shifted) }
}

/** Which row comes when: the largest first where their sizes differ by decades. */
const rowOrder = (data: RegressionData): number[] => {
  const order = Array.from({ length: data.rows }, (_, row) => row)
  const sizes = rowSizes(data)
  if (sizes) order.sort((one, other) => (sizes[other] ?? 0) - (sizes[one] ?? 0))
  return order
}

/** Reduces data of shape n × D to r ≤ min(n, D) independent rows. */
export function* reduceToRowSpace(data: RegressionData): Sliced<RowSpace> {
  const { rows } = data
  const inputDim = rows === 0 ? 0 : data.inputs.length / rows
  const order = rowOrder(data)
  const matrix = new Float64Array(data.inputs.length)
  order.forEach((row, at) => {
    matrix.set(data.inputs.subarray(row * inputDim, (row + 1) * inputDim), at * inputDim)
  })
  const targets = Float64Array.from(order, (row) => data.targets[row] ?? 0)
  const products = new Float64Array(inputDim)
  const reflections: Reflection[] = []
  let largest = 0
  for (let rank = 0; rank < Math.min(rows, inputDim); rank += 1) {
    const { column, squares } = largestColumn(matrix, inputDim, rank)
    largest = Math.max(largest, squares)
    if (!(squares > RANK_TOLERANCE ** 2 * largest)) break
    const reflection = reflectionOf(matrix, inputDim, { column, top: rank, squares })
    reflectMatrix(reflection, matrix, products)
    reflectVector(reflection, targets)
    reflections.push(reflection)
    yield
  }
  const rank = reflections.length
  return {
    data: { rows: rank, inputs: matrix.slice(0, rank * inputDim), targets: targets.slice(0, rank) },
    misfit: Math.sqrt(targets.slice(rank).reduce((sum, value) => sum + value * value, 0)),
    expand: (reduced) => {
      const sorted = new Float64Array(rows)
      sorted.set(reduced)
      for (const reflection of reflections.toReversed()) reflectVector(reflection, sorted)
      const lambda = new Float64Array(rows)
      order.forEach((row, at) => (lambda[row] = sorted[at] ?? 0))
      return lambda
    },
  }
}

/** True if the rows of X are independent, judged by the pivots of X Xᵀ (n ≤ D). */
export function* hasIndependentRows(data: RegressionData): Sliced<boolean> {
  const { rows, inputs } = data
  const inputDim = inputs.length / rows
  const gram = createGram(rows, inputDim)
  const weights = new Float64Array(inputDim).fill(1)
  yield* updateGramInSlices(gram, inputs, { weights, tolerance: 0, slack: 0 })
  return (yield* factorizeInSlices(gram.matrix, rows, new Float64Array(rows * rows))) > 1e-11
}

/** Xᵀ of X with shape n × D; shape D × n. */
const transposed = ({ inputs, rows }: RegressionData): Float64Array => {
  const inputDim = inputs.length / rows
  const result = new Float64Array(inputs.length)
  for (let index = 0; index < inputs.length; index += 1) {
    const row = Math.floor(index / inputDim)
    result[(index - row * inputDim) * rows + row] = inputs[index] ?? 0
  }
  return result
}

/** Solutions of least-squares problems with one X. */
export interface LeastSquares {
  /** The β with the smallest |Xβ − y|, shape D. */
  solve: (targets: Float64Array) => Float64Array
  /** The λ of smallest norm with Xᵀλ = u, shape n. */
  lift: (direction: Float64Array) => Float64Array
}

/** Rounds of iterative refinement: each wins about as many digits as XᵀX has left. */
const REFINEMENTS = 3

function* makeLeastSquares(data: RegressionData): Sliced<LeastSquares | undefined> {
  const { rows, inputs } = data
  const inputDim = inputs.length / rows
  const gram = createGram(inputDim, rows)
  const weights = new Float64Array(rows).fill(1)
  yield* updateGramInSlices(gram, transposed(data), { weights, tolerance: 0, slack: 0 })
  const factor = new Float64Array(inputDim * inputDim)
  if (!((yield* factorizeInSlices(gram.matrix, inputDim, factor)) > 1e-9)) return undefined
  const prediction = new Float64Array(rows)
  const solve = (targets: Float64Array): Float64Array => {
    const beta = new Float64Array(inputDim)
    const right = new Float64Array(inputDim)
    for (let round = 0; round <= REFINEMENTS; round += 1) {
      multiply(inputs, beta, prediction)
      for (let row = 0; row < rows; row += 1) {
        prediction[row] = (targets[row] ?? 0) - (prediction[row] ?? 0)
      }
      solveFactored(factor, multiplyTransposed(inputs, prediction, right))
      for (let d = 0; d < inputDim; d += 1) beta[d] = (beta[d] ?? 0) + (right[d] ?? 0)
    }
    return beta
  }
  const lift = (direction: Float64Array): Float64Array =>
    multiply(inputs, solveFactored(factor, direction.slice()), new Float64Array(rows))
  return { solve, lift }
}

// By the data they were made from: auxiliary rows stay while a control moves.
const knownFactors = new WeakMap<RegressionData, { made: LeastSquares | undefined }>()

/**
 * For n ≥ D: from the factor of XᵀX, refined with residuals of X itself.
 * @returns nothing if the columns of X are not clearly independent
 */
export function* factorLeastSquares(data: RegressionData): Sliced<LeastSquares | undefined> {
  const known = knownFactors.get(data) ?? { made: yield* makeLeastSquares(data) }
  knownFactors.set(data, known)
  return known.made
}
