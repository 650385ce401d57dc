import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import {
  exactValue,
  expectMeasured,
  numbersOf,
  openLink,
  readAllMeasured,
  waitForEnd,
} from './helpers/playPage.ts'

const session = browserSession()

/** A run of small ReLU networks that plain JavaScript ends within seconds. */
const QUICK_RELU =
  'v=1&network=relu&engine=cpu&inputDim=6&auxActive=2&hiddenWidth=50&auxSamples=64&mainSamples=24&stopLoss=1e-3&stepLimit=2000'

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
const THEMES = ['light', 'dark', 'projector']

const FIGURES = [
  'Feature spectrum',
  'Where the hidden units point',
  'Dimensions of the hidden activations',
  'Clusters of unit directions',
  'What a hidden unit costs',
  'Errors of trained and of lazy methods',
]

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** Brings the figures that compute in view, one after the other, until they have answered. */
const readDown = async (page: Page): Promise<{ structure: string; baselines: string }> => {
  const told = async (name: string, words: RegExp): Promise<string> => {
    await section(page, name).scrollIntoViewIfNeeded()
    const sentence = section(page, name).getByRole('status').filter({ hasText: words })
    await sentence.waitFor()
    return (await sentence.textContent()) ?? ''
  }
  return {
    structure: await told('How many directions are in use', /dimensions/),
    baselines: await told('What features that stand still reach', /the better is/),
  }
}

const chooseNetwork = (page: Page, name: string): Promise<void> =>
  page
    .getByRole('group', { name: 'Network', exact: true })
    // The radio button itself is hidden under its label, which is what is clicked.
    .getByRole('radio', { name })
    .check({ force: true })

describe.each(SIZES)('the page of ReLU networks at $width × $height', (size) => {
  it('shows every figure, in which axe finds no fault in any theme', async () => {
    const page = await session.open(`#${QUICK_RELU}&more=true`, size)
    await waitForEnd(page)
    const { structure, baselines } = await readDown(page)
    expect(structure).toMatch(/^Finetuning .*\d\.\d/)
    expect(baselines).toMatch(/finetuning/)
    for (const name of FIGURES) {
      const described = await page.getByRole('group', { name }).evaluate((element) => {
        const id = element.getAttribute('aria-describedby') ?? ''
        return document.getElementById(id)?.textContent ?? ''
      })
      expect(described, name).toMatch(/\d/)
    }
    for (const theme of THEMES) {
      await openLink(page, `${QUICK_RELU}&more=true&theme=${theme}`)
      await page.waitForFunction(
        (name) => document.documentElement.dataset['theme'] === name,
        theme,
      )
      const found = await axeViolations(page, { rules: theme === 'light' ? 'all' : 'colours' })
      expect(found, theme).toEqual([])
    }
    const sideways = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
    expect(sideways).toBe(0)
    await expectQuiet(page)
  })
})

describe('the choice of network', () => {
  it('finds the settings of each again, with its own figures and numbers', async () => {
    const page = await session.open(`#${QUICK_RELU}&rescale=0.5`)
    const numbers = await numbersOf(page)
    await chooseNetwork(page, 'Diagonal linear')
    await section(page, 'Which penalty, which feature').waitFor()
    expect(await section(page, 'Where the hidden units point').count()).toBe(0)
    await exactValue(page, 'Rescaling factor').fill('0.02')
    await exactValue(page, 'Rescaling factor').press('Enter')
    await chooseNetwork(page, 'ReLU')
    await section(page, 'Where the hidden units point').waitFor()
    expect(await exactValue(page, 'Rescaling factor').inputValue()).toBe('0.5')
    // Plain JavaScript gives the same bits for the same settings.
    await expectMeasured(page, numbers)
    await chooseNetwork(page, 'Diagonal linear')
    await expect.poll(() => exactValue(page, 'Rescaling factor').inputValue()).toBe('0.02')
    await expectQuiet(page)
  })

  it('is in the link, with everything else that was set', async () => {
    const page = await session.open(`#${QUICK_RELU}&featureCorrelation=0.9&featureMagnitude=2`)
    const numbers = await numbersOf(page)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByText('The link was copied.').waitFor({ state: 'attached' })
    const link = await page.evaluate(() => navigator.clipboard.readText())
    const other = await session.open(new URL(link).hash)
    await numbersOf(other)
    await expectMeasured(other, numbers)
    expect(await readAllMeasured(page)).toBe(numbers)
    expect(await exactValue(other, 'Feature correlation').inputValue()).toBe('0.9')
    await expectQuiet(other)
  })
})
