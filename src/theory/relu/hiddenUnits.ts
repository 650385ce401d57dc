import type { HiddenUnits } from '../network.ts'
import type { ReluUnits } from './reluNetwork.ts'

/** Hidden units with their readout, as views: nothing is copied. */
export const asReluUnits = ({ inputDim, weights }: HiddenUnits): ReluUnits => {
  const width = weights.length / (inputDim + 1)
  return {
    inputDim,
    directions: weights.subarray(0, width * inputDim),
    readouts: weights.subarray(width * inputDim),
  }
}
