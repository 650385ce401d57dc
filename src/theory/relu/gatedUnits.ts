/**
 * Functions f(x) = Σ_h 1[w_h·x > 0] c_h·x: ReLU networks (c_h = v_h w_h), and networks made linear in
 * their weights, whose gates stay while the slopes c move.
 */
import type { Sliced } from '../sliced.ts'
import type { ReluUnits } from './reluNetwork.ts'
import { unitDirections } from './unitDirections.ts'

export interface GatedUnits {
  inputDim: number
  /** ŵ of length 1, shape units × D; zeros for a gate that is never open. */
  gates: Float64Array
  /** c, shape units × D. */
  slopes: Float64Array
}

/** A ReLU network as gated units. */
export const gatedUnits = (units: ReluUnits): GatedUnits => {
  const { inputDim, directions, strengths } = unitDirections(units)
  const slopes = directions.map(
    (value, index) => value * (strengths[Math.floor(index / inputDim)] ?? 0),
  )
  return { inputDim, gates: directions, slopes }
}

/** f(x) for every row of X, shape rows × D. */
export const gatedOutputs = (
  { inputDim, gates, slopes }: GatedUnits,
  inputs: Float64Array,
): Float64Array => {
  const outputs = new Float64Array(inputs.length / inputDim)
  for (let row = 0; row < outputs.length; row += 1) {
    const start = row * inputDim
    let output = 0
    for (let unit = 0; unit < gates.length; unit += inputDim) {
      let gate = 0
      let product = 0
      for (let d = 0; d < inputDim; d += 1) {
        const value = inputs[start + d] as number
        gate += (gates[unit + d] as number) * value
        product += (slopes[unit + d] as number) * value
      }
      if (gate > 0) output += product
    }
    outputs[row] = output
  }
  return outputs
}

/** One array after another. */
const join = (one: Float64Array, other: Float64Array): Float64Array => {
  const joined = new Float64Array(one.length + other.length)
  joined.set(one)
  joined.set(other, one.length)
  return joined
}

/** f − f*, as one list of units. */
const difference = (student: GatedUnits, teacher: GatedUnits): GatedUnits => ({
  inputDim: student.inputDim,
  gates: join(student.gates, teacher.gates),
  slopes: join(
    student.slopes,
    teacher.slopes.map((value) => -value),
  ),
})

/**
 * c_iᵀ E[sgn(a·x) sgn(b·x) x xᵀ] c_j · π/2 for the gates a, b of two units with angle θ:
 * (π/2 − θ) c_i·c_j + (c_i·n)(c_j·(b−a)) + tan(θ/2) (c_i·(a+b))(c_j·a), n = (a − cos θ b)/sin θ.
 * It is the second derivative of |a||b| times the arc-cosine kernel, written in b − a, which keeps
 * its digits where the two gates nearly agree. Gates that point apart are turned around first.
 */
const pairTerm = (units: GatedUnits, one: number, other: number): number => {
  const { inputDim, gates, slopes } = units
  let cosine = 0
  for (let d = 0; d < inputDim; d += 1) {
    cosine += (gates[one + d] as number) * (gates[other + d] as number)
  }
  const sign = cosine < 0 ? -1 : 1
  let apart = 0
  let slopeProduct = 0
  let firstMove = 0
  let firstEnd = 0
  let secondMove = 0
  let secondStart = 0
  for (let d = 0; d < inputDim; d += 1) {
    const a = gates[one + d] as number
    const b = sign * (gates[other + d] as number)
    const first = slopes[one + d] as number
    const second = slopes[other + d] as number
    const move = b - a
    apart += move * move
    slopeProduct += first * second
    firstMove += first * move
    firstEnd += first * b
    secondMove += second * move
    secondStart += second * a
  }
  // |b − a| = 2 sin(θ/2).
  const turned = (Math.PI / 2 - 2 * Math.asin(Math.sqrt(apart) / 2)) * slopeProduct
  if (apart === 0) return sign * turned
  const sine = Math.sqrt(apart * (1 - apart / 4))
  const normal = ((apart / 2) * firstEnd - firstMove) / sine
  const tangent = sine / (2 - apart / 2)
  const bent = normal * secondMove + tangent * (2 * firstEnd - firstMove) * secondStart
  return sign * (turned + bent)
}

/** Pairs in a slice: some milliseconds. */
const PAIRS_PER_SLICE = 40_000

const isClosed = ({ gates, inputDim }: GatedUnits, unit: number): boolean => {
  for (let d = 0; d < inputDim; d += 1) if (gates[unit + d] !== 0) return false
  return true
}

/** |Σ_h c_h|², which half of every open gate adds up to. */
const linearPart = ({ inputDim, slopes }: GatedUnits, open: readonly number[]): number => {
  let squares = 0
  for (let d = 0; d < inputDim; d += 1) {
    squares += open.reduce((sum, unit) => sum + (slopes[unit + d] as number), 0) ** 2
  }
  return squares
}

/**
 * E(f(x) − f*(x))² over fresh rows, exactly: with 1[z > 0] = ½ + ½ sgn z it is
 * ¼|Σ c|² + ¼ Σ_ij c_iᵀ E[sgn sgn x xᵀ] c_j, over the units of both. For ReLU networks alone,
 * `expectedReluError` is faster and keeps smaller errors.
 */
export function* expectedGatedError(student: GatedUnits, teacher: ReluUnits): Sliced<number> {
  const units = difference(student, gatedUnits(teacher))
  const { inputDim, slopes } = units
  const starts = Array.from({ length: slopes.length / inputDim }, (_, unit) => unit * inputDim)
  const open = starts.filter((unit) => !isClosed(units, unit))
  let total = 0
  let pairs = 0
  for (let index = 0; index < open.length; index += 1) {
    const one = open[index] as number
    let row = pairTerm(units, one, one) / 2
    for (let other = 0; other < index; other += 1) {
      row += pairTerm(units, open[other] as number, one)
    }
    total += 2 * row
    pairs += index
    if (pairs < PAIRS_PER_SLICE) continue
    pairs = 0
    yield
  }
  return (linearPart(units, open) + (2 / Math.PI) * total) / 4
}
