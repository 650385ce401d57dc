/** Rates of all contestants on a list of problems, as a table. */
import { cpus } from 'node:os'
import type { RateProblem } from '../tests/browser/harness/rateProblems.ts'
import { openContestants, openWebgpu, type Contestant } from './contestants.ts'
import type { BenchContext } from './section.ts'
import { formatTable, median, type Row } from './table.ts'
import { openTorches } from './torch.ts'

const REPETITIONS = 3
/** Half of the distance between the fastest and the slowest, in percent of the median. */
const spread = (values: number[]): string => {
  const half = (Math.max(...values) - Math.min(...values)) / 2
  return `±${((100 * half) / median(values)).toFixed(0)} %`
}

const labelOf = ({ inputDim, hiddenWidth, samples, auxSamples }: RateProblem): string => {
  const size = hiddenWidth === undefined ? `D = ${inputDim}` : `H = ${hiddenWidth}`
  return auxSamples > 0 ? `MTL, ${size}, ${auxSamples} + ${samples}` : `${size}, n = ${samples}`
}

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

/** What the contestants found; one that cannot train the problem is named and left out. */
const ratesOf = async (
  problem: RateProblem,
  contestants: readonly Contestant[],
): Promise<Rates> => {
  const rates: Rates = new Map(contestants.map((contestant) => [contestant, []]))
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    for (const contestant of [...rates.keys()]) {
      try {
        rates.get(contestant)?.push(await contestant.rate(problem))
      } catch (error) {
        const message = error instanceof Error ? error.message.split('\n')[0] : String(error)
        console.log(`${contestant.name}, ${labelOf(problem)}: left out (${message})\n`)
        rates.delete(contestant)
      }
    }
  }
  return rates
}

/**
 * Every engine of ours, `optimizer.minimize` on each of tfjs's backends, and PyTorch where a Python
 * has it, on the same problems. All of them take turns, so that whatever else the machine does
 * disturbs all alike; each time ends with the weights read. Factors for triangles are made before.
 */
export const runRates = async (
  context: BenchContext,
  problems: readonly RateProblem[],
): Promise<Row[]> => {
  const browser = await context.launch()
  const webgpu = await openWebgpu(context)
  const cores = cpus().length
  const torches = await openTorches([...new Set([1, cores])])
  console.log(torches[0]?.version ?? 'No Python here has PyTorch.')
  if (torches.some(({ hasTunedBlas }) => !hasTunedBlas)) {
    console.log(
      'Its BLAS is the reference one, so nothing is compared with it; OpenBLAS is needed.',
    )
  }
  const contestants = openContestants(browser, context, { webgpu, torches, cores })
  const rows: Row[] = []
  for (const problem of problems) {
    const partakers = contestants.filter(({ takesPart }) => takesPart(problem))
    if (partakers.length === 0) continue
    const own = rowsOf(problem, await ratesOf(problem, partakers))
    // The whole takes minutes: what is known is shown at once.
    console.log(`${formatTable(own)}\n`)
    rows.push(...own)
  }
  torches.forEach(({ close }) => close())
  await browser.close()
  await webgpu?.close()
  return rows
}
