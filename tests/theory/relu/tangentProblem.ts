/** A small network and small data for tests of tangent features. */
import { createRandom } from '../../../src/theory/random.ts'
import {
  initialReluWeights,
  reluUnits,
  type ReluUnits,
} from '../../../src/theory/relu/reluNetwork.ts'
import { createReluTasks, type ReluTaskSettings } from '../../../src/theory/relu/reluTasks.ts'

export const INPUT_DIM = 8
export const WIDTH = 10
const SHAPE = { inputDim: INPUT_DIM, hiddenWidth: WIDTH }

export const SETTINGS: ReluTaskSettings = {
  ...SHAPE,
  auxActive: 3,
  mainActive: 3,
  overlap: 2,
  featureCorrelation: 0.8,
  featureMagnitude: 1,
  auxSamples: 0,
  mainSamples: 30,
  labelNoise: 0.2,
  dataSeed: 2,
}

export const TASKS = createReluTasks(SETTINGS)

export const START: ReluUnits = reluUnits(
  initialReluWeights({ ...SHAPE, tasks: 1, initScale: 1, initSeed: 4 }),
  SHAPE,
  0,
)

/** Random slopes, one for each entry of W. */
export const randomSlopes = (seed: number): Float64Array => {
  const random = createRandom(seed, 0)
  return START.directions.map(() => random.normal())
}
