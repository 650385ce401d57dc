/**
 * Linear probing of the ReLU network: W is frozen, so that only a linear regression on the hidden
 * activations Z = relu(X Wᵀ), of shape n × H, is left (docs/model.md, "ReLU networks").
 */
import type { Sliced } from '../sliced.ts'
import {
  factorizeInSlices,
  multiply,
  multiplyTransposed,
  solveFactored,
} from '../solvers/linearAlgebra.ts'
import { minimumNorm } from '../solvers/minimumNorm.ts'
import { createGram, updateGramInSlices } from '../solvers/weightedGram.ts'
import type { RegressionData } from '../tasks.ts'
import type { ReluUnits } from './reluNetwork.ts'

/** Z = relu(X Wᵀ), shape n × H, for X of shape n × D. */
export const hiddenActivations = (
  { inputDim, directions }: Omit<ReluUnits, 'readouts'>,
  inputs: Float64Array,
): Float64Array => {
  const rows = inputs.length / inputDim
  const width = directions.length / inputDim
  const hidden = new Float64Array(rows * width)
  for (let row = 0; row < rows; row += 1) {
    const activations = hidden.subarray(row * width, (row + 1) * width)
    multiply(directions, inputs.subarray(row * inputDim, (row + 1) * inputDim), activations)
    for (let unit = 0; unit < width; unit += 1) {
      activations[unit] = Math.max(0, activations[unit] ?? 0)
    }
  }
  return hidden
}

/**
 * κ = (1/n) Σ_i Σ_h relu(w_h·x_i)², the mean diagonal of the probing kernel Z Zᵀ. Scaling W only
 * rescales the clock of probing by κ, so its step is η/κ; the largest eigenvalue of (2/n) Z Zᵀ is at
 * most 2κ: any η < 1 is stable.
 */
export const reluProbingScale = (
  units: Omit<ReluUnits, 'readouts'>,
  { inputs, rows }: RegressionData,
): number => {
  const hidden = hiddenActivations(units, inputs)
  return hidden.reduce((sum, value) => sum + value * value, 0) / rows
}

/** What the readout v leaves of the labels: Z and y − Z v. */
const remainderOf = (units: ReluUnits, data: RegressionData): RegressionData => {
  const inputs = hiddenActivations(units, data.inputs)
  const outputs = multiply(inputs, units.readouts, new Float64Array(data.rows))
  return {
    rows: data.rows,
    inputs,
    targets: data.targets.map((target, row) => target - (outputs[row] ?? 0)),
  }
}

/** The change of v that is least in Σ (Z u − r)² + ridge·|u|²: Zᵀ(Z Zᵀ + ridge)⁻¹ r, shape H. */
function* ridgeChange(
  { rows, inputs, targets }: RegressionData,
  width: number,
  ridge: number,
): Sliced<Float64Array> {
  const gram = createGram(rows, width)
  const weights = new Float64Array(width).fill(1)
  yield* updateGramInSlices(gram, inputs, { weights, tolerance: 0, slack: 0 })
  for (let row = 0; row < rows; row += 1) {
    gram.matrix[row * rows + row] = (gram.matrix[row * rows + row] ?? 0) + ridge
  }
  const factor = new Float64Array(rows * rows)
  yield* factorizeInSlices(gram.matrix, rows, factor)
  return multiplyTransposed(inputs, solveFactored(factor, targets), new Float64Array(width))
}

/**
 * The readout (shape H) where probing from `units.readouts` ends: v + Zᵀ(Z Zᵀ)⁺(y − Z v), which of all
 * least-squares solutions is the one nearest to v. With a `ridge` > 0, what minimizes
 * Σ (f − y)² + ridge·|v_end − v|² instead.
 */
export function* solveReluProbe(
  units: ReluUnits,
  data: RegressionData,
  ridge = 0,
): Sliced<Float64Array> {
  const remainder = remainderOf(units, data)
  const width = units.readouts.length
  const change =
    ridge > 0 ? yield* ridgeChange(remainder, width, ridge) : yield* minimumNorm(remainder, width)
  return units.readouts.map((value, unit) => value + (change[unit] ?? 0))
}
