/**
 * The ReLU network f_t(x) = Σ_h v_{t,h} relu(w_h·x), without biases (docs/model.md, "ReLU networks").
 * Source: Lippl & Lindsey 2024 (the teacher-student experiments with ReLU networks).
 *
 * Weights of a network with D inputs, H hidden units and T tasks are one Float64Array of length
 * H·(D + T): W row after row (unit h at h·D), then for each task its readout v of shape H. With two
 * tasks the auxiliary task comes first.
 */
import { createRandom } from '../random.ts'

export interface ReluShape {
  /** D, the number of inputs. */
  inputDim: number
  /** H, the number of hidden units. */
  hiddenWidth: number
}

/** The function f(x) = Σ_h readouts_h relu(directions_h·x): one output of a network, or a teacher. */
export interface ReluUnits {
  inputDim: number
  /** w, of any length; shape units × D. */
  directions: Float64Array
  /** v, shape units. */
  readouts: Float64Array
}

/** How a network starts. */
export interface ReluInitialization extends ReluShape {
  tasks: number
  /** α, which all starting weights are proportional to. */
  initScale: number
  initSeed: number
}

// One stream per purpose: a network with one task starts with the same numbers as one with two.
const STREAM = { firstLayer: 32, finetuningReadout: 33, readout: 34 } as const

/** How many weights a network has. */
export const reluWeightCount = ({ inputDim, hiddenWidth }: ReluShape, tasks: number): number =>
  hiddenWidth * (inputDim + tasks)

/** Fills `target` with draws from N(0, deviation²). */
const fillNormal = (
  target: Float64Array,
  deviation: number,
  stream: { seed: number; number: number },
): void => {
  const random = createRandom(stream.seed, stream.number)
  for (let index = 0; index < target.length; index += 1) target[index] = deviation * random.normal()
}

/** Starting weights w ~ α·√(2/D)·N(0, 1), v ~ α·√(2/H)·N(0, 1); shape H·(D + T). */
export const initialReluWeights = (start: ReluInitialization): Float64Array => {
  const { inputDim, hiddenWidth, tasks, initScale, initSeed: seed } = start
  const weights = new Float64Array(reluWeightCount(start, tasks))
  const firstLayer = weights.subarray(0, hiddenWidth * inputDim)
  fillNormal(firstLayer, initScale * Math.sqrt(2 / inputDim), { seed, number: STREAM.firstLayer })
  for (let task = 0; task < tasks; task += 1) {
    const { readouts } = reluUnits(weights, start, task)
    const number = STREAM.readout + task
    fillNormal(readouts, initScale * Math.sqrt(2 / hiddenWidth), { seed, number })
  }
  return weights
}

/**
 * What happens between pretraining and finetuning: W is multiplied by c (`rescale`), and v is drawn
 * anew from γ·√(2/H)·N(0, 1) (γ: `readoutInit`). Input and output: one-task weights, shape H·(D + 1).
 * Source: Lippl & Lindsey 2024, section 5 (weight rescaling).
 */
export const rescaleReluForFinetuning = (
  weights: Float64Array,
  shape: ReluShape,
  change: { rescale: number; readoutInit: number; initSeed: number },
): Float64Array => {
  const rescaled = weights.map((value) => value * change.rescale)
  const deviation = change.readoutInit * Math.sqrt(2 / shape.hiddenWidth)
  const stream = { seed: change.initSeed, number: STREAM.finetuningReadout }
  fillNormal(reluUnits(rescaled, shape, 0).readouts, deviation, stream)
  return rescaled
}

/** The function of one task, as a view on the weights: nothing is copied. */
export const reluUnits = (weights: Float64Array, shape: ReluShape, task: number): ReluUnits => {
  const { inputDim, hiddenWidth } = shape
  const start = hiddenWidth * (inputDim + task)
  return {
    inputDim,
    directions: weights.subarray(0, hiddenWidth * inputDim),
    readouts: weights.subarray(start, start + hiddenWidth),
  }
}

/** f(x) for every row of X, shape rows × D. */
export const reluOutputs = (units: ReluUnits, inputs: Float64Array): Float64Array => {
  const { inputDim, directions, readouts } = units
  const outputs = new Float64Array(inputs.length / inputDim)
  for (let row = 0; row < outputs.length; row += 1) {
    let output = 0
    for (let unit = 0; unit < readouts.length; unit += 1) {
      let sum = 0
      for (let d = 0; d < inputDim; d += 1) {
        sum += (directions[unit * inputDim + d] ?? 0) * (inputs[row * inputDim + d] ?? 0)
      }
      // Not a number counts as on: weights that overflowed are seen in the output.
      if (!(sum <= 0)) output += (readouts[unit] ?? 0) * sum
    }
    outputs[row] = output
  }
  return outputs
}
