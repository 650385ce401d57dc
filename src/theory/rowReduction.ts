/**
 * The same descent from fewer numbers. Gradient descent sees a task's data only through XᵀX and Xᵀy,
 * so X may be replaced by its triangular factor R and y by Qᵀy: at most D rows, and zeros left of the
 * diagonal. All weights are exactly those of the full problem, up to rounding (docs/model.md, "Row
 * reduction").
 */
import { finish, type Sliced } from './sliced.ts'
import { totalRows, type DescentProblem } from './descent.ts'
import type { RegressionData } from './tasks.ts'

/** Which tasks are factored. */
type Choice = (data: RegressionData, inputDim: number) => boolean

/** So many rows that the factor repays itself soon whatever trains, by having fewer of them. */
const hasManyRows: Choice = ({ rows }, inputDim) => rows >= 2.5 * inputDim

/**
 * So many rows that the factor repays itself in a long training by what passes over its zeros; see
 * `stepsToRepay`.
 */
export const hasWorthwhileTriangle: Choice = ({ rows }) => rows >= 256

/**
 * How much longer a multiply–add takes in the factorization than in training: plain float64 code
 * beside a SIMD kernel.
 */
const COST_RATIO = 16

/**
 * After so many steps the time that factors of the chosen tasks would have saved is what making them
 * takes: whoever makes them then, loses at most as much again. A number of the sizes alone, so that
 * a run does not depend on the machine. Infinity where nothing is chosen.
 */
export const stepsToRepay = ({ inputDim, tasks }: DescentProblem, isChosen: Choice): number => {
  let cost = 0
  let saved = 0
  for (const data of tasks) {
    if (data.isTriangular || !isChosen(data, inputDim)) continue
    const rank = Math.min(data.rows, inputDim)
    // Sums over columns k < rank: 2 (n − k)(D − k) for the reflections, D − k for what is kept.
    cost += 2 * rank * (data.rows * inputDim - ((data.rows + inputDim) * rank) / 2 + rank ** 2 / 3)
    saved += 2 * (data.rows * inputDim - rank * (inputDim - rank / 2))
  }
  return saved === 0 ? Infinity : Math.ceil((COST_RATIO * cost) / saved)
}

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
 * R (upper triangular, or trapezoidal where n < D) and the entries of Qᵀy beside it, by Householder
 * reflections: min(n, D) rows.
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
  const rank = Math.min(data.rows, inputDim)
  for (let column = 0; column < rank; column += 1) {
    const factor = reflector(work, column, vector)
    if (factor === 0) continue
    const mirror = { from: column, vector, factor }
    reflectInputs(work, mirror, products)
    reflectTargets(work.targets, mirror)
    yield
  }
  return {
    rows: rank,
    inputs: withZeros(work.inputs.subarray(0, rank * inputDim), inputDim),
    targets: work.targets.slice(0, rank),
    isTriangular: true,
  }
}

/** A copy with exact zeros left of the diagonal, where the reflections leave rounding errors. */
const withZeros = (inputs: Float64Array, inputDim: number): Float64Array => {
  const result = inputs.slice()
  for (let start = 0, row = 0; start < result.length; start += inputDim, row += 1) {
    result.fill(0, start, start + Math.min(row, inputDim))
  }
  return result
}

interface Factoring {
  work: Sliced<RegressionData>
  factor: RegressionData | null
}

// By the data they are made from: the same rows serve many runs, and two that need a factor at the
// same time make it together.
const factorings = new WeakMap<RegressionData, Factoring>()

function* factorOf(data: RegressionData, inputDim: number): Sliced<RegressionData> {
  const factoring = factorings.get(data) ?? { work: triangularFactor(data, inputDim), factor: null }
  factorings.set(data, factoring)
  for (;;) {
    // Somebody else may have made the last slice.
    if (factoring.factor !== null) return factoring.factor
    const slice = factoring.work.next()
    if (slice.done) factoring.factor = slice.value
    else yield
  }
}

const scaled = (data: RegressionData, factor: number): RegressionData => ({
  ...data,
  inputs: data.inputs.map((value) => value * factor),
  targets: data.targets.map((value) => value * factor),
})

/** `reduceRows` in slices, of one column each. */
export function* reduceRowsInSlices(
  problem: DescentProblem,
  isChosen: Choice = hasManyRows,
): Sliced<DescentProblem> {
  const { inputDim, tasks } = problem
  const isOpen = (data: RegressionData): boolean => !data.isTriangular && isChosen(data, inputDim)
  if (!tasks.some(isOpen)) return problem
  const reduced: RegressionData[] = []
  for (const data of tasks) reduced.push(isOpen(data) ? yield* factorOf(data, inputDim) : data)
  // The mean is now over fewer rows: √(rows now / rows before) keeps every gradient as it was.
  const rowsNow = reduced.reduce((sum, data) => sum + data.rows, 0)
  const factor = Math.sqrt(rowsNow / totalRows(problem))
  return { inputDim, tasks: reduced.map((data) => scaled(data, factor)) }
}

/**
 * A problem whose descent visits the same weights, with at most D rows in each chosen task. Its loss
 * differs by a constant (the part of y that no β explains), so losses are measured on the original.
 * The problem itself, if no task is chosen.
 */
export const reduceRows = (
  problem: DescentProblem,
  isChosen: Choice = hasManyRows,
): DescentProblem => finish(reduceRowsInSlices(problem, isChosen))
