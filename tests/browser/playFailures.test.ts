import { describe, expect, it } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { logOf } from './helpers/openPage.ts'
import {
  choosePace,
  expectMeasured,
  notices,
  numbersOf,
  play,
  QUICK,
  readClock,
  statusStrip,
  trainingThreads,
  waitForClock,
  waitForEnd,
} from './helpers/playPage.ts'

const session = browserSession()

/** A run that WebGL, in software, ends within some hundred steps. */
const GRAPHICS =
  'v=1&engine=webgl&inputDim=50&auxSamples=64&methods=singleTask.finetune&initScale=0.1&stopLoss=1e-3'

describe('where training fails', () => {
  it('a thread that dies is replaced, says so, and the run is trained to its end', async () => {
    const page = await session.open(`#${QUICK}&pace=slow&at=main:10`)
    await waitForClock(page, /Paused/)
    await play(page)
    await waitForClock(page, /Training/)
    const [thread] = trainingThreads(page)
    if (thread === undefined) throw new Error('No training thread was opened.')
    const died = new Promise((resolve) => thread.once('close', resolve))
    await thread.evaluate(() => {
      setTimeout(() => {
        throw new Error('the thread was made to fail')
      })
    })
    await died
    const notice = notices(page).getByText('The training thread stopped')
    await notice.waitFor()
    expect(await notice.textContent()).toMatch(/made to fail.*goes on where it was/)
    expect((await readClock(page)).step).toBeGreaterThanOrEqual(10)
    await choosePace(page, 'full')
    await waitForEnd(page)
    expect((await readClock(page)).state).toBe('All converged.')
    const fresh = await session.open(`#${QUICK}`)
    await expectMeasured(page, await numbersOf(fresh))
    // The page has told the reader; the console has nothing to add.
    expect(logOf(page).console).toEqual([])
  })

  it('a notice can be dismissed, and gives the page its room back', async () => {
    const page = await session.open(`#${QUICK}&rescale=much`)
    const notice = notices(page).getByText('rescale is “much”')
    await notice.waitFor()
    await page.getByRole('button', { name: 'Dismiss' }).press('Enter')
    await notice.waitFor({ state: 'hidden' })
    await expectQuiet(page)
  })

  it('a lost graphics processor loses nothing: the run goes on with the next engine', async () => {
    const page = await session.open(`#${GRAPHICS}&pace=slow&at=main:10`)
    await waitForClock(page, /Paused/)
    await expect(statusStrip(page).innerText()).resolves.toContain('WebGL')
    const [thread] = trainingThreads(page)
    if (thread === undefined) throw new Error('No training thread was opened.')
    // The next time that the engine waits for the graphics processor, it loses it.
    const lost = thread.evaluate(
      () =>
        new Promise((resolve) => {
          WebGL2RenderingContext.prototype.flush = function () {
            this.getExtension('WEBGL_lose_context')?.loseContext()
            resolve(null)
          }
        }),
    )
    await play(page)
    await lost
    await notices(page).getByText('context lost). Nothing is lost.').waitFor()
    await notices(page)
      .getByText(/^Training goes on with/)
      .waitFor()
    expect((await readClock(page)).step).toBeGreaterThanOrEqual(10)
    await choosePace(page, 'full')
    await waitForEnd(page)
    expect((await readClock(page)).state).toBe('All converged.')
    await expect(statusStrip(page).innerText()).resolves.not.toContain('WebGL')
  })

  it('the fastest engine trains without a word about those that were passed over', async () => {
    const page = await session.open('#v=1&inputDim=50&auxSamples=64&stepLimit=1000')
    await waitForEnd(page)
    expect((await readClock(page)).state).toBe('All at the step limit.')
    await expect(statusStrip(page).innerText()).resolves.toMatch(/engine\s+WebAssembly/)
    expect(await notices(page).count()).toBe(0)
    await expectQuiet(page)
  })
})
