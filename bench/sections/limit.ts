import { compileKernel } from '../../scripts/compileKernel.mjs'
import { openPage } from '../../tests/browser/helpers/openPage.ts'
import { runJob } from '../../tests/browser/helpers/runJob.ts'
import type { Section } from '../section.ts'
import { median, type Row } from '../table.ts'

const REPETITIONS = 5
const MILLISECONDS = 300

const SIZES = [
  { inputDim: 200, samples: 16, data: '13 kB' },
  { inputDim: 1000, samples: 64, data: '256 kB' },
  { inputDim: 1000, samples: 256, data: '1 MB' },
  { inputDim: 1000, samples: 512, data: '2 MB' },
  { inputDim: 1000, samples: 1024, data: '4 MB' },
]

/**
 * How near the SIMD kernel comes to what the processor can do: multiply–adds a second in training
 * (two for each number of X and step) beside those of a loop that does nothing else, in registers,
 * with the same instructions. Both in the same worker, in turn.
 */
export const limit: Section = {
  title: 'The WebAssembly kernel beside the peak of its instructions',
  run: async ({ launch, harnessUrl }) => {
    const browser = await launch()
    const page = await openPage(browser, harnessUrl)
    const binary = await compileKernel({
      source: '../../bench/peak/peak.ts',
      features: ['simd'],
      options: [],
    })
    const rows: Row[] = []
    for (const { data, ...size } of SIZES) {
      const reached: number[] = []
      const peaks: number[] = []
      for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
        peaks.push(await runJob(page, 'peakRate', { binary: [...binary] }))
        const rate = await runJob(page, 'stepRate', {
          ...{ engine: 'wasm', way: 'kernel', milliseconds: MILLISECONDS },
          ...{ ...size, auxSamples: 0, models: 1, learningRate: 0.05 },
        })
        reached.push((2 * size.inputDim * size.samples * rate.stepsPerSecond) / 1e9)
      }
      rows.push({
        D: String(size.inputDim),
        n: String(size.samples),
        data,
        'training, 10⁹/s': median(reached),
        'peak, 10⁹/s': median(peaks),
        share: `${((100 * median(reached)) / median(peaks)).toFixed(0)} %`,
      })
    }
    await browser.close()
    return rows
  },
}
