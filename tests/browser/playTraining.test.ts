import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import landingRun from '../../src/store/landingRun.json' with { type: 'json' }
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import {
  choosePace,
  expectMeasured,
  numberOf,
  numbersOf,
  pause,
  play,
  QUICK,
  readClock,
  readMeasured,
  slider,
  statusStrip,
  trainingThreads,
  transport,
  waitForClock,
  waitForEnd,
} from './helpers/playPage.ts'
import { recordClock, watchTexts } from './helpers/watching.ts'

const session = browserSession()

/** Two digits may be a twentieth off the number they round; float32 adds less than a hundredth. */
const ROUNDING = 0.06
/** A loss is looked at 32 times a decade, so that the first look below a threshold may be the next. */
const ONE_LOOK = 10 ** (1 / 32)

const stepOnce = (page: Page, count: number): Promise<void> =>
  transport(page)
    .getByRole('button', { name: `Take ${count} ${count === 1 ? 'step' : 'steps'}` })
    .click()

describe('training on the page', () => {
  it('runs on WebGL in the worker: pause, single steps, play on, and an end by itself', async () => {
    const page = await session.open(
      '#v=1&engine=webgl&inputDim=50&auxSamples=64&methods=singleTask.finetune&stepLimit=400&pace=slow&at=main:20',
    )
    await waitForClock(page, /Paused/)
    expect(trainingThreads(page)).toHaveLength(1)
    const strip = statusStrip(page)
    await expect(strip.innerText()).resolves.toMatch(/WebGL[^]*float32/)
    expect(await readClock(page)).toEqual({ stage: 'Main task', step: 20, state: 'Paused' })
    let expected = 20
    for (const count of [1, 10, 100]) {
      await stepOnce(page, count)
      expected += count
      await waitForClock(page, new RegExp(`step ${expected}\\D`))
    }
    await play(page)
    await waitForClock(page, /Training/)
    await pause(page)
    const { step } = await readClock(page)
    expect(step).toBeGreaterThanOrEqual(expected)
    expect(step).toBeLessThan(400)
    await choosePace(page, 'full')
    await play(page)
    await waitForEnd(page)
    expect(await readClock(page)).toEqual({
      stage: 'Main task',
      step: 400,
      state: 'All at the step limit.',
    })
    await expectQuiet(page)
  })

  it('ends in float32 where the numbers computed in advance end, never showing NaN', async () => {
    const page = await session.open('#v=1&engine=wasm&pace=full&at=pretraining:0')
    await waitForClock(page, /Paused/)
    const found = await watchTexts(page)
    await play(page)
    await numbersOf(page)
    expect((await readClock(page)).state).toBe('All converged.')
    for (const [network, key] of [
      ['Single task', 'singleTask'],
      ['Multi-task', 'multiTask'],
      ['Finetuned', 'finetune'],
    ] as const) {
      const measured = await readMeasured(page, network)
      const exact = landingRun.runs.find((run) => run.key === key)
      expect(exact, network).toBeDefined()
      const ratio = (column: string, value: number | undefined): number =>
        numberOf(measured[column] ?? '') / (value ?? NaN)
      const loss = ratio('new inputs', exact?.generalizationLoss)
      expect(Math.abs(loss - 1), network).toBeLessThan(ROUNDING)
      const steps = ratio('steps', exact?.step)
      expect(Math.max(steps, 1 / steps), network).toBeLessThanOrEqual(ONE_LOOK * 1.001)
    }
    const { texts, announcements } = await found.end()
    expect(texts).toEqual([])
    // A screen reader hears of the end alone: nothing of the hundreds of pictures before. It hears
    // how the run ended, what each network did, and how they compare.
    const told = announcements.filter((text) => text !== '')
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(/^All converged\.Single task: .*Finetuned: .*Finetuning ends .*\.$/)
    await expectQuiet(page)
  })

  it('shows nothing of the old run once a control has changed', async () => {
    const page = await session.open(`#${QUICK}&pace=slow&at=main:20000`)
    await waitForClock(page, /Paused/)
    await play(page)
    await waitForClock(page, /Training/)
    const readings = await recordClock(page)
    await slider(page, 'Init scale').press('ArrowLeft')
    await waitForEnd(page)
    const clocks = await readings.end()
    // The clock goes back once, to where the new run is first seen. A picture of the old run after
    // that would send it forth and back again.
    const moments = clocks.map(({ stage, step }) => (stage === 'Pretraining' ? 0 : 1 + step))
    const returns = moments.filter((moment, index) => moment < (moments[index - 1] ?? 0))
    expect(returns.length, JSON.stringify(clocks)).toBeLessThanOrEqual(1)
    const fresh = await session.open(new URL(page.url()).hash)
    await expectMeasured(page, await numbersOf(fresh))
  })

  it('answers the last value of a fast drag', async () => {
    const page = await session.open(`#${QUICK}`)
    const before = await numbersOf(page)
    const box = await slider(page, 'Rescaling factor').boundingBox()
    if (box === null) throw new Error('The slider is not on the page.')
    const middle = box.y + box.height / 2
    await page.mouse.move(box.x + 0.4 * box.width, middle)
    await page.mouse.down()
    await page.mouse.move(box.x + 0.9 * box.width, middle, { steps: 12 })
    await page.mouse.move(box.x + 0.75 * box.width, middle, { steps: 4 })
    await page.mouse.up()
    // The address is written once the value has rested.
    await page.waitForFunction(
      (value) => window.location.hash.includes(`rescale=${value}`),
      await slider(page, 'Rescaling factor').getAttribute('aria-valuetext'),
    )
    const numbers = await numbersOf(await session.open(new URL(page.url()).hash))
    expect(numbers).not.toBe(before)
    await expectMeasured(page, numbers)
  })
})
