/** Random problems over the whole range of every setting, and beyond what is well behaved. */
import { createRandom, type Random } from '../../../src/theory/random.ts'
import type { NetworkWeights } from '../../../src/theory/solvers/growth.ts'
import type { RegressionData } from '../../../src/theory/tasks.ts'

export interface RandomProblem {
  data: RegressionData
  weights: NetworkWeights
  /** β_aux that pretraining left. */
  aux: Float64Array
  inputDim: number
  hasNoise: boolean
}

const logUniform = (random: Random, from: number, to: number): number =>
  Math.exp(Math.log(from) + random.uniform() * Math.log(to / from))

/** X of shape n × D; now and then with equal rows, a row or a feature of zeros. */
const drawInputs = (random: Random, rows: number, inputDim: number): Float64Array => {
  const inputs = Float64Array.from({ length: rows * inputDim }, () => random.normal())
  const defect = random.below(8)
  const column = random.below(inputDim)
  if (defect === 1) inputs.copyWithin((rows - 1) * inputDim, 0, inputDim)
  if (defect === 2) inputs.fill(0, 0, inputDim)
  if (defect === 3) for (let at = column; at < inputs.length; at += inputDim) inputs[at] = 0
  return inputs
}

const drawTargets = (random: Random, inputs: Float64Array, inputDim: number) => {
  const active = random.below(inputDim + 1)
  const noise = random.uniform() < 0.15 ? 0.3 : 0
  const teacher = Float64Array.from({ length: inputDim }, (_, d) =>
    d < active ? random.normal() : 0,
  )
  const targets = Float64Array.from({ length: inputs.length / inputDim }, (_, row) => {
    let sum = noise * random.normal()
    for (let d = 0; d < inputDim; d += 1) {
      sum += (inputs[row * inputDim + d] ?? 0) * (teacher[d] ?? 0)
    }
    return sum
  })
  return { targets, hasNoise: noise > 0 }
}

/** α from 1e-8 to 10, c from 1e-6 to 1e3, γ from 1e-8 to 10; D up to 49, n from 1 to beyond D. */
export const drawProblem = (seed: number): RandomProblem => {
  const random = createRandom(seed, 3)
  const inputDim = 2 + random.below(48)
  const rows = 1 + random.below(random.uniform() < 0.15 ? inputDim + 8 : inputDim)
  const inputs = drawInputs(random, rows, inputDim)
  const { targets, hasNoise } = drawTargets(random, inputs, inputDim)
  const initScale = logUniform(random, 1e-8, 10)
  const rescale = logUniform(random, 1e-6, 1e3)
  const readoutInit = logUniform(random, 1e-8, 10)
  const share = random.uniform()
  const aux = Float64Array.from({ length: inputDim }, () =>
    random.uniform() < share ? random.normal() : 0,
  )
  const spread = random.uniform() < 0.3 ? 1 : 0
  const readout = (): Float64Array =>
    Float64Array.from({ length: inputDim }, () => readoutInit * Math.exp(spread * random.normal()))
  // Pretraining leaves w± = α e^(±z/2), with 2α² sinh z = β_aux.
  const first = (sign: number): Float64Array =>
    aux.map(
      (value) =>
        rescale * initScale * Math.exp((sign * Math.asinh(value / (2 * initScale ** 2))) / 2),
    )
  const weights = { wPlus: first(1), wMinus: first(-1), vPlus: readout(), vMinus: readout() }
  return { data: { rows, inputs, targets }, weights, aux, inputDim, hasNoise }
}
