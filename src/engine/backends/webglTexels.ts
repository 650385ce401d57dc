/**
 * How weights and data lie in textures. A texel holds four numbers; tfjs's packed textures hold in
 * it a 2 × 2 block of a matrix, so R × C texels are a tensor of shape 2R × 2C.
 *
 * - Weights, T × D texels: row 0 is (w⁺, w⁻, v⁺_0, v⁻_0) of feature d, row t > 0 is (v⁺_t, v⁻_t, 0, 0).
 * - Inputs, G × D texels: four training rows of feature d. Each task begins a new group of four;
 *   missing rows are zero. Targets and residuals, 1 × G texels, go by the same groups.
 */
import type { DescentProblem } from '../../theory/descent.ts'

/** A texture's content in the order of the tensor that tfjs uploads, shape 2·rows × 2·columns. */
export interface Texels {
  rows: number
  columns: number
  values: Float32Array
}

/** Which number a texel's channel (0 … 3) gets. */
type Channels = (row: number, column: number) => readonly number[]

const fillTexels = (rows: number, columns: number, channels: Channels): Texels => {
  const values = new Float32Array(4 * rows * columns)
  const width = 2 * columns
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const corner = 2 * row * width + 2 * column
      const [red = 0, green = 0, blue = 0, alpha = 0] = channels(row, column)
      values.set([red, green], corner)
      values.set([blue, alpha], corner + width)
    }
  }
  return { rows, columns, values }
}

const GROUP_ROWS = 4

/** Groups of four rows that a task of this many rows takes. */
export const groupCount = (rows: number): number => Math.ceil(rows / GROUP_ROWS)

/** Where the weights' vectors (rows of the (2 + 2T) × D array) lie in row `row` of the texture. */
const vectorsOfRow = (row: number): number[] =>
  row === 0 ? [0, 1, 2, 3] : [2 + 2 * row, 3 + 2 * row]

/** Weights of shape (2 + 2T) × D as texels. */
export const weightTexels = (weights: Float64Array, { inputDim, tasks }: DescentProblem): Texels =>
  fillTexels(tasks.length, inputDim, (row, d) =>
    vectorsOfRow(row).map((vector) => weights[vector * inputDim + d] ?? 0),
  )

/** The inverse, from texels as the graphics processor returns them: texel after texel. */
export const weightsFromTexels = (
  downloaded: Float32Array,
  { inputDim, tasks }: DescentProblem,
): Float64Array => {
  const weights = new Float64Array((2 + 2 * tasks.length) * inputDim)
  for (let row = 0; row < tasks.length; row += 1) {
    vectorsOfRow(row).forEach((vector, channel) => {
      for (let d = 0; d < inputDim; d += 1) {
        weights[vector * inputDim + d] = downloaded[4 * (row * inputDim + d) + channel] ?? 0
      }
    })
  }
  return weights
}

/** For each group of four rows: its task, and the number of its first row within the task. */
const groupsOf = ({ tasks }: DescentProblem) =>
  tasks.flatMap((data) =>
    Array.from({ length: groupCount(data.rows) }, (_, group) => ({
      data,
      firstRow: group * GROUP_ROWS,
    })),
  )

const FOUR = [0, 1, 2, 3]

/** The inputs of all tasks as texels. */
export const inputTexels = (problem: DescentProblem): Texels => {
  const groups = groupsOf(problem)
  const { inputDim } = problem
  return fillTexels(groups.length, inputDim, (row, d) => {
    const group = groups[row]
    // Beyond the last row of a task, `inputs` ends as well.
    return FOUR.map((offset) => group?.data.inputs[(group.firstRow + offset) * inputDim + d] ?? 0)
  })
}

/** The targets of all tasks as texels. */
export const targetTexels = (problem: DescentProblem): Texels => {
  const groups = groupsOf(problem)
  return fillTexels(1, groups.length, (_, column) => {
    const group = groups[column]
    return FOUR.map((offset) => group?.data.targets[group.firstRow + offset] ?? 0)
  })
}
