/**
 * The same descent from fewer rows. Gradient descent sees a task's data only through XᵀX and Xᵀy,
 * so X may be replaced by its triangular factor R and y by Qᵀy: D rows instead of n. All weights
 * are exactly those of the full problem, up to rounding (docs/model.md, "Row reduction").
 */
import { finish, type Sliced } from './sliced.ts'
import { totalRows, type DescentProblem } from './descent.ts'
import type { RegressionData } from './tasks.ts'

/** Below this ratio of rows to features the factorization would not repay itself. */
const WORTHWHILE_RATIO = 2.5

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

/** A reflection I − f v vᵀ of rows `from` …; v has the shape of a column. */
interface Mirror {
  from: number
  vector: Float64Array
  factor: number
}

/** Reflects y. */
const reflectTargets = (targets: Float64Array, mirror: Mirror): void => {
  const { from, vector, factor } = mirror
  let product = 0
  for (let row = from; row < targets.length; row += 1) {
    product += factor * (vector[row] ?? 0) * (targets[row] ?? 0)
  }
  for (let row = from; row < targets.length; row += 1) {
    targets[row] = (targets[row] ?? 0) - (vector[row] ?? 0) * product
  }
}

/** Adds size·(row of X) to `sum`, from column `from` on. */
const addRow = (
  sum: Float64Array,
  row: Float64Array,
  { from, size }: { from: number; size: number },
): void => {
  for (let d = from; d < row.length; d += 1) sum[d] = (sum[d] ?? 0) + size * (row[d] ?? 0)
}

/** Reflects X, one row at a time so that memory is read in order. `products` is scratch, shape D. */
const reflectInputs = (work: Factored, mirror: Mirror, products: Float64Array): void => {
  const { inputs, rows, inputDim } = work
  const { from, vector, factor } = mirror
  const rowOf = (row: number): Float64Array => inputs.subarray(row * inputDim, (row + 1) * inputDim)
  products.fill(0)
  for (let row = from; row < rows; row += 1) {
    addRow(products, rowOf(row), { from, size: (vector[row] ?? 0) * factor })
  }
  for (let row = from; row < rows; row += 1) {
    addRow(rowOf(row), products, { from, size: -(vector[row] ?? 0) })
  }
}

/**
 * R (D × D, upper triangular) and the first D entries of Qᵀy, by Householder reflections.
 * Needs rows ≥ D.
 */
function* triangularFactor(data: RegressionData, inputDim: number): Sliced<RegressionData> {
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
    if (factor === 0) continue
    const mirror = { from: column, vector, factor }
    reflectInputs(work, mirror, products)
    reflectTargets(work.targets, mirror)
    yield
  }
  return {
    rows: inputDim,
    inputs: work.inputs.slice(0, inputDim * inputDim),
    targets: work.targets.slice(0, inputDim),
    isTriangular: true,
  }
}

// Factors by the data they were made from: the same auxiliary rows serve many runs.
const knownFactors = new WeakMap<RegressionData, RegressionData>()

function* factorOf(data: RegressionData, inputDim: number): Sliced<RegressionData> {
  const factor = knownFactors.get(data) ?? (yield* triangularFactor(data, inputDim))
  knownFactors.set(data, factor)
  return factor
}

const scaled = (data: RegressionData, factor: number): RegressionData => ({
  ...data,
  inputs: data.inputs.map((value) => value * factor),
  targets: data.targets.map((value) => value * factor),
})

/** `reduceRows` in slices, of one column each. */
export function* reduceRowsInSlices(problem: DescentProblem): Sliced<DescentProblem> {
  const { inputDim, tasks } = problem
  const isWorthwhile = (data: RegressionData): boolean => data.rows >= WORTHWHILE_RATIO * inputDim
  if (!tasks.some(isWorthwhile)) return problem
  const reduced: RegressionData[] = []
  for (const data of tasks) {
    reduced.push(isWorthwhile(data) ? yield* factorOf(data, inputDim) : data)
  }
  // The mean is now over fewer rows: √(rows now / rows before) keeps every gradient as it was.
  const rowsNow = reduced.reduce((sum, data) => sum + data.rows, 0)
  const factor = Math.sqrt(rowsNow / totalRows(problem))
  return { inputDim, tasks: reduced.map((data) => scaled(data, factor)) }
}

/**
 * A problem whose descent visits the same weights, with at most about D rows a task. Its loss
 * differs by a constant (the part of y that no β explains), so losses are measured on the original.
 * The problem itself, if no task has enough rows for it to pay.
 */
export const reduceRows = (problem: DescentProblem): DescentProblem =>
  finish(reduceRowsInSlices(problem))
