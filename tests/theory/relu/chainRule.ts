/**
 * A second implementation of the ReLU network's loss and derivatives, by the chain rule as it is
 * taught: hidden activations are kept, and no use is made of relu being homogeneous.
 */
import type { ReluProblem } from '../../../src/theory/relu/reluDescent.ts'

interface Layers {
  /** W by unit and input. */
  first: number[][]
  /** v by task and unit. */
  readouts: number[][]
}

const split = (
  weights: ArrayLike<number>,
  { inputDim, hiddenWidth, tasks }: ReluProblem,
): Layers => {
  const all = Array.from(weights)
  return {
    first: Array.from({ length: hiddenWidth }, (_, h) =>
      all.slice(h * inputDim, (h + 1) * inputDim),
    ),
    readouts: tasks.map((_, t) =>
      all.slice(hiddenWidth * (inputDim + t), hiddenWidth * (inputDim + t + 1)),
    ),
  }
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)

/** Every row of every task with its hidden activations and residual. */
const passes = (
  { first, readouts }: Layers,
  problem: ReluProblem,
): { task: number; input: number[]; hidden: number[]; residual: number }[] =>
  problem.tasks.flatMap(({ rows, inputs, targets }, task) =>
    Array.from({ length: rows }, (_, row) => {
      const start = row * problem.inputDim
      const input = Array.from(inputs.slice(start, start + problem.inputDim))
      const hidden = first.map((w) => Math.max(0, dot(w, input)))
      const residual = dot(hidden, readouts[task] ?? []) - (targets[row] ?? 0)
      return { task, input, hidden, residual }
    }),
  )

/** L + (λ/2)|weights|². */
export const chainRuleObjective = (
  weights: Float64Array,
  problem: ReluProblem,
  weightDecay: number,
): number => {
  const all = passes(split(weights, problem), problem)
  const loss = all.reduce((sum, { residual }) => sum + residual ** 2, 0) / all.length
  return loss + (weightDecay / 2) * weights.reduce((sum, value) => sum + value * value, 0)
}

/** ∂(L + (λ/2)|weights|²)/∂weights, in the order of the weights. */
export const chainRuleGradient = (
  weights: Float64Array,
  problem: ReluProblem,
  weightDecay: number,
): Float64Array => {
  const layers = split(weights, problem)
  const all = passes(layers, problem)
  const first = layers.first.map((w) => w.map(() => 0))
  const readouts = layers.readouts.map((v) => v.map(() => 0))
  for (const { task, input, hidden, residual } of all) {
    const outputDerivative = (2 * residual) / all.length
    hidden.forEach((activation, h) => {
      const ownReadouts = readouts[task] ?? []
      ownReadouts[h] = (ownReadouts[h] ?? 0) + outputDerivative * activation
      if (activation === 0) return
      const hiddenDerivative = outputDerivative * (layers.readouts[task]?.[h] ?? 0)
      const unit = first[h] ?? []
      input.forEach((x, d) => (unit[d] = (unit[d] ?? 0) + hiddenDerivative * x))
    })
  }
  const gradient = Float64Array.from([...first.flat(), ...readouts.flat()])
  return gradient.map((value, index) => value + weightDecay * (weights[index] ?? 0))
}
