import type { Locator, Page, Worker } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readLink } from '../../src/protocol/link.ts'
import { CONTESTANTS } from '../../src/protocol/race.ts'
import { diagonalLoss, reluLoss } from '../worker/raceLosses.ts'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { numberOf, QUICK, waitForEnd } from './helpers/playPage.ts'

const session = browserSession()

/** The training loss by the float64 reference. */
const LOSSES = { diagonal: diagonalLoss, relu: reluLoss }

const raceThreads = (page: Page): Worker[] =>
  page.workers().filter((worker) => worker.url().includes('/race'))

const lanes = (dialog: Locator): Locator =>
  dialog.getByRole('group', { name: 'Steps a second of each engine' }).getByRole('listitem')

/** What a lane says: "1.WebAssembly …", its steps a second and its loss; NaN where it has none. */
const readLane = async (lane: Locator) => {
  const text = async (part: string): Promise<string> => {
    const found = lane.locator(part)
    return (await found.count()) === 0 ? '' : ((await found.textContent()) ?? '')
  }
  return {
    name: await text('.race-name strong'),
    rate: numberOf((await text('.race-value')).replace(' /s', '') || 'NaN'),
    loss: numberOf((await text('.race-detail')).replace('loss', '') || 'NaN'),
    message: await text('.race-absent, .race-warning'),
  }
}

const openByKeys = async (page: Page): Promise<Locator> => {
  await page
    .getByRole('contentinfo')
    .getByRole('button', { name: 'Race the engines' })
    .press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Engine race' })
  await dialog.getByRole('button', { name: 'Start the race' }).waitFor()
  return dialog
}

describe('the engine race', () => {
  it.each([
    ['diagonal', QUICK],
    ['relu', 'v=1&network=relu&engine=cpu&hiddenWidth=50&methods=singleTask&mainSamples=16'],
  ] as const)('is run by keyboard, and all train the same %s network', async (network, link) => {
    const page = await session.open(`#${link}`)
    await waitForEnd(page)
    const dialog = await openByKeys(page)
    expect(raceThreads(page)).toEqual([])
    expect(await axeViolations(page)).toEqual([])

    await dialog.getByRole('button', { name: 'Start the race' }).press('Enter')
    await dialog.getByText(/^Lap \d/).waitFor()
    expect(raceThreads(page).length).toBeGreaterThan(0)
    await dialog.getByRole('button', { name: 'Race again' }).waitFor()
    expect(raceThreads(page)).toEqual([])
    expect(await axeViolations(page)).toEqual([])

    const results = await Promise.all((await lanes(dialog).all()).map(readLane))
    expect(results.length).toBe(CONTESTANTS.length)
    const running = results.filter(({ message }) => message === '')
    // What every browser has: WebAssembly and JavaScript, ours and tfjs's.
    expect(running.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        ...['WebAssembly', 'JavaScript, float64', 'tfjs WebAssembly', 'tfjs JavaScript'],
      ]),
    )
    for (const { name, rate, loss } of running) {
      expect(rate, name).toBeGreaterThan(0)
      expect(loss, name).toBeGreaterThanOrEqual(0)
    }
    // Whoever is the fastest here stands first, and is named.
    const rates = running.map(({ rate }) => rate)
    expect(rates).toEqual(rates.toSorted((one, other) => other - one))
    const summary = (await dialog.getByRole('status').textContent()) ?? ''
    expect(summary.startsWith(`${running[0]?.name ?? ''} took `), summary).toBe(true)
    // Every lap has a step at least, so that all pass step 10.
    const [, step = '', from = '', to = from] =
      /After ([\d,]+) steps .* is (?:between )?(\S+)(?: and (\S+))? of the zero function’s: they train the same network\.$/.exec(
        summary,
      ) ?? []
    const expected = LOSSES[network](readLink(`#${link}`).spec, numberOf(step))
    for (const loss of [from, to]) {
      // As the page judges sameness (raceStandings.ts), and three digits.
      expect(Math.abs(numberOf(loss) / expected - 1), summary).toBeLessThan(0.055)
    }
    await expectQuiet(page)
  })

  it('ends all its threads when it is closed, and gives the focus back', async () => {
    const page = await session.open(`#${QUICK}`, { width: 390, height: 844 })
    await waitForEnd(page)
    const dialog = await openByKeys(page)
    await dialog.getByRole('button', { name: 'Start the race' }).press('Enter')
    await expect.poll(() => raceThreads(page).length).toBeGreaterThan(0)
    expect(
      await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    ).toBeLessThanOrEqual(0)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => raceThreads(page).length).toBe(0)
    const focused = page.getByRole('button', { name: 'Race the engines' })
    expect(await focused.evaluate((button) => button === document.activeElement)).toBe(true)
    await expectQuiet(page)
  })
})
