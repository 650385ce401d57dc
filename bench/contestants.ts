/** Who trains in the engines' table, and how each is asked for its rate. */
import type { Browser, Page } from 'playwright-core'
import { ENGINE_IDS } from '../src/protocol/engines.ts'
import type { RatePayload, RateProblem } from '../tests/browser/harness/rateProblems.ts'
import { openPage } from '../tests/browser/helpers/openPage.ts'
import { runJob } from '../tests/browser/helpers/runJob.ts'
import type { BenchContext } from './section.ts'
import type { Torch } from './torch.ts'

const MILLISECONDS = 200
/** Arrays of this many numbers are drawn, packed and kept for each model; more is not asked for. */
const MOST_NUMBERS = 9_000_000

export interface Contestant {
  name: string
  /** PyTorch on the reference BLAS is shown, and nothing is compared with it. */
  kind: 'ours' | 'plain tfjs' | 'PyTorch' | 'PyTorch, reference BLAS'
  /** Whether it has anything to say about this problem. */
  takesPart: (problem: RateProblem) => boolean
  /** Steps of all models together, a second. */
  rate: (problem: RateProblem) => Promise<number>
}

const numbersOf = ({ inputDim, samples, auxSamples, models }: RateProblem): number =>
  models * inputDim * (samples + auxSamples)
const fits = (problem: RateProblem): boolean => numbersOf(problem) <= MOST_NUMBERS

const mostRows = ({ samples, auxSamples }: RateProblem): number => Math.max(samples, auxSamples)

/** Factors of the rows, and rows on several threads, are for networks that are linear in them. */
const isLinear = ({ hiddenWidth }: RateProblem): boolean => hiddenWidth === undefined

/** A page of its own for each contestant: no engine inherits another's state. */
const createPages = (browser: Browser, harnessUrl: string) => {
  const pages = new Map<string, Promise<Page>>()
  return (name: string): Promise<Page> => {
    const page = pages.get(name) ?? openPage(browser, harnessUrl)
    pages.set(name, page)
    return page
  }
}

const rateOn = async (page: Page, payload: RatePayload): Promise<number> => {
  const { stepsPerSecond, lossRatio } = await runJob(page, 'stepRate', payload)
  if (!(lossRatio < 1)) throw new Error(`${payload.engine} (${payload.way}) trains nothing`)
  return payload.models * stepsPerSecond
}

type Variant = Pick<RatePayload, 'engine' | 'way' | 'hasTriangles' | 'isRelaxed'>

const inBrowser = (
  name: string,
  variant: Variant,
  page: (name: string) => Promise<Page>,
): Contestant => ({
  name,
  kind: variant.way === 'kernel' ? 'ours' : 'plain tfjs',
  takesPart: (problem) =>
    fits(problem) &&
    // Factors change nothing where rows are few.
    (!variant.hasTriangles || (isLinear(problem) && mostRows(problem) >= 256)),
  rate: async (problem) =>
    rateOn(await page(name), { ...problem, ...variant, milliseconds: MILLISECONDS }),
})

/** The batch divided among workers, as the pool of solver threads divides a sweep. */
const inWorkers = (
  count: number,
  variant: Variant,
  page: (name: string) => Promise<Page>,
): Contestant => ({
  name: `wasm, ${count} workers`,
  kind: 'ours',
  takesPart: (problem) => fits(problem) && problem.models >= count,
  rate: async (problem) => {
    const shares = Array.from({ length: count }, async (_, worker) =>
      rateOn(await page(`worker ${worker}`), {
        ...{ ...problem, ...variant, milliseconds: MILLISECONDS },
        models: problem.models / count,
      }),
    )
    return (await Promise.all(shares)).reduce((sum, rate) => sum + rate, 0)
  },
})

/** One model whose rows are divided over threads, on a page whose threads may share memory. */
const onRowThreads = (
  cores: number,
  variant: Variant,
  page: (name: string) => Promise<Page>,
): Contestant => {
  const threads = cores >= 4 ? 4 : cores
  const name = `wasm, rows on ${threads} threads${variant.hasTriangles ? ', triangles' : ''}`
  return {
    name,
    kind: 'ours',
    takesPart: (problem) =>
      fits(problem) &&
      threads > 1 &&
      isLinear(problem) &&
      // A single task with a factor is trained by what has moved, on one thread.
      (!variant.hasTriangles || problem.auxSamples > 0) &&
      problem.models === 1 &&
      mostRows(problem) >= 512,
    rate: async (problem) =>
      rateOn(await page(name), {
        ...{ ...problem, ...variant, threads },
        milliseconds: MILLISECONDS,
      }),
  }
}

const inTorch = ({ threads, rate, hasTunedBlas }: Torch): Contestant => ({
  name: `PyTorch, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
  kind: hasTunedBlas ? 'PyTorch' : 'PyTorch, reference BLAS',
  takesPart: fits,
  rate: async (problem) =>
    problem.models * (await rate({ ...problem, milliseconds: MILLISECONDS })),
})

/** With an adapter in software where there is no other; null where there is none at all. */
export const openWebgpu = async ({ launch, harnessUrl }: BenchContext): Promise<Browser | null> => {
  const browser = await launch(['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'])
  const page = await openPage(browser, harnessUrl)
  const hasWebgpu = await runJob(page, 'hasWebgpu', undefined)
  await page.context().close()
  if (hasWebgpu) return browser
  await browser.close()
  return null
}

export const openContestants = (
  browser: Browser,
  { harnessUrl, isolatedUrl }: Pick<BenchContext, 'harnessUrl' | 'isolatedUrl'>,
  { webgpu, torches, cores }: { webgpu: Browser | null; torches: readonly Torch[]; cores: number },
): Contestant[] => {
  const page = createPages(browser, harnessUrl)
  const isolatedPage = createPages(browser, isolatedUrl)
  const wasm = { engine: 'wasm', way: 'kernel' } as const
  const plain = (['webgl', 'wasm', 'cpu'] as const).map((engine) =>
    inBrowser(`tfjs ${engine}`, { engine, way: 'autodiff' }, page),
  )
  const own = ENGINE_IDS.filter((engine) => engine !== 'webgpu').map((engine) =>
    inBrowser(engine, { engine, way: 'kernel' }, page),
  )
  const onWebgpu =
    webgpu === null
      ? []
      : [inBrowser('webgpu', { engine: 'webgpu', way: 'kernel' }, createPages(webgpu, harnessUrl))]
  return [
    ...plain,
    ...onWebgpu,
    ...own,
    inBrowser('wasm, relaxed', { ...wasm, isRelaxed: true }, page),
    inBrowser('wasm, triangles', { ...wasm, hasTriangles: true }, page),
    inWorkers(cores, wasm, page),
    onRowThreads(cores, wasm, isolatedPage),
    onRowThreads(cores, { ...wasm, hasTriangles: true }, isolatedPage),
    ...torches.map(inTorch),
  ]
}
