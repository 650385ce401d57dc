import type { RateProblem } from '../../tests/browser/harness/rateProblems.ts'
import { runRates } from '../rateTable.ts'
import type { Section } from '../section.ts'

const INPUT_DIM = 15
const WIDTHS = [200, 1000]
const SAMPLES = [64, 256, 1024]
const BATCHES = [1, 8]

const PROBLEMS: RateProblem[] = BATCHES.flatMap((models) =>
  WIDTHS.flatMap((hiddenWidth) =>
    SAMPLES.map((samples) => ({
      ...{ inputDim: INPUT_DIM, hiddenWidth, samples, auxSamples: 0, models },
      learningRate: 0.05,
    })),
  ),
)

/** ReLU networks with one task. */
export const relu: Section = {
  title: `ReLU networks, D = ${INPUT_DIM}: steps of all models together, a second`,
  run: (context) => runRates(context, PROBLEMS),
}
