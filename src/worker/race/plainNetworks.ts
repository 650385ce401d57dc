/** Networks as tfjs sees them: variables, and what they make of inputs, in its own operations. */
import * as tf from '@tensorflow/tfjs'
import type { DescentProblem } from '../../theory/descent.ts'

/** Models of one shape side by side, by products of batches. */
interface PlainNetworks {
  /** Each of shape B × …, model after model. */
  variables: tf.Variable[]
  /** From X, shape B × n × D, to f(X), shape B × n × 1. */
  output: (inputs: tf.Tensor, task: number) => tf.Tensor
  /** The values of one model's variables in the layout of its weights. */
  weightsOf: (values: readonly Float32Array[]) => Float64Array
}

interface PlainStart {
  /** Of any of them: all have the same shapes. */
  problem: DescentProblem
  /** B */
  models: number
  /** First weights of every model, in the layout of its kind. */
  start: Float64Array
}

/** The same numbers, shape rows × columns, for each model. */
const variableOf = (values: Float32Array, shape: [rows: number, columns: number], models: number) =>
  tf.tidy(() => tf.variable(tf.tile(tf.tensor3d(values, [1, ...shape]), [models, 1, 1])))

const joined = (values: readonly Float32Array[]): Float64Array =>
  Float64Array.from(values.flatMap((part) => [...part]))

/** f(x) = x·(w⁺∘v⁺ − w⁻∘v⁻) */
const plainDiagonal = ({ problem, models, start }: PlainStart): PlainNetworks => {
  const { inputDim, tasks } = problem
  const variables = Array.from({ length: 2 + 2 * tasks.length }, (_, row) => {
    const values = new Float32Array(start.subarray(row * inputDim, (row + 1) * inputDim))
    return variableOf(values, [inputDim, 1], models)
  })
  const [wPlus, wMinus, ...readouts] = variables
  if (wPlus === undefined || wMinus === undefined) throw new Error('no weights')
  return {
    variables,
    output: (inputs, task) => {
      const [vPlus, vMinus] = readouts.slice(2 * task)
      if (vPlus === undefined || vMinus === undefined) throw new Error('no readout')
      return tf.matMul(inputs, wPlus.mul(vPlus).sub(wMinus.mul(vMinus)))
    },
    weightsOf: joined,
  }
}

/** From shape rows × columns to columns × rows. */
const transposed = (values: ArrayLike<number>, rows: number): Float32Array => {
  const columns = values.length / rows
  return Float32Array.from(values, (_, index) => {
    const column = Math.floor(index / rows)
    return values[(index % rows) * columns + column] ?? NaN
  })
}

/**
 * f(x) = relu(x·W)·v with W of shape D × H, as tfjs's dense layers have it; its products are faster
 * than those with H × D.
 */
const plainRelu = ({ problem, models, start }: PlainStart, hiddenWidth: number): PlainNetworks => {
  const { inputDim, tasks } = problem
  const size = hiddenWidth * inputDim
  const firstLayer = variableOf(
    transposed(start.subarray(0, size), hiddenWidth),
    [inputDim, hiddenWidth],
    models,
  )
  const readouts = tasks.map((_, task) => {
    const from = size + task * hiddenWidth
    const values = new Float32Array(start.subarray(from, from + hiddenWidth))
    return variableOf(values, [hiddenWidth, 1], models)
  })
  return {
    variables: [firstLayer, ...readouts],
    output: (inputs, task) => {
      const readout = readouts[task]
      if (readout === undefined) throw new Error('no readout')
      return tf.matMul(tf.relu(tf.matMul(inputs, firstLayer)), readout)
    },
    weightsOf: ([first = new Float32Array(), ...others]) =>
      joined([transposed(first, inputDim), ...others]),
  }
}

export const createPlainNetworks = (start: PlainStart): PlainNetworks => {
  const { hiddenWidth } = start.problem
  return hiddenWidth === undefined ? plainDiagonal(start) : plainRelu(start, hiddenWidth)
}
