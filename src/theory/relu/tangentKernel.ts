/**
 * Regression on the tangent features of a ReLU network: what it would learn if it were linear in its
 * weights around where finetuning starts (docs/model.md, "ReLU networks"). With W frozen the
 * features are the hidden activations alone, and it is linear probing with a ridge.
 *
 * f(x) = f₀(x) + Σ_h relu(w_h·x) δv_h + Σ_h v_h 1[w_h·x > 0] x·δw_h, and δ minimizes
 * Σ (f − y)² + ridge·|δ|², over n rows by way of the n × n kernel of the features.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import type { Sliced } from '../sliced.ts'
import {
  factorizeInSlices,
  multiply,
  multiplyTransposed,
  solveFactored,
} from '../solvers/linearAlgebra.ts'
import { createGram, updateGramInSlices } from '../solvers/weightedGram.ts'
import type { RegressionData } from '../tasks.ts'
import { gatedOutputs, type GatedUnits } from './gatedUnits.ts'
import type { ReluUnits } from './reluNetwork.ts'
import { hiddenActivations } from './reluProbe.ts'
import { unitDirections } from './unitDirections.ts'

/** A network around which features are taken. */
export interface TangentPoint {
  units: ReluUnits
  /** False: W is frozen, and only the features of v are left. */
  trainFirstLayer: boolean
}

/** F diag(weights) Fᵀ for F of shape n × columns; the lower triangle, shape n × n. */
function* gramOf(
  features: Float64Array,
  rows: number,
  weights: Float64Array,
): Sliced<Float64Array> {
  const gram = createGram(rows, weights.length)
  yield* updateGramInSlices(gram, features, { weights, tolerance: 0, slack: 0 })
  return gram.matrix
}

/**
 * K(x, x') = Σ_h relu(w_h·x) relu(w_h·x') + (x·x') Σ_h v_h² 1[w_h·x > 0] 1[w_h·x' > 0], the first sum
 * alone if W is frozen, over all pairs of rows of X (shape n × D). Shape n × n; only the lower
 * triangle is filled in.
 * @param hidden the network's hidden activations on X, shape n × H, where they are known
 */
export function* tangentKernel(
  { units, trainFirstLayer }: TangentPoint,
  inputs: Float64Array,
  hidden = hiddenActivations(units, inputs),
): Sliced<Float64Array> {
  const { inputDim, readouts } = units
  const rows = inputs.length / inputDim
  const kernel = yield* gramOf(hidden, rows, new Float64Array(readouts.length).fill(1))
  if (!trainFirstLayer) return kernel
  const masks = hidden.map((value) => (value > 0 ? 1 : 0))
  const gates = yield* gramOf(
    masks,
    rows,
    readouts.map((value) => value * value),
  )
  const products = yield* gramOf(inputs, rows, new Float64Array(inputDim).fill(1))
  return kernel.map(
    (value, index) => value + (gates[index] as number) * (products[index] as number),
  )
}

/** Products in a slice: a few milliseconds. */
const PRODUCTS_PER_SLICE = 2_000_000

/** Rows that make a slice, if each costs `products`. */
const rowsPerSlice = (products: number): number =>
  Math.max(1, Math.floor(PRODUCTS_PER_SLICE / products))

/** Adds v_h δw_h = v_h² Σ_i λ_i 1[w_h·x_i > 0] x_i to the slopes of all units. */
function* moveFirstLayer(
  slopes: Float64Array,
  { readouts, inputDim }: ReluUnits,
  rows: { inputs: Float64Array; hidden: Float64Array; lambda: Float64Array },
): Sliced<void> {
  const { inputs, hidden, lambda } = rows
  const width = readouts.length
  const perSlice = rowsPerSlice(slopes.length)
  for (let row = 0; row < lambda.length; row += 1) {
    for (let unit = 0; unit < width; unit += 1) {
      if (hidden[row * width + unit] === 0) continue
      const factor = (lambda[row] as number) * (readouts[unit] as number) ** 2
      for (let d = 0; d < inputDim; d += 1) {
        const index = unit * inputDim + d
        slopes[index] = (slopes[index] as number) + factor * (inputs[row * inputDim + d] as number)
      }
    }
    if (row % perSlice === perSlice - 1) yield
  }
}

