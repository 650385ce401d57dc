/** Tasks and hidden units of both kinds of networks, small enough to be seen through. */
import type { HiddenUnits, TaskDescription } from '../../src/theory/network.ts'
import type { NetworkId } from '../../src/theory/network.ts'
import { TASK } from '../store/fakes.ts'

/** The same four features; for a ReLU network they are the teacher units and what is elsewhere. */
export const TASKS: Record<NetworkId, TaskDescription> = {
  diagonal: TASK,
  relu: {
    ...TASK,
    directions: {
      inputDim: 2,
      auxiliary: Float64Array.of(1, 0, 0, 1),
      main: Float64Array.of(0, 1, 1, 0),
    },
  },
}

/** Two units: w of the first, w of the second, both readouts. One has no strength at all. */
export const UNITS: HiddenUnits = { inputDim: 2, weights: Float64Array.of(1, 0, 0, 0, 1, 0) }
export const NO_UNITS: HiddenUnits = { inputDim: 2, weights: new Float64Array(6) }
