/** A random orthonormal basis, by Gram–Schmidt on Gaussian rows (the Q of their QR decomposition). */
import type { Random } from '../random.ts'

/** row ← row − (row·axis) axis, both of length `size` inside `basis`. */
const removeAxis = (
  basis: Float64Array,
  size: number,
  { row, axis }: { row: number; axis: number },
): void => {
  let product = 0
  for (let d = 0; d < size; d += 1) product += (basis[row + d] ?? 0) * (basis[axis + d] ?? 0)
  for (let d = 0; d < size; d += 1) {
    basis[row + d] = (basis[row + d] ?? 0) - product * (basis[axis + d] ?? 0)
  }
}

const normalize = (basis: Float64Array, size: number, row: number): void => {
  let squares = 0
  for (let d = 0; d < size; d += 1) squares += (basis[row + d] ?? 0) ** 2
  const length = Math.sqrt(squares)
  for (let d = 0; d < size; d += 1) basis[row + d] = (basis[row + d] ?? 0) / length
}

/**
 * `size` orthonormal rows of shape size × size, uniform over all such bases. Every row is cleared of
 * the earlier ones twice: after that they are orthogonal up to rounding, however close it lay.
 */
export const randomBasis = (random: Random, size: number): Float64Array => {
  const basis = Float64Array.from({ length: size * size }, () => random.normal())
  for (let row = 0; row < basis.length; row += size) {
    for (let round = 0; round < 2; round += 1) {
      for (let axis = 0; axis < row; axis += size) removeAxis(basis, size, { row, axis })
      normalize(basis, size, row)
    }
  }
  return basis
}
