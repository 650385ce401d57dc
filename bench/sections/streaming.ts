import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { newPage, openPage } from '../../tests/browser/helpers/openPage.ts'
import { runJob } from '../../tests/browser/helpers/runJob.ts'
import type { BenchContext, Section } from '../section.ts'
import { median, type Row } from '../table.ts'

const REPETITIONS = 5

/** The paper's network from large weights in small steps: some 150,000 of them, in full view. */
const LINK =
  '#v=1&methods=singleTask&inputDim=1000&mainSamples=64&auxSamples=1&initScale=0.1&learningRate=0.0001' +
  '&stopLoss=1e-12&stepLimit=1000000&engine=wasm'
const PROBLEM = { inputDim: 1000, samples: 64, auxSamples: 0, models: 1, learningRate: 1e-4 }

/** Set on the page by watchStream.js. */
interface Watched {
  countStream: () => Promise<StreamCount>
}

interface StreamCount {
  snapshots: number
  pictures: number
  frames: number
  steps: number
  seconds: number
}

const watchStream = fileURLToPath(new URL('../watchStream.js', import.meta.url))

const streamOnce = async (browser: Browser, url: string): Promise<StreamCount> => {
  const page = await newPage(browser, url)
  await page.addInitScript({ path: watchStream })
  await page.goto(url + LINK)
  const count = await page.evaluate(() => (globalThis as unknown as Watched).countStream())
  await page.context().close()
  return count
}

const bareOnce = async (browser: Browser, { harnessUrl }: BenchContext): Promise<number> => {
  const page = await openPage(browser, harnessUrl)
  const { stepsPerSecond } = await runJob(page, 'stepRate', {
    ...PROBLEM,
    ...{ engine: 'wasm', way: 'kernel', milliseconds: 1000 },
  })
  await page.context().close()
  return stepsPerSecond
}

/** What drawing costs training: the page at full pace beside the engine alone, in turn. */
export const streaming: Section = {
  title: 'Training in view, D = 1000, n = 64 (page composed on the processor)',
  run: async (context) => {
    const browser = await context.launch(['--disable-gpu-compositing'])
    const counts: StreamCount[] = []
    const bare: number[] = []
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      bare.push(await bareOnce(browser, context))
      counts.push(await streamOnce(browser, context.pageUrl))
    }
    await browser.close()
    const perSecond = (read: (count: StreamCount) => number): number =>
      median(counts.map((count) => read(count) / count.seconds))
    const inView = perSecond(({ steps }) => steps)
    return [
      { what: 'steps a second, nothing drawn', value: Math.round(median(bare)) },
      { what: 'steps a second, in view', value: Math.round(inView) },
      { what: 'share', value: `${((100 * inView) / median(bare)).toFixed(0)} %` },
      { what: 'snapshots a second', value: perSecond(({ snapshots }) => snapshots) },
      { what: 'pictures of the spectrum a second', value: perSecond(({ pictures }) => pictures) },
      { what: 'frames a second', value: perSecond(({ frames }) => frames) },
    ] satisfies Row[]
  },
}
