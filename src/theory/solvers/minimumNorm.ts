/** The least-squares solution of smallest norm, for any number and rank of rows. */
import type { Sliced } from '../sliced.ts'
import type { RegressionData } from '../tasks.ts'
import { reduceToEvenRows } from './evenRows.ts'
import { factorizeInSlices, multiply, multiplyTransposed, solveFactored } from './linearAlgebra.ts'
import { createGram, updateGramInSlices } from './weightedGram.ts'

/** Rounds of iterative refinement after the first solution. */
const REFINEMENTS = 3

/**
 * The u of smallest norm that comes closest to Z u = y, for Z of shape n × D (`data.inputs`); shape D.
 * Pivoting has graded the reduced rows, and a factor of Z Zᵀ does not suffer from rows of different
 * length.
 */
export function* minimumNorm(data: RegressionData, inputDim: number): Sliced<Float64Array> {
  const { inputs, targets, rows } = (yield* reduceToEvenRows(data)).data
  const gram = createGram(rows, inputDim)
  const weights = new Float64Array(inputDim).fill(1)
  yield* updateGramInSlices(gram, inputs, { weights, tolerance: 0, slack: 0 })
  const factor = new Float64Array(rows * rows)
  yield* factorizeInSlices(gram.matrix, rows, factor)
  const lambda = new Float64Array(rows)
  const solution = new Float64Array(inputDim)
  const remainder = targets.slice()
  for (let round = 0; round <= REFINEMENTS; round += 1) {
    solveFactored(factor, remainder)
    for (let row = 0; row < rows; row += 1) lambda[row] = (lambda[row] ?? 0) + (remainder[row] ?? 0)
    multiplyTransposed(inputs, lambda, solution)
    multiply(inputs, solution, remainder)
    for (let row = 0; row < rows; row += 1) {
      remainder[row] = (targets[row] ?? 0) - (remainder[row] ?? 0)
    }
  }
  return solution
}