/** f of the network with δ = Σ_i λ_i (features of row i), as gated units. */
function* fittedUnits(
  { units, trainFirstLayer }: TangentPoint,
  rows: { inputs: Float64Array; hidden: Float64Array; lambda: Float64Array },
): Sliced<GatedUnits> {
  const { inputDim, directions, readouts } = units
  const readoutChange = multiplyTransposed(
    rows.hidden,
    rows.lambda,
    new Float64Array(readouts.length),
  )
  const slopes = directions.map((value, index) => {
    const unit = Math.floor(index / inputDim)
    return value * ((readouts[unit] as number) + (readoutChange[unit] as number))
  })
  if (trainFirstLayer) yield* moveFirstLayer(slopes, units, rows)
  return { inputDim, gates: unitDirections(units).directions, slopes }
}

/** Σ (f − y)²/n over the rows of the data. */
function* meanSquare(units: GatedUnits, data: RegressionData): Sliced<number> {
  const { inputs, targets, rows } = data
  const perSlice = rowsPerSlice(2 * units.gates.length)
  let sum = 0
  for (let first = 0; first < rows; first += perSlice) {
    const end = Math.min(rows, first + perSlice) * units.inputDim
    const outputs = gatedOutputs(units, inputs.subarray(first * units.inputDim, end))
    outputs.forEach((value, row) => (sum += (value - (targets[first + row] ?? 0)) ** 2))
    yield
  }
  return sum / rows
}

/** The ridges that are tried, as shares of the kernel's mean diagonal: two in a decade. */
export const RIDGE_SHARES: readonly number[] = Array.from(
  { length: 21 },
  (_, index) => 10 ** ((index - 16) / 2),
)

export interface RidgeFit {
  /** The fitted function. */
  units: GatedUnits
  /** The ridge that was chosen, in the units of the kernel. */
  ridge: number
  /** Its mean squared error on the validation rows. */
  validationLoss: number
}

/**
 * The fit, among those of all `shares` of the kernel's mean diagonal as ridge, that has the smallest
 * error on validation rows; of equals the one with the larger ridge.
 */
export function* fitTangent(
  point: TangentPoint,
  data: { training: RegressionData; validation: RegressionData },
  shares = RIDGE_SHARES,
): Sliced<RidgeFit> {
  const { inputs, targets, rows } = data.training
  const hidden = hiddenActivations(point.units, inputs)
  const kernel = yield* tangentKernel(point, inputs, hidden)
  const start = multiply(hidden, point.units.readouts, new Float64Array(rows))
  const remainder = targets.map((target, row) => target - (start[row] ?? 0))
  const diagonal = Array.from({ length: rows }, (_, row) => row * (rows + 1))
  const scale = diagonal.reduce((sum, index) => sum + (kernel[index] ?? 0), 0) / rows
  const factor = new Float64Array(rows * rows)
  let best: RidgeFit | undefined
  for (const share of shares.toSorted((a, b) => b - a)) {
    const ridge = share * scale
    const matrix = kernel.slice()
    for (const index of diagonal) matrix[index] = (matrix[index] ?? 0) + ridge
    yield* factorizeInSlices(matrix, rows, factor)
    const lambda = solveFactored(factor, remainder.slice())
    const units = yield* fittedUnits(point, { inputs, hidden, lambda })
    const validationLoss = yield* meanSquare(units, data.validation)
    if (best === undefined || validationLoss < best.validationLoss) {
      best = { units, ridge, validationLoss }
    }
    yield
  }
  if (best === undefined) throw new RangeError('invalid shares: none')
  return best
}
