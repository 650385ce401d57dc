import { ENGINE_IDS, type EngineId } from '../../src/protocol/engines.ts'
import type { RatePayload } from '../../tests/browser/harness/rateProblems.ts'
import { openPage } from '../../tests/browser/helpers/openPage.ts'
import { runJob } from '../../tests/browser/helpers/runJob.ts'
import type { Section } from '../section.ts'
import { median, type Row } from '../table.ts'

const REPETITIONS = 5
const MILLISECONDS = 300

/** The default of the page, and the paper's network with two numbers of training rows. */
const SIZES = [
  { inputDim: 200, samples: 16 },
  { inputDim: 1000, samples: 64 },
  { inputDim: 1000, samples: 512 },
]

const WAYS = ['kernel', 'autodiff'] as const

/** The browser of the benchmark has no WebGPU, and the tfjs used here no automatic differentiation on it. */
const MEASURED = ENGINE_IDS.filter((engine) => engine !== 'webgpu')

interface Measured {
  inputDim: number
  samples: number
  engine: EngineId
  rates: Record<RatePayload['way'], number[]>
}

/** Half of the distance between the fastest and the slowest, in percent of the median. */
const spread = (values: number[]): string => {
  const half = (Math.max(...values) - Math.min(...values)) / 2
  return `±${((100 * half) / median(values)).toFixed(0)} %`
}

const rowOf = ({ inputDim, samples, engine, rates }: Measured): Row => ({
  D: String(inputDim),
  n: String(samples),
  backend: engine,
  'kernel, steps/s': Math.round(median(rates.kernel)),
  'kernel spread': spread(rates.kernel),
  'autodiff, steps/s': Math.round(median(rates.autodiff)),
  'autodiff spread': spread(rates.autodiff),
  // Neighbours in time are divided, so that a machine that slows down does not favour one.
  'kernel / autodiff': median(
    rates.kernel.map((rate, repetition) => rate / (rates.autodiff[repetition] ?? NaN)),
  ),
})

/**
 * Each engine's kernel beside `optimizer.minimize` on the same tfjs backend. All of them take turns,
 * so that whatever else the machine does disturbs all alike; each time ends with the weights read.
 */
export const engines: Section = {
  title: 'Engines: gradient steps per second in a worker',
  run: async ({ launch, harnessUrl }) => {
    const browser = await launch()
    const page = await openPage(browser, harnessUrl)
    const measured: Measured[] = SIZES.flatMap((size) =>
      MEASURED.map((engine) => ({ ...size, engine, rates: { kernel: [], autodiff: [] } })),
    )
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      for (const { inputDim, samples, engine, rates } of measured) {
        for (const way of WAYS) {
          const size = { inputDim, samples, auxSamples: 0, models: 1, learningRate: 0.1 }
          const rate = await runJob(page, 'stepRate', {
            ...{ engine, way, ...size },
            milliseconds: MILLISECONDS,
          })
          if (!(rate.lossRatio < 1)) throw new Error(`${engine} (${way}) trains nothing`)
          rates[way].push(rate.stepsPerSecond)
        }
      }
    }
    await browser.close()
    return measured.map(rowOf)
  },
}
