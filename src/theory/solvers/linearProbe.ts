/**
 * The exact end point of linear probing: w is frozen, only the readout v is trained, which is
 * kernel regression with K = X diag(W) Xᵀ, W = (w⁺)² + (w⁻)² (docs/model.md, "Linear probing"):
 * β = β⁰ + W ∘ Xᵀ K⁺ (y − Xβ⁰). Source: Lippl & Lindsey 2024, section 5 (linear probing).
 *
 * It is the solution of smallest norm u of X diag(√W) u = y − Xβ⁰, with β = β⁰ + √W ∘ u; where no u
 * fits, the one of smallest norm among those with the least squares.
 */
import { finish } from '../sliced.ts'
import type { RegressionData } from '../tasks.ts'
import type { NetworkWeights } from './growth.ts'
import { multiply } from './linearAlgebra.ts'
import { minimumNorm } from './minimumNorm.ts'

/** β where linear probing from `weights` (each of shape D) on X of shape n × D ends; shape D. */
export const solveLinearProbe = (data: RegressionData, weights: NetworkWeights): Float64Array => {
  const { wPlus, wMinus, vPlus, vMinus } = weights
  const inputDim = wPlus.length
  const scales = wPlus.map((value, d) => Math.hypot(value, wMinus[d] ?? 0))
  const start = wPlus.map(
    (value, d) => value * (vPlus[d] ?? 0) - (wMinus[d] ?? 0) * (vMinus[d] ?? 0),
  )
  const fitted = multiply(data.inputs, start, new Float64Array(data.rows))
  const targets = data.targets.map((value, row) => value - (fitted[row] ?? 0))
  const inputs = data.inputs.map((value, index) => value * (scales[index % inputDim] ?? 0))
  const solution = finish(minimumNorm({ rows: data.rows, inputs, targets }, inputDim))
  return start.map((value, d) => value + (scales[d] ?? 0) * (solution[d] ?? 0))
}
