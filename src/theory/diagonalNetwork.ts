/**
 * The diagonal linear network: β_d = w⁺_d v⁺_d − w⁻_d v⁻_d, f(x) = x·β (docs/model.md, "Network").
 * Source: Woodworth et al. 2020; Lippl & Lindsey 2024, section 3.
 *
 * Weights of a network with T tasks are one Float64Array of shape (2 + 2T) × D, row after row:
 * w⁺, w⁻, then for each task its v⁺ and v⁻. With two tasks the auxiliary task comes first.
 */
import { createRandom } from './random.ts'

/** How many vectors of length D a network with this many tasks has. */
export const vectorCount = (tasks: number): number => 2 + 2 * tasks

/** How a network starts. */
export interface Initialization {
  inputDim: number
  tasks: number
  /** α, the value every weight starts at. */
  initScale: number
  /** Standard deviation of the logarithm of a starting weight around log α; 0 is the paper's. */
  initSpread: number
  initSeed: number
}

const INIT_STREAM = 16

/** Starting weights α·exp(spread·z), z ~ N(0, 1); shape (2 + 2T) × D. */
export const initialWeights = (start: Initialization): Float64Array => {
  const weights = new Float64Array(vectorCount(start.tasks) * start.inputDim).fill(start.initScale)
  if (start.initSpread === 0) return weights
  const random = createRandom(start.initSeed, INIT_STREAM)
  return weights.map((value) => value * Math.exp(start.initSpread * random.normal()))
}

/**
 * What happens between pretraining and finetuning: w is multiplied by c (`rescale`), and all of v
 * is set to γ (`readoutInit`). Input and output: one-task weights, shape 4 × D.
 * Source: Lippl & Lindsey 2024, section 5 (weight rescaling).
 */
export const rescaleForFinetuning = (
  weights: Float64Array,
  rescale: number,
  readoutInit: number,
): Float64Array => {
  const half = weights.length / 2
  return weights.map((value, index) => (index < half ? value * rescale : readoutInit))
}

/** β of one task, shape D. Source: the equation at the head of this file. */
export const coefficients = (
  weights: Float64Array,
  inputDim: number,
  task: number,
): Float64Array => {
  const positive = (2 + 2 * task) * inputDim
  const negative = positive + inputDim
  return Float64Array.from(
    { length: inputDim },
    (_, d) =>
      (weights[d] ?? 0) * (weights[positive + d] ?? 0) -
      (weights[inputDim + d] ?? 0) * (weights[negative + d] ?? 0),
  )
}

/**
 * W_d = (w⁺_d)² + (w⁻_d)², how strongly feature d enters the kernel of linear probing. Shape D.
 */
export const probingStrength = (weights: Float64Array, inputDim: number): Float64Array =>
  Float64Array.from(
    { length: inputDim },
    (_, d) => (weights[d] ?? 0) ** 2 + (weights[inputDim + d] ?? 0) ** 2,
  )
