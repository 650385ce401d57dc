/** The second moments of a ReLU network's hidden activations over all inputs, without sampling. */
import { arcCosine } from './arcCosine.ts'
import type { ReluUnits } from './reluNetwork.ts'
import { rowLengths } from './unitDirections.ts'

/**
 * C_ij = E[relu(w_i·x) relu(w_j·x)] = |w_i||w_j| k(cos θ_ij), shape H × H, uncentred, for W of shape
 * H × D: the limit of ZᵀZ/n for many fresh rows. Source: Cho & Saul 2009 (see arcCosine.ts).
 *
 * `as number` below stands on reads that are inside the array by construction: in these loops a
 * check (`?? 0`) was measured to cost a third of the speed.
 */
export const hiddenCovariance = ({
  inputDim,
  directions,
}: Omit<ReluUnits, 'readouts'>): Float64Array => {
  const lengths = rowLengths(directions, inputDim)
  const width = lengths.length
  const covariance = new Float64Array(width * width)
  for (let one = 0; one < width; one += 1) {
    for (let other = 0; other < one; other += 1) {
      let product = 0
      for (let d = 0; d < inputDim; d += 1) {
        product +=
          (directions[one * inputDim + d] as number) * (directions[other * inputDim + d] as number)
      }
      const scale = (lengths[one] as number) * (lengths[other] as number)
      const cosine = Math.max(-1, Math.min(1, product / scale))
      const entry = scale === 0 ? 0 : scale * arcCosine(cosine)
      covariance[one * width + other] = entry
      covariance[other * width + one] = entry
    }
    covariance[one * width + one] = (lengths[one] as number) ** 2 / 2
  }
  return covariance
}
