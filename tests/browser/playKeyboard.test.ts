import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { CONTROLS, NUMBER_FIELDS, type NumberField } from '../../src/protocol/controls.ts'
import { readLink } from '../../src/protocol/link.ts'
import { isUsed } from '../../src/protocol/networks.ts'
import { PRESETS } from '../../src/protocol/presets.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { tabThrough } from './helpers/focus.ts'
import {
  exactValue,
  QUICK,
  readAllMeasured,
  readClock,
  slider,
  statusStrip,
  waitForClock,
  waitForEnd,
} from './helpers/playPage.ts'

const session = browserSession()

const specOf = (page: Page): RunSpec => readLink(new URL(page.url()).hash).spec

/** Resolves once the address says so; it is written shortly after a change. */
const waitForSpec = (page: Page, isThere: (spec: RunSpec) => boolean): Promise<void> =>
  page.waitForURL((address) => isThere(readLink(address.hash).spec))

/** Everything but seeds, which are typed. */
const SLIDERS = NUMBER_FIELDS.filter(
  (field) => !field.endsWith('Seed') && isUsed('diagonal', field),
)

const valueOf = async (place: Locator): Promise<number> =>
  Number((await place.getAttribute('aria-valuetext')) ?? NaN)

const press = async (page: Page, field: NumberField): Promise<number> => {
  const place = slider(page, CONTROLS[field].label)
  const before = await valueOf(place)
  // At the right end only the other direction is open.
  await place.press((await place.inputValue()) === '1' ? 'ArrowLeft' : 'ArrowRight')
  const after = await valueOf(place)
  expect(after, field).not.toBe(before)
  return after
}

describe('the page by keyboard', () => {
  it('reaches every control with Tab, and shows where the focus is', async () => {
    const page = await session.open(`#${QUICK}&more=true&readoutTied=false`)
    await waitForEnd(page)
    const { missed, unmarked, count } = await tabThrough(page)
    // 17 sliders with their fields alone are more than this.
    expect(count).toBeGreaterThan(40)
    expect(missed).toEqual([])
    expect(unmarked).toEqual([])
    const rescale = slider(page, 'Rescaling factor')
    const without = await rescale.screenshot()
    await rescale.focus()
    expect((await rescale.screenshot()).equals(without)).toBe(false)
  })

  it('moves every slider with an arrow key, and the link with it', async () => {
    const page = await session.open(`#${QUICK}&more=true&readoutTied=false`)
    const values = new Map<NumberField, number>()
    for (const field of SLIDERS) values.set(field, await press(page, field))
    await waitForSpec(page, (spec) => SLIDERS.every((field) => spec[field] === values.get(field)))
    await waitForEnd(page)
    await expectQuiet(page)
  })

  it('takes exact values, refuses what is no number, and goes back to the default', async () => {
    const page = await session.open(`#${QUICK}`)
    const field = exactValue(page, 'Rescaling factor')
    await field.fill('1e-3')
    await field.press('Enter')
    expect(await field.inputValue()).toBe('0.001')
    await field.fill('1/8')
    await field.press('Enter')
    expect(await field.inputValue()).toBe('0.125')
    await waitForSpec(page, ({ rescale }) => rescale === 0.125)
    await field.fill('much')
    await field.press('Enter')
    const message = page.getByText('“much” cannot be read')
    await message.waitFor()
    expect(await field.inputValue()).toBe('0.125')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    await field.fill('11')
    await field.press('Tab')
    await page.getByText('11 is outside the range from 1e-4 to 10. Kept 0.125.').waitFor()
    expect(specOf(page).rescale).toBe(0.125)
    await slider(page, 'Rescaling factor').dblclick()
    await waitForSpec(page, ({ rescale }) => rescale === CONTROLS.rescale.initial)
    expect(await message.count()).toBe(0)
  })

  it('chooses methods and presets', async () => {
    const page = await session.open(`#${QUICK}&more=true`)
    await waitForEnd(page)
    const method = (name: RegExp): Locator => page.getByRole('checkbox', { name })
    await method(/^Pretrained, probe/).press('Space')
    await waitForSpec(page, ({ methods }) => methods.includes('finetuneProbe'))
    await waitForEnd(page)
    expect(await readAllMeasured(page)).toContain('Pretrained, probe')
    for (const name of [/^Pretrained, probe/, /^Multi-task/, /^Finetuned/]) {
      await method(name).press('Space')
    }
    expect(await method(/^Single task \(STL\)/).isDisabled()).toBe(true)
    // Nothing pretrains any more: the factor between pretraining and finetuning has no use.
    expect(await slider(page, 'Rescaling factor').isDisabled()).toBe(true)
    for (const { label, spec } of PRESETS.diagonal.toReversed()) {
      await page.getByRole('button', { name: label, exact: true }).press('Enter')
      await page.getByRole('button', { name: label, exact: true, pressed: true }).waitFor()
      await waitForSpec(page, (found) => JSON.stringify(found) === JSON.stringify(spec))
    }
    await expectQuiet(page)
  })

  it('opens and leaves the dialogs, and changes the theme', async () => {
    const page = await session.open()
    for (const name of ['Theme', 'Help']) {
      const button = page.getByRole('button', { name, exact: true })
      await button.press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      if (name === 'Theme') {
        await dialog.getByRole('radio', { name: 'light' }).focus()
        await page.keyboard.press('ArrowRight')
        await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'dark')
        await page.waitForURL(/theme=dark/)
      }
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    }
    await expectQuiet(page)
  })

  it('plays, pauses, steps, resets and draws seeds with Alt and a letter', async () => {
    const page = await session.open(`#${QUICK}&pace=slow&at=main:5`)
    await waitForClock(page, /Paused/)
    await page.keyboard.press('Alt+KeyK')
    await waitForClock(page, /Training/)
    await page.keyboard.press('Alt+KeyK')
    await waitForClock(page, /Paused/)
    const { step } = await readClock(page)
    expect(step).toBeGreaterThanOrEqual(5)
    await page.keyboard.press('Alt+KeyL')
    await waitForClock(page, new RegExp(`^Main task\\W*step ${step + 1}\\D`))
    await page.keyboard.press('Alt+KeyR')
    await waitForClock(page, /^Pretraining\W*step 0\D*Paused/)
    const seeds = await statusStrip(page)
      .getByText(/^data \d+, init \d+$/)
      .textContent()
    expect(seeds).toBe('data 1, init 1')
    await page.keyboard.press('Alt+KeyN')
    await waitForSpec(page, ({ dataSeed, initSeed }) => dataSeed !== 1 && initSeed !== 1)
    const { dataSeed, initSeed } = specOf(page)
    await statusStrip(page).getByText(`data ${dataSeed}, init ${initSeed}`).waitFor()
    await waitForEnd(page)
  })
})
