/** The whole site in a browser other than Chromium: one start, and one visit of each page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEYS, type EngineBrowser } from '../drivers/webDriver.ts'
import { describeEmbedding } from './describeEmbedding.ts'
import {
  clockWords,
  descriptionOf,
  pressNamed,
  savedBy,
  sliderThere,
  waitForButton,
  waitForClock,
} from './playThere.ts'
import {
  expectSameTraining,
  rowsInChromium,
  rowsOf,
  SAVE_NUMBERS,
  SPECTRUM_MENU,
} from './savedRows.ts'
import { openWatchedSites, type Visit } from './sitesThere.ts'

/** WebAssembly and exact replay: the same numbers everywhere, and soon. */
const TRAINED = 'v=1&engine=wasm&pace=full&inputDim=50&auxSamples=64'

/** Ends only what hangs: a few waits, each with a limit of its own. */
const LONGEST_TEST = 600_000

interface Watched {
  watched?: string[]
}

const expectQuietThere = async ({ browser }: Visit): Promise<void> => {
  expect(await browser.run(() => (window as unknown as Watched).watched)).toEqual([])
}

const rowsOfRun = async (browser: EngineBrowser): Promise<string[]> => {
  // The page has trained as it opened; until then, the scrubber's is the only button to play.
  await pressNamed(browser, 'Play again')
  await waitForButton(browser, 'Play again')
  await pressNamed(browser, SPECTRUM_MENU)
  const rows = rowsOf(await savedBy(browser, SAVE_NUMBERS, 'csv'))
  await browser.press(KEYS.Escape)
  return rows
}

const describeTraining = (visit: () => Visit): void => {
  it('ends two runs in a row at the same numbers as Chromium', async () => {
    const { browser, sites } = visit()
    const address = sites.address(`play.html#${TRAINED}`)
    const expected = await rowsInChromium(address)
    await browser.open(address)
    await browser.resize(1440, 900)
    for (let run = 0; run < 2; run += 1) {
      expectSameTraining(await rowsOfRun(browser), expected)
    }
  })

  it('takes ten steps where ten are asked for', async () => {
    const { browser } = visit()
    await browser.run((hash) => {
      window.location.hash = hash
    }, `${TRAINED}&at=pretraining:20`)
    await waitForClock(browser, 'step 20 Paused')
    for (const step of [30, 40]) {
      await pressNamed(browser, 'Take 10 steps')
      await waitForClock(browser, `step ${step} Paused`)
    }
    expect(await clockWords(browser)).toBe('Pretraining step 40 Paused')
  })
}

const describeControls = (visit: () => Visit): void => {
  it('moves a slider by mouse and by keys', async () => {
    const { browser } = visit()
    const valueOf = async () => Number((await sliderThere(browser, 'Rescaling factor')).value)
    const { handle, middle } = await sliderThere(browser, 'Rescaling factor')
    await browser.drag(handle, middle)
    // c goes from 1e-4 to 10: its middle is 10^-1.5; the hand and the handle are some pixels wide.
    expect(Math.abs(Math.log10(await valueOf()) + 1.5)).toBeLessThan(0.1)
    await browser.press(KEYS.End)
    expect(await valueOf()).toBe(10)
    await browser.press(KEYS.Home)
    expect(await valueOf()).toBe(1e-4)
    await browser.press(KEYS.ArrowRight)
    expect(await valueOf()).toBeGreaterThan(1e-4)
    expect(await valueOf()).toBeLessThan(1.5e-4)
  })
}

const describeFigures = (visit: () => Visit): void => {
  it.each([
    ['How much to keep', '24 seeds, 1 to 24.'],
    ['Where each regime lies', '8 seeds, 1 to 8.'],
  ])('fills “%s”', async (title, complete) => {
    // Before the last seed is in, "so far" or the like stands in place of the stop.
    await expect
      .poll(() => descriptionOf(visit().browser, title), { timeout: 150_000 })
      .toContain(complete)
  })

  it('saves pictures and numbers that can be read', async () => {
    const { browser } = visit()
    await pressNamed(browser, SPECTRUM_MENU)
    const svg = (await savedBy(browser, 'Save as SVG', 'svg')).toString('utf8')
    const png = await savedBy(browser, 'Save as PNG', 'png')
    const rows = rowsOf(await savedBy(browser, SAVE_NUMBERS, 'csv'))
    const { isBroken, paths } = await browser.run((text) => {
      const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml')
      return {
        isBroken: documentElement.querySelector('parsererror') !== null,
        paths: documentElement.querySelectorAll('path').length,
      }
    }, svg)
    expect(isBroken).toBe(false)
    expect(paths).toBeGreaterThan(0)
    // PNG specification: the signature, and the width in bytes 16 to 19 of IHDR.
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
    expect(png.readUInt32BE(16)).toBeGreaterThan(500)
    // The heads, and each of 50 features.
    expect(rows).toHaveLength(51)
    await expectQuietThere(visit())
  })
}

const describeOtherPages = (visit: () => Visit): void => {
  it.each(['index', 'present', 'teach'])('%s.html opens, and is silent', async (page) => {
    const { browser, sites } = visit()
    await browser.open(sites.address(`${page}.html`))
    await browser.waitFor(() => document.querySelector('#root button') !== null)
    await expectQuietThere(visit())
  })
}

const describeOffline = (visit: () => Visit): void => {
  it('shows every page on a second visit without a network, and trains', async () => {
    const { browser, sites } = visit()
    await browser.open(sites.keptAddress('play.html'))
    await browser.waitFor(() => navigator.serviceWorker.controller !== null)
    await sites.cut()
    for (const page of ['index', 'present', 'teach', 'embed', 'play']) {
      await browser.open(sites.keptAddress(`${page}.html#${TRAINED}`))
      await browser.waitFor(() => document.querySelector('#root > *') !== null)
    }
    await pressNamed(browser, 'Play again')
    await waitForButton(browser, 'Play again')
    await waitForClock(browser, 'All converged.')
  })
}

const describePages = (start: () => Promise<EngineBrowser>): void => {
  let opened: Visit | undefined
  const visit = (): Visit => {
    if (opened === undefined) throw new Error('The browser starts with the first test.')
    return opened
  }
  beforeAll(async () => {
    const sites = await openWatchedSites()
    opened = { sites, browser: await start() }
  })
  afterAll(() => Promise.all([opened?.browser.close(), opened?.sites.close()]))

  describeTraining(visit)
  describeControls(visit)
  describeFigures(visit)
  describeOtherPages(visit)
  describeEmbedding(visit, TRAINED)
  describeOffline(visit)
}

/** @param start Starts the browser; called once. `null`: there is none, and its tests are skipped. */
export const describeSmoke = (name: string, start: (() => Promise<EngineBrowser>) | null): void => {
  describe.skipIf(start === null)(name, { timeout: LONGEST_TEST }, () => {
    describePages(() => start?.() ?? Promise.reject(new Error('There is no browser.')))
  })
}
