/**
 * Measures what a backend really computes with, by running the training kernel itself on numbers
 * whose exact result is known. What a backend says about itself is not asked: tfjs's WebGL backend
 * reports 16 bits where it computes with 32.
 */
import type { DescentProblem } from '../theory/descent.ts'
import { createDescender } from './descender.ts'
import type { TrainingBackend } from './kernel.ts'

export interface MeasuredPrecision {
  /** The smallest 2⁻ᵏ (1 ≤ k ≤ 52) with which a weight of 1 + 2⁻ᵏ is told from 1; 1 if none is. */
  epsilon: number
  /** The same for data: an input of 1 + 2⁻ᵏ. */
  dataEpsilon: number
  /** Whether a weight of 1e-7 survives a step; half precision rounds it or flushes it to zero. */
  keepsSmallWeights: boolean
}

const MANTISSA_BITS = 52
const SMALL_WEIGHT = 1e-7
/** Features of the probe: one for each bit, and one that keeps a small weight. */
const FEATURES = MANTISSA_BITS + 1

/** What is put into one step of size 1, for the feature of bit k = d + 1. */
interface Probe {
  input: (d: number) => number
  /** All four weights of the feature. */
  weights: readonly [wPlus: number, wMinus: number, vPlus: number, vMinus: number]
}

/**
 * One row with y = 1/2. In both probes β = 0, so the residual is −1/2, and one step of size 1 leads
 * v⁺_d to v⁺_d + w⁺_d x_d exactly, wherever that number exists: 1 + 2⁻ᵏ.
 */
const WEIGHT_PROBE: Probe = { input: (d) => 2 ** -(d + 1), weights: [1, 1, 1, 1] }
const DATA_PROBE: Probe = { input: (d) => 1 + 2 ** -(d + 1), weights: [1, 1, 0, 0] }

/** v⁺ after the step, shape FEATURES. */
const stepped = async (backend: TrainingBackend, probe: Probe): Promise<Float64Array> => {
  const inputs = Float64Array.from({ length: FEATURES }, (_, d) =>
    d < MANTISSA_BITS ? probe.input(d) : 0,
  )
  const problem: DescentProblem = {
    inputDim: FEATURES,
    tasks: [{ rows: 1, inputs, targets: Float64Array.of(0.5) }],
  }
  const weights = new Float64Array(4 * FEATURES)
  probe.weights.forEach((value, vector) => {
    weights.fill(value, vector * FEATURES, (vector + 1) * FEATURES)
    weights[vector * FEATURES + MANTISSA_BITS] = SMALL_WEIGHT
  })
  const descender = createDescender(backend, problem, weights)
  try {
    descender.advance({ learningRate: 1, weightDecay: 0, trainFirstLayer: false }, 1)
    return (await descender.read()).slice(2 * FEATURES, 3 * FEATURES)
  } finally {
    descender.dispose()
  }
}

/** 2⁻ᵏ for the most bits k that were all told apart. */
const resolved = (readout: Float64Array): number => {
  let bits = 0
  while (bits < MANTISSA_BITS && readout[bits] === 1 + 2 ** -(bits + 1)) bits += 1
  return 2 ** -bits
}

/** Runs the probes on a started backend. */
export const probePrecision = async (backend: TrainingBackend): Promise<MeasuredPrecision> => {
  const readout = await stepped(backend, WEIGHT_PROBE)
  const small = readout[MANTISSA_BITS] ?? 0
  return {
    epsilon: resolved(readout),
    dataEpsilon: resolved(await stepped(backend, DATA_PROBE)),
    // float32 keeps 1e-7 to 6e-8 of itself; half precision has no number nearer than 19 %.
    keepsSmallWeights: Math.abs(small / SMALL_WEIGHT - 1) < 1e-3,
  }
}
