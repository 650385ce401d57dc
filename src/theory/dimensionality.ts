/**
 * How many dimensions hidden activations use, and how many of them two networks share
 * (docs/model.md, "ReLU networks"). Every C is a symmetric matrix of second moments of H hidden
 * activations, shape H × H: uncentred, since these networks have no biases; its scale does not matter.
 * Source: Lippl & Lindsey 2024 (participation ratio, effective number of shared dimensions).
 */

/** C = ZᵀZ/n of activations Z, shape n × H. */
export const secondMoments = (activations: Float64Array, width: number): Float64Array => {
  const moments = new Float64Array(width * width)
  const rows = activations.length / width
  for (let start = 0; start < activations.length; start += width) {
    for (let i = 0; i < width; i += 1) {
      const value = (activations[start + i] ?? 0) / rows
      if (value === 0) continue
      for (let j = 0; j < width; j += 1) {
        const index = i * width + j
        moments[index] = (moments[index] ?? 0) + value * (activations[start + j] ?? 0)
      }
    }
  }
  return moments
}

/** tr(A B) of two symmetric matrices. */
const traceOfProduct = (one: Float64Array, other: Float64Array): number => {
  let sum = 0
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0)
  return sum
}

const trace = (matrix: Float64Array): number => {
  const size = Math.sqrt(matrix.length)
  let sum = 0
  for (let index = 0; index < matrix.length; index += size + 1) sum += matrix[index] ?? 0
  return sum
}

/**
 * PR = (tr C)²/tr(C²): k for k equal eigenvalues, between 1 and H; 0 for C = 0.
 */
export const participationRatio = (moments: Float64Array): number => {
  const total = trace(moments)
  return total === 0 ? 0 : total ** 2 / traceOfProduct(moments, moments)
}

/**
 * ENSD = PR₁·PR₂·tr(Ĉ₁Ĉ₂), Ĉ = C/tr C: PR₁ if C₂ = C₁, 0 if their dimensions are orthogonal, k for
 * k shared dimensions out of equal ones; 0 for C = 0. Both of shape H × H, of the same H units.
 */
export const effectiveSharedDimensions = (one: Float64Array, other: Float64Array): number => {
  const scale = trace(one) * trace(other)
  if (scale === 0) return 0
  const overlap = traceOfProduct(one, other) / scale
  return participationRatio(one) * participationRatio(other) * overlap
}
