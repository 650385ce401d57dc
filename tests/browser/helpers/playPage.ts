/** What a reader of the Play page sees and uses, found by role and name as a screen reader would. */
import type { Locator, Page, Worker } from 'playwright-core'
import { expect } from 'vitest'

/** A run that plain JavaScript, which always gives the same bits, ends within a second. */
export const QUICK = 'v=1&engine=cpu&inputDim=50&auxSamples=64'

export const transport = (page: Page): Locator =>
  page.getByRole('region', { name: 'Training', exact: true })

const clock = (page: Page): Locator =>
  transport(page).getByText(/^(Pretraining|Main task)\W*step [\d,]+/)

interface Clock {
  stage: string
  step: number
  /** Why the clock stands where it stands. */
  state: string
}

const numberFromText = (text: string): number => Number(text.replaceAll(',', ''))

export const readClock = async (page: Page): Promise<Clock> => {
  const text = (await clock(page).textContent()) ?? ''
  const [, stage = '', step = '', state = ''] =
    /^(Pretraining|Main task)\W*step ([\d,]+)\W*(.*)$/.exec(text) ?? []
  return { stage, step: numberFromText(step), state }
}

/** Resolves once the clock says these words. */
export const waitForClock = (page: Page, words: RegExp): Promise<void> =>
  clock(page).filter({ hasText: words }).waitFor()

/** What the clock says once a run has ended by itself. */
const ENDED = /(All|Ended).*\.$/

export const waitForEnd = (page: Page): Promise<void> => waitForClock(page, ENDED)

/** The threads that are open to train; never more than one. */
export const trainingThreads = (page: Page): Worker[] =>
  page.workers().filter((worker) => worker.url().includes('trainer'))

/** Presses Play, or Play again. */
export const play = (page: Page): Promise<void> =>
  transport(page).getByRole('button', { name: /^Play/ }).click()

export const pause = async (page: Page): Promise<void> => {
  await transport(page).getByRole('button', { name: 'Pause' }).click()
  await waitForClock(page, /Paused/)
}

export const choosePace = (page: Page, pace: string): Promise<void> =>
  // The radio button itself is hidden under its label, which is what is clicked.
  transport(page).getByRole('radio', { name: pace }).check({ force: true })

/** The status strip: engine, precision, learning rates, seeds. */
export const statusStrip = (page: Page): Locator => page.getByRole('contentinfo')

/** The texts of one network's row of measured numbers, by the heads of their columns. */
export const readMeasured = async (
  page: Page,
  network: string,
): Promise<Record<string, string>> => {
  const table = page.getByRole('region', { name: 'Measured numbers' }).getByRole('table')
  // Its code comes after the first picture.
  await table.waitFor()
  const heads = await table.locator('thead tr').last().getByRole('columnheader').allTextContents()
  const row = table.getByRole('row').filter({
    has: page.getByRole('rowheader', { name: network, exact: true }),
  })
  const cells = await row.locator('th, td').allTextContents()
  return Object.fromEntries(heads.map((head, index) => [head, cells[index] ?? '']))
}

/** All measured numbers as one text, to compare two pages. */
export const readAllMeasured = (page: Page): Promise<string> =>
  page.getByRole('region', { name: 'Measured numbers' }).getByRole('table').innerText()

/**
 * Resolves once the page shows these numbers. The words of the clock alone could still be those of
 * the run before: a new one may end between two looks at it.
 */
export const expectMeasured = (page: Page, numbers: string): Promise<void> =>
  expect.poll(() => readAllMeasured(page)).toBe(numbers)

/** All measured numbers, once the run that is under way has ended. */
export const numbersOf = async (page: Page): Promise<string> => {
  await waitForEnd(page)
  await page
    .getByRole('region', { name: 'Measured numbers' })
    .filter({ hasNotText: /waiting|in training/ })
    .waitFor()
  return readAllMeasured(page)
}

/** The number that a text such as "1.9·10−5", "10−8" or "18,399" sets. */
export const numberOf = (text: string): number => {
  const plain = text.trim().replaceAll('−', '-')
  return numberFromText(plain.replace('·10', 'e').replace(/^10(?=-)/, '1e'))
}

/** A control's slider; its name may end with a symbol such as "alpha" or "eta 1". */
export const slider = (page: Page, label: string): Locator =>
  page.getByRole('slider', { name: new RegExp(`^${label}( \\p{L}+( [\\dp])?)?$`, 'u') })

export const exactValue = (page: Page, label: string): Locator =>
  page.getByRole('textbox', { name: `${label}, exact value`, exact: true })

/** Opens another link in the page that is open, as an edited address does. */
export const openLink = (page: Page, link: string): Promise<void> =>
  page.evaluate((hash) => {
    window.location.hash = hash
  }, link)

/** The messages that are shown above the page. */
export const notices = (page: Page): Locator =>
  page.getByRole('status').filter({ has: page.getByRole('button', { name: 'Dismiss' }) })
