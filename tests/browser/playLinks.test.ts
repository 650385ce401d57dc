import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { sampleBadLinks } from './helpers/badLinks.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import {
  exactValue,
  expectMeasured,
  notices,
  numbersOf,
  openLink,
  QUICK,
  readAllMeasured,
  readClock,
  slider,
  waitForClock,
  waitForEnd,
} from './helpers/playPage.ts'

const session = browserSession()

/** What Copy link puts on the clipboard. */
const copyLink = async (page: Page): Promise<string> => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy link' }).click()
  await page.getByText('The link was copied.').waitFor({ state: 'attached' })
  return page.evaluate(() => navigator.clipboard.readText())
}

/** Words that only a programmer knows, outside of what a message quotes from the link. */
const programmersWords = async (page: Page): Promise<string[]> => {
  const text = (await page.locator('body').textContent()) ?? ''
  return text.replaceAll(/“[^”]*”?/g, '').match(/NaN|undefined|Infinity|\[object/g) ?? []
}

describe('links', () => {
  it('bring back a state that was copied, paused part of the way', async () => {
    const page = await session.open(
      `#${QUICK}&rescale=0.1&overlap=2&methods=singleTask.finetune&more=true&theme=dark&feature=7&pace=slow&at=main:40`,
    )
    await waitForClock(page, /Paused/)
    await page.getByRole('button', { name: 'Take 10 steps' }).click()
    await waitForClock(page, /step 50\D/)
    const link = new URL(await copyLink(page))
    const other = await session.open(link.hash)
    await waitForClock(other, /Paused/)
    expect(await readClock(other)).toEqual({ stage: 'Main task', step: 50, state: 'Paused' })
    await expectMeasured(other, await readAllMeasured(page))
    expect(await exactValue(other, 'Rescaling factor').inputValue()).toBe('0.1')
    expect(await exactValue(other, 'Task overlap').inputValue()).toBe('2')
    const readOut = (one: Page) =>
      one.getByRole('slider', { name: 'Feature to read' }).getAttribute('aria-valuetext')
    expect(await readOut(page)).toMatch(/\d/)
    expect(await readOut(other)).toBe(await readOut(page))
    expect(await copyLink(other)).toBe(link.href)
    await expectQuiet(other)
  })

  it('are shown to be copied by hand where the browser forbids copying', async () => {
    const page = await session.open(`#${QUICK}&rescale=0.5`)
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))
    })
    const button = page.getByRole('button', { name: 'Copy link' })
    await button.press('Enter')
    const text = page.getByRole('dialog').getByRole('textbox')
    expect(await text.inputValue()).toMatch(/#v=1&.*rescale=0\.5/)
    await page.keyboard.press('Escape')
    await text.waitFor({ state: 'hidden' })
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    await expectQuiet(page)
  })

  it('change the page when the address is edited', async () => {
    const page = await session.open(`#${QUICK}`)
    const before = await numbersOf(page)
    const unscaled = await numbersOf(await session.open(`#${QUICK}&rescale=1`))
    expect(unscaled).not.toBe(before)
    await openLink(page, `${QUICK}&rescale=1&theme=projector`)
    await expectMeasured(page, unscaled)
    expect(await slider(page, 'Rescaling factor').getAttribute('aria-valuetext')).toBe('1')
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('projector')
    await openLink(page, `${QUICK}&rescale=1&theme=projector&at=pretraining:3`)
    await waitForClock(page, /^Pretraining\W*step 3\D*Paused/)
    await openLink(page, `${QUICK}&rescale=1`)
    await expectMeasured(page, unscaled)
    await openLink(page, QUICK)
    await expectMeasured(page, before)
    await expectQuiet(page)
  })

  it('with mistakes name each of them, and never break the page', async () => {
    const page = await session.open(`#${QUICK}`)
    const links = sampleBadLinks(60)
    for (const [index, { text, messages }] of links.entries()) {
      // Every tenth opens the page anew, as another query makes sure.
      if (index % 10 === 0) await page.goto(new URL(`?${index}#${text}`, page.url()).href)
      else await openLink(page, text)
      for (const message of messages) {
        await notices(page).getByText(message).first().waitFor()
      }
      expect(await programmersWords(page), text).toEqual([])
    }
    await openLink(page, QUICK)
    await waitForEnd(page)
    expect(await notices(page).count()).toBe(0)
    expect(await programmersWords(page)).toEqual([])
    await expectQuiet(page)
  })
})
