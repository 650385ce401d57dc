import { cpus } from 'node:os'
import type { RateProblem } from '../../tests/browser/harness/rateProblems.ts'
import { openContestants, openWebgpu, type Contestant } from '../contestants.ts'
import type { Section } from '../section.ts'
import { formatTable, median, type Row } from '../table.ts'
import { openTorch } from '../torch.ts'

const REPETITIONS = 3
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

/** Half of the distance between the fastest and the slowest, in percent of the median. */
const spread = (values: number[]): string => {
  const half = (Math.max(...values) - Math.min(...values)) / 2
  return `±${((100 * half) / median(values)).toFixed(0)} %`
}

const labelOf = ({ inputDim, samples, auxSamples }: RateProblem): string =>
  auxSamples > 0
    ? `MTL, D = ${inputDim}, ${auxSamples} + ${samples}`
    : `D = ${inputDim}, n = ${samples}`

type Rates = Map<Contestant, number[]>

const best = (rates: Rates, kind: Contestant['kind']): number =>
  Math.max(
    ...[...rates].filter(([contestant]) => contestant.kind === kind).map(([, all]) => median(all)),
  )

const rowsOf = (problem: RateProblem, rates: Rates): Row[] => {
  const plain = best(rates, 'plain tfjs')
  const torch = best(rates, 'PyTorch')
  return [...rates].map(([{ name }, all]): Row => ({
    problem: labelOf(problem),
    models: String(problem.models),
    engine: name,
    'model-steps/s': Math.round(median(all)),
    spread: spread(all),
    '× best plain tfjs': median(all) / plain,
    '× best PyTorch': Number.isFinite(torch) ? median(all) / torch : '–',
  }))
}

/**
 * Every engine of ours, `optimizer.minimize` on each of tfjs's backends, and PyTorch where a Python
 * has it, on the same problems. All of them take turns, so that whatever else the machine does
 * disturbs all alike; each time ends with the weights read. Factors for triangles are made before.
 */
export const engines: Section = {
  title: 'Engines: steps of all models together, a second',
  run: async (context) => {
    const browser = await context.launch()
    const webgpu = await openWebgpu(context)
    const torch = await openTorch()
    console.log(torch?.version ?? 'No Python here has PyTorch.')
    const contestants = openContestants(browser, context, {
      ...{ webgpu, torch, cores: cpus().length },
    })
    const rows: Row[] = []
    for (const problem of PROBLEMS) {
      const partakers = contestants.filter(({ takesPart }) => takesPart(problem))
      if (partakers.length === 0) continue
      const rates: Rates = new Map(partakers.map((contestant) => [contestant, []]))
      for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
        for (const contestant of partakers) {
          rates.get(contestant)?.push(await contestant.rate(problem))
        }
      }
      const own = rowsOf(problem, rates)
      // The whole takes minutes: what is known is shown at once.
      console.log(`${formatTable(own)}\n`)
      rows.push(...own)
    }
    torch?.close()
    await browser.close()
    await webgpu?.close()
    return rows
  },
}
