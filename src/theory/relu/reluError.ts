/**
 * The expected squared error of a ReLU network on fresh rows, in closed form (docs/model.md, "ReLU
 * networks"): E(f − f*)² = Σ_ij a_i a_j k(cos θ_ij) over the units of both, with a = v|w| of the
 * network and −v*|u| of the teacher, and k the arc-cosine kernel. Exact for the inputs of the tasks,
 * since relu is 1-homogeneous and |x|² = D. Source: Cho & Saul 2009.
 *
 * A small error is a small rest of large terms. So the three leading terms of k (arcCosine.ts), which
 * are inner products of the mean, the direction and the square of ŵ, are summed over units first and
 * squared then; the double sum is left with a rest that is below 0.08 and for most pairs tiny.
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
import { arcCosineRemainder } from './arcCosine.ts'
import type { ReluUnits } from './reluNetwork.ts'
import { unitDirections, type UnitDirections } from './unitDirections.ts'

const isSameDirection = (
  one: UnitDirections,
  other: UnitDirections,
  units: { one: number; other: number },
): boolean => {
  const { inputDim } = one
  for (let d = 0; d < inputDim; d += 1) {
    const value = one.directions[units.one * inputDim + d]
    if (value !== other.directions[units.other * inputDim + d]) return false
  }
  return true
}

/**
 * The units of f − f*. A teacher unit that the network has to the last bit is subtracted from it, so
 * that what was learned perfectly leaves nothing to cancel.
 */
const difference = (student: UnitDirections, teacher: UnitDirections): UnitDirections => {
  const width = student.strengths.length
  const strengths = new Float64Array(width + teacher.strengths.length)
  const directions = new Float64Array(student.directions.length + teacher.directions.length)
  strengths.set(student.strengths)
  directions.set(student.directions)
  directions.set(teacher.directions, student.directions.length)
  teacher.strengths.forEach((strength, other) => {
    const same = student.strengths.findIndex((_, one) =>
      isSameDirection(student, teacher, { one, other }),
    )
    const place = same >= 0 ? same : width + other
    strengths[place] = (strengths[place] ?? 0) - strength
  })
  return { inputDim: teacher.inputDim, strengths, directions }
}

/** Σ_i a_i, |Σ_i a_i ŵ_i|² and |Σ_i a_i ŵ_i ŵ_iᵀ|² (Frobenius). */
const momentsOf = ({
  inputDim,
  strengths,
  directions,
}: UnitDirections): { sum: number; linear: number; quadratic: number } => {
  const mean = new Float64Array(inputDim)
  const second = new Float64Array(inputDim * inputDim)
  let sum = 0
  for (let unit = 0; unit < strengths.length; unit += 1) {
    const strength = strengths[unit] as number
    const start = unit * inputDim
    sum += strength
    for (let d = 0; d < inputDim; d += 1) {
      const entry = strength * (directions[start + d] as number)
      mean[d] = (mean[d] as number) + entry
      for (let e = 0; e < inputDim; e += 1) {
        const index = d * inputDim + e
        second[index] = (second[index] as number) + entry * (directions[start + e] as number)
      }
    }
  }
  const squared = (values: Float64Array): number =>
    values.reduce((total, value) => total + value * value, 0)
  return { sum, linear: squared(mean), quadratic: squared(second) }
}

/** ρ(1) = π/2 − 3/2. */
const DIAGONAL = Math.PI / 2 - 1.5

/** Σ_ij a_i a_j ρ(ŵ_i·ŵ_j), over pairs once. */
const remainderOf = ({ inputDim, strengths, directions }: UnitDirections): number => {
  let total = 0
  for (let one = 0; one < strengths.length; one += 1) {
    const strength = strengths[one] as number
    if (strength === 0) continue
    const start = one * inputDim
    let row = 0
    for (let other = 0, from = 0; other < one; other += 1, from += inputDim) {
      let cosine = 0
      for (let d = 0; d < inputDim; d += 1) {
        cosine += (directions[start + d] as number) * (directions[from + d] as number)
      }
      if (cosine > 1) cosine = 1
      else if (cosine < -1) cosine = -1
      row += (strengths[other] as number) * arcCosineRemainder(cosine)
    }
    total += strength * (2 * row + strength * DIAGONAL)
  }
  return total
}

/** E f(x)² of a sum of units. */
const expectedSquare = (units: UnitDirections): number => {
  const { sum, linear, quadratic } = momentsOf(units)
  // The remainder is a square too, but for rounding.
  const remainder = Math.max(0, remainderOf(units))
  return linear / 4 + (sum * sum + quadratic / 2 + remainder) / (2 * Math.PI)
}

/** E f*(x)² over fresh rows: the error of the zero function. */
export const reluZeroLoss = (teacher: ReluUnits): number => expectedSquare(unitDirections(teacher))

/**
 * E(f(x) − f*(x))² over fresh rows; exactly 0 for the teacher itself, in any order of its units. Its
 * rounding error is about 1e-17·(Σ|v||w|)².
 */
export const expectedReluError = (student: ReluUnits, teacher: ReluUnits): number =>
  expectedSquare(difference(unitDirections(student), unitDirections(teacher)))

/** The expected error divided by the zero function's; a teacher of zeros leaves it undivided. */
export const relativeReluError = (student: ReluUnits, teacher: ReluUnits): number => {
  const zeroLoss = reluZeroLoss(teacher)
  const error = expectedReluError(student, teacher)
  return zeroLoss === 0 ? error : error / zeroLoss
}
