/** Hidden units as strengths and directions. */
import type { ReluUnits } from './reluNetwork.ts'

/** relu is 1-homogeneous: v relu(w·x) = v|w| relu(ŵ·x). */
export interface UnitDirections {
  inputDim: number
  /** ŵ of length 1, shape units × D; zeros where w = 0. */
  directions: Float64Array
  /** v|w|, shape units. */
  strengths: Float64Array
}

/** Euclidean lengths of the rows of shape units × D. */
export const rowLengths = (rows: Float64Array, inputDim: number): Float64Array => {
  const lengths = new Float64Array(rows.length / inputDim)
  for (let unit = 0; unit < lengths.length; unit += 1) {
    let squares = 0
    for (let d = 0; d < inputDim; d += 1) squares += (rows[unit * inputDim + d] ?? 0) ** 2
    lengths[unit] = Math.sqrt(squares)
  }
  return lengths
}

/** Strengths and unit vectors of all units, in their order. */
export const unitDirections = ({ inputDim, directions, readouts }: ReluUnits): UnitDirections => {
  const lengths = rowLengths(directions, inputDim)
  const normalized = new Float64Array(directions.length)
  for (let unit = 0, index = 0; unit < lengths.length; unit += 1) {
    const length = lengths[unit] ?? 0
    for (let d = 0; d < inputDim; d += 1, index += 1) {
      normalized[index] = length === 0 ? 0 : (directions[index] ?? 0) / length
    }
  }
  return {
    inputDim,
    directions: normalized,
    strengths: readouts.map((value, unit) => value * (lengths[unit] ?? 0)),
  }
}
