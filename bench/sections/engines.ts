import type { RateProblem } from '../../tests/browser/harness/rateProblems.ts'
import { runRates } from '../rateTable.ts'
import type { Section } from '../section.ts'

const BATCHES = [1, 8, 32]

const SIZES: readonly Pick<RateProblem, 'inputDim' | 'samples' | 'auxSamples'>[] = [
  { inputDim: 200, samples: 16, auxSamples: 0 },
  { inputDim: 1000, samples: 64, auxSamples: 0 },
  { inputDim: 1000, samples: 512, auxSamples: 0 },
  { inputDim: 1000, samples: 1024, auxSamples: 0 },
  { inputDim: 1000, samples: 64, auxSamples: 1024 },
]

const PROBLEMS: RateProblem[] = SIZES.flatMap((size) =>
  BATCHES.map((models) => ({ ...size, models, learningRate: 0.05 })),
)

/** Diagonal networks. */
export const engines: Section = {
  title: 'Engines: steps of all models together, a second',
  run: (context) => runRates(context, PROBLEMS),
}
