/**
 * X, y and the starting weights of a file, in the form in which the solvers are at their best: X of
 * size about 1, and without features that can never move.
 *
 * Dividing X and y by s changes no end point: the same β fit the same rows. The trajectory only
 * changes its clock, because its speed goes with s²: t becomes s²t. With s a power of two nothing is
 * rounded. A feature whose four weights are all 0 has no gradient; its β stays 0 for ever.
 */
import type { NetworkWeights } from '../../src/theory/solvers/growth.ts'
import type { RegressionData } from '../../src/theory/tasks.ts'
import { InputError, matrix, vector } from './fields.ts'

type Input = Readonly<Record<string, unknown>>

export interface Regression {
  data: RegressionData
  inputDim: number
  /** s, the power of two by which X and y were divided. */
  divisor: number
}

export interface FlowProblem extends Regression {
  /** Weights of the features that can move, D' of them; `data` has these columns only. */
  network: NetworkWeights
  /** β of all D features from that of the D' ones. */
  restore: (beta: ArrayLike<number>) => number[]
  /** Linear probing: w is frozen. */
  isProbe: boolean
}

const largestOf = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** X (n × D) and y (n). */
export const readRegression = (input: Input): Regression => {
  const { rows, columns, values } = matrix(input, 'X')
  const targets = vector(input, 'y', rows)
  const largest = largestOf(values)
  const divisor = largest === 0 ? 1 : 2 ** Math.round(Math.log2(largest))
  const scaled = (numbers: Float64Array): Float64Array => numbers.map((value) => value / divisor)
  return {
    data: { rows, inputs: scaled(values), targets: scaled(targets) },
    inputDim: columns,
    divisor,
  }
}

const readProbe = (input: Input): boolean => {
  const value = Object.hasOwn(input, 'probe') ? input.probe : false
  if (typeof value === 'boolean') return value
  throw new InputError(`probe is ${JSON.stringify(value).slice(0, 40)}, but must be true or false.`)
}

const WEIGHTS = ['wPlus', 'wMinus', 'vPlus', 'vMinus'] as const

/** X, y, the four weight vectors (D each) and whether w is frozen. */
export const readFlowProblem = (input: Input): FlowProblem => {
  const { data, inputDim, divisor } = readRegression(input)
  const [wPlus, wMinus, vPlus, vMinus] = WEIGHTS.map((name) => vector(input, name, inputDim))
  const all = { wPlus, wMinus, vPlus, vMinus } as NetworkWeights // one for each name
  const isProbe = readProbe(input)
  const moving = Array.from({ length: inputDim }, (_, d) => d).filter((d) =>
    WEIGHTS.some((name) => all[name][d] !== 0),
  )
  const pick = (values: Float64Array, offset = 0): number[] =>
    moving.map((d) => values[offset + d] ?? 0)
  const inputs = Float64Array.from(
    Array.from({ length: data.rows }, (_, row) => pick(data.inputs, row * inputDim)).flat(),
  )
  const network = {
    wPlus: Float64Array.from(pick(all.wPlus)),
    wMinus: Float64Array.from(pick(all.wMinus)),
    vPlus: Float64Array.from(pick(all.vPlus)),
    vMinus: Float64Array.from(pick(all.vMinus)),
  }
  const restore = (beta: ArrayLike<number>): number[] => {
    const full = new Array<number>(inputDim).fill(0)
    moving.forEach((d, index) => {
      full[d] = beta[index] ?? 0
    })
    return full
  }
  return { data: { ...data, inputs }, inputDim, divisor, network, restore, isProbe }
}

export interface Fit {
  /** The largest |Xβ − y| over rows. */
  residual: number
  /** Whether it is rounding in every row. */
  isExact: boolean
  /** Whether it is at least no larger than least squares leave it: Xᵀ(Xβ − y) is rounding. */
  isLeastSquares: boolean
}

/** Shares of the sizes of Xβ and y that pass for rounding. */
const TOLERANCE = 1e-9

/** How well β (of as many entries as X has columns) fits. */
export const fitOf = ({ data, divisor }: Regression, beta: ArrayLike<number>): Fit => {
  const { rows, inputs, targets } = data
  const columns = inputs.length / rows
  const slopes = new Float64Array(columns)
  const largestBeta = largestOf(Float64Array.from(beta))
  let residual = 0
  let isExact = true
  let size = largestOf(targets)
  for (let row = 0; row < rows; row += 1) {
    let sum = 0
    let sizes = 0
    let largest = 0
    for (let d = 0; d < columns; d += 1) {
      const term = (inputs[row * columns + d] ?? 0) * (beta[d] ?? 0)
      sum += term
      sizes += Math.abs(term)
      largest = Math.max(largest, Math.abs(inputs[row * columns + d] ?? 0))
    }
    const miss = sum - (targets[row] ?? 0)
    residual = Math.max(residual, Math.abs(miss))
    size = Math.max(size, sizes)
    const rowSize = Math.max(sizes, largest * largestBeta, Math.abs(targets[row] ?? 0))
    if (!(Math.abs(miss) <= TOLERANCE * rowSize)) isExact = false
    slopes.forEach((slope, d) => {
      slopes[d] = slope + miss * (inputs[row * columns + d] ?? 0)
    })
  }
  return {
    residual: residual * divisor,
    isExact,
    isLeastSquares: largestOf(slopes) <= TOLERANCE * rows * size * (largestOf(inputs) || 1),
  }
}
