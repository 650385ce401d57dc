/**
 * Measures what a backend really computes with, by running the training kernel itself on numbers
 * whose exact result is known. What a backend says about itself is not asked: tfjs's WebGL backend
 * reports 16 bits where it computes with 32.
 */
import type { DescentProblem } from '../theory/descent.ts'
import { createDescender } from './descender.ts'
import type { TrainingBackend } from './kernel.ts'

export interface MeasuredPrecision {
  /** The smallest 2⁻ᵏ (1 ≤ k ≤ 52) with 1 + 2⁻ᵏ told from 1; 1 if none is. */
  epsilon: number
  /** Whether a weight of 1e-7 survives a step; half precision rounds it or flushes it to zero. */
  keepsSmallWeights: boolean
}

const MANTISSA_BITS = 52
const SMALL_WEIGHT = 1e-7

/**
 * One row, with x_d = 2⁻ᵈ⁻¹ for the first 52 features and 0 for the last, and y = 1/2.
 *
 * With all weights 1, β = 0, so the residual is −1/2 and the force on v⁺_d is −2⁻ᵈ⁻¹ exactly: one
 * step of size 1 with w frozen must lead to v⁺_d = 1 + 2⁻ᵈ⁻¹ wherever that number exists.
 */
const probeProblem = (): DescentProblem => {
  const inputs = Float64Array.from({ length: MANTISSA_BITS + 1 }, (_, d) =>
    d < MANTISSA_BITS ? 2 ** -(d + 1) : 0,
  )
  return {
    inputDim: inputs.length,
    tasks: [{ rows: 1, inputs, targets: Float64Array.of(0.5) }],
  }
}

/** Runs the probe on a started backend. */
export const probePrecision = async (backend: TrainingBackend): Promise<MeasuredPrecision> => {
  const problem = probeProblem()
  const { inputDim } = problem
  const weights = new Float64Array(4 * inputDim).fill(1)
  for (let row = 0; row < 4; row += 1) weights[row * inputDim + MANTISSA_BITS] = SMALL_WEIGHT
  const descender = createDescender(backend, problem, weights)
  try {
    descender.advance({ learningRate: 1, weightDecay: 0, trainFirstLayer: false }, 1)
    const readout = (await descender.read()).subarray(2 * inputDim, 3 * inputDim)
    const isResolved = (bit: number): boolean => readout[bit - 1] === 1 + 2 ** -bit
    let bits = 0
    while (bits < MANTISSA_BITS && isResolved(bits + 1)) bits += 1
    const small = readout[MANTISSA_BITS] ?? 0
    return {
      epsilon: 2 ** -bits,
      // float32 keeps 1e-7 to 6e-8 of itself; half precision has no number nearer than 19 %.
      keepsSmallWeights: Math.abs(small / SMALL_WEIGHT - 1) < 1e-3,
    }
  } finally {
    descender.dispose()
  }
}
