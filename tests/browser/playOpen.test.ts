import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { METHODS } from '../../src/protocol/methods.ts'
import type { MethodId } from '../../src/theory/methodRecipes.ts'
import landingRun from '../../src/store/landingRun.json' with { type: 'json' }
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import {
  numberOf,
  readClock,
  readMeasured,
  statusStrip,
  trainingThreads,
} from './helpers/playPage.ts'

const session = browserSession()

const FIGURES = ['Feature spectrum', 'Error on new inputs', 'Training loss']

/** Resolves once the figure's canvas, scrolled into view, shows anything at all. */
const waitUntilDrawn = async (page: Page, figure: string): Promise<void> => {
  const canvas = page.getByRole('group', { name: figure }).locator('canvas')
  await canvas.scrollIntoViewIfNeeded()
  const element = await canvas.elementHandle()
  await page.waitForFunction((shown) => {
    if (!(shown instanceof HTMLCanvasElement) || shown.width === 0) return false
    // A copy is read: reading the original would change how the browser keeps it.
    const { width, height } = shown
    const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    copy?.drawImage(shown, 0, 0)
    return copy?.getImageData(0, 0, width, height).data.some((channel) => channel > 0) ?? false
  }, element)
}

const networks = landingRun.runs.flatMap((run) =>
  run.key === 'pretraining' ? [] : [{ ...run, label: METHODS[run.key as MethodId].label }],
)

describe('the page opened from a sub-path', () => {
  it('shows the finished nested preset without a training thread, and keeps to itself', async () => {
    const page = await session.open()
    expect(await readClock(page)).toEqual({
      stage: 'Main task',
      step: landingRun.clockStep,
      state: 'All converged.',
    })
    expect(networks).toHaveLength(3)
    for (const { label, step, generalizationLoss } of networks) {
      const measured = await readMeasured(page, label)
      expect(numberOf(measured['steps'] ?? '')).toBe(step)
      // Written with two digits.
      const shown = numberOf(measured['new inputs'] ?? '')
      expect(shown).toBe(Number(generalizationLoss.toPrecision(2)))
    }
    await expect(statusStrip(page).innerText()).resolves.toContain('computed in advance')
    await page.waitForLoadState('networkidle')
    expect(trainingThreads(page)).toEqual([])
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    )
    expect(loaded.filter((name) => /trainer|\.wasm|webgl/.test(name))).toEqual([])
    await expect(page.title()).resolves.toBe('Play · Regimes of Reuse')
    await expectQuiet(page)
  })

  it('draws every figure once it is in view', async () => {
    const page = await session.open()
    for (const figure of FIGURES) await waitUntilDrawn(page, figure)
    await expectQuiet(page)
  })
})
