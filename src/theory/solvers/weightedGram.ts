/**
 * The Gram matrix H = X diag(W) Xᵀ of slowly changing weights W: only the features whose weight
 * has moved since it was last used are worked in again. If every weight in use lies within a
 * factor 1 ± ε of the true one, so does the whole matrix (as quadratic forms), whatever X is.
 * Updates pay because a factor of H from an earlier step still makes a good step.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import { finish, type Sliced } from '../sliced.ts'

/** Features worked in together: two packed blocks of n = 64 rows stay in the second-level cache. */
const BLOCK = 128

export interface WeightedGram {
  /** n */
  readonly rows: number
  /** D */
  readonly inputDim: number
  /** Lower triangle of H, shape n × n. */
  readonly matrix: Float64Array
  /** W as it stands in H, shape D. */
  readonly used: Float64Array
  /** Packed columns of X, and the same times their change of weight; shape n × BLOCK. */
  readonly columns: Float64Array
  readonly changes: Float64Array
  /** Numbers of the features to work in. */
  readonly chosen: Int32Array
  /** Largest weight in H since it was last built from nothing: what its rounding errors scale with. */
  peak: number
}

export const createGram = (rows: number, inputDim: number): WeightedGram => ({
  rows,
  inputDim,
  matrix: new Float64Array(rows * rows),
  used: new Float64Array(inputDim),
  columns: new Float64Array(rows * BLOCK),
  changes: new Float64Array(rows * BLOCK),
  chosen: new Int32Array(inputDim),
  peak: 0,
})

/** Copies the columns of the chosen features from `first` on, at most BLOCK; returns how many. */
const pack = (
  gram: WeightedGram,
  inputs: Float64Array,
  span: { first: number; count: number; weights: Float64Array },
): number => {
  const { rows, inputDim, columns, changes, chosen, used } = gram
  const { first, weights } = span
  const width = Math.min(BLOCK, span.count - first)
  for (let row = 0; row < rows; row += 1) {
    const source = row * inputDim
    const target = row * BLOCK
    for (let k = 0; k < width; k += 1) {
      const feature = chosen[first + k] as number
      const value = inputs[source + feature] as number
      columns[target + k] = value
      changes[target + k] = value * ((weights[feature] as number) - (used[feature] as number))
    }
  }
  return width
}

/** One entry of H: adds Σ_k columns_(row,k) · changes_(column,k). */
const addEntry = (gram: WeightedGram, at: { row: number; column: number; width: number }): void => {
  const { columns, changes, matrix, rows } = gram
  const upper = at.row * BLOCK
  const left = at.column * BLOCK
  let sum = 0
  for (let k = 0; k < at.width; k += 1) {
    sum += (columns[upper + k] as number) * (changes[left + k] as number)
  }
  const index = at.row * rows + at.column
  matrix[index] = (matrix[index] as number) + sum
}

/** The 2 × 4 entries of H at (row, column): each number loaded serves four or two of them. */
const addTile = (gram: WeightedGram, at: { row: number; column: number; width: number }): void => {
  const { columns, changes, matrix, rows } = gram
  const { width } = at
  const a = at.row * BLOCK
  const b = a + BLOCK
  const p = at.column * BLOCK
  const q = p + BLOCK
  const r = q + BLOCK
  const s = r + BLOCK
  let ap = 0
  let aq = 0
  let ar = 0
  let as = 0
  let bp = 0
  let bq = 0
  let br = 0
  let bs = 0
  for (let k = 0; k < width; k += 1) {
    const upper = columns[a + k] as number
    const lower = columns[b + k] as number
    const first = changes[p + k] as number
    const second = changes[q + k] as number
    const third = changes[r + k] as number
    const fourth = changes[s + k] as number
    ap += upper * first
    aq += upper * second
    ar += upper * third
    as += upper * fourth
    bp += lower * first
    bq += lower * second
    br += lower * third
    bs += lower * fourth
  }
  const top = at.row * rows + at.column
  const bottom = top + rows
  matrix[top] = (matrix[top] as number) + ap
  matrix[top + 1] = (matrix[top + 1] as number) + aq
  matrix[top + 2] = (matrix[top + 2] as number) + ar
  matrix[top + 3] = (matrix[top + 3] as number) + as
  matrix[bottom] = (matrix[bottom] as number) + bp
  matrix[bottom + 1] = (matrix[bottom + 1] as number) + bq
  matrix[bottom + 2] = (matrix[bottom + 2] as number) + br
  matrix[bottom + 3] = (matrix[bottom + 3] as number) + bs
}

/** Adds the packed features to the lower triangle (tiles may reach above the diagonal). */
const addPacked = (gram: WeightedGram, width: number): void => {
  const { rows } = gram
  const at = { row: 0, column: 0, width }
  for (let row = 0; row < rows; row += 2) {
    const last = Math.min(row + 1, rows - 1)
    let column = 0
    if (last > row) {
      at.row = row
      for (; column <= last && column + 3 < rows; column += 4) {
        at.column = column
        addTile(gram, at)
      }
    }
    for (at.row = row; at.row <= last; at.row += 1) {
      for (at.column = column; at.column <= at.row; at.column += 1) addEntry(gram, at)
    }
  }
}

/** The weights to bring H to, and how far H may stay behind them. */
export interface GramUpdate {
  /** W, shape D, none negative. */
  weights: Float64Array
  /** Relative: a weight that moved less stays as it is. */
  tolerance: number
  /** Absolute: so does one that moved less than this. */
  slack: number
}

/** Chooses the features whose weight in H is too far off; returns how many. */
const chooseMoved = (gram: WeightedGram, { weights, tolerance, slack }: GramUpdate): number => {
  const { used, chosen } = gram
  let count = 0
  for (let d = 0; d < used.length; d += 1) {
    const weight = weights[d] as number
    if (Math.abs(weight - (used[d] as number)) > tolerance * weight + slack) {
      chosen[count] = d
      count += 1
    }
  }
  return count
}

/** Weights that fell this far below the largest one worked in leave its rounding errors behind. */
const FORGET_RATIO = 16

/** `updateGram` in slices, of BLOCK features each. */
export function* updateGramInSlices(
  gram: WeightedGram,
  inputs: Float64Array,
  update: GramUpdate,
): Sliced<number> {
  const { used, chosen, matrix } = gram
  const { weights } = update
  let count = chooseMoved(gram, update)
  if (count === 0) return 0
  let largest = 0
  for (let d = 0; d < used.length; d += 1) largest = Math.max(largest, weights[d] as number)
  if (gram.peak > FORGET_RATIO * largest || 2 * count > used.length) {
    matrix.fill(0)
    used.fill(0)
    gram.peak = 0
    count = chooseMoved(gram, update)
  }
  gram.peak = Math.max(gram.peak, largest)
  for (let first = 0; first < count; first += BLOCK) {
    const width = pack(gram, inputs, { first, count, weights })
    addPacked(gram, width)
    if (first + BLOCK < count) yield
  }
  for (let k = 0; k < count; k += 1) {
    const feature = chosen[k] as number
    used[feature] = weights[feature] as number
  }
  return count
}

/**
 * Brings H up to date with the weights. Afterwards every weight in H is off by at most the
 * tolerance or the slack.
 * @returns how many features were worked in; 0 leaves H as it was
 */
export const updateGram = (gram: WeightedGram, inputs: Float64Array, update: GramUpdate): number =>
  finish(updateGramInSlices(gram, inputs, update))
