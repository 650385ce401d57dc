/** Drawing a prediction by a finger: only a real browser knows which of its moves are scrolling. */
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readAnswers } from '../../src/protocol/answers.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'

const session = browserSession()

interface Place {
  x: number
  y: number
}

/** A finger that goes from one place to another. */
const swipe = async (page: Page, from: Place, to: Place): Promise<void> => {
  const driver = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Place[]) =>
    driver.send('Input.dispatchTouchEvent', { type, touchPoints })
  await touch('touchStart', [from])
  for (let step = 1; step <= 10; step += 1) {
    const share = step / 10
    const [x, y] = [from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)]
    await touch('touchMove', [{ x, y }])
  }
  await touch('touchEnd', [])
  await driver.detach()
}

const boxOf = async (part: Locator) => {
  const box = await part.boundingBox()
  if (box === null) throw new Error('not on the page')
  return box
}

const levelsOf = (question: Locator): Promise<(string | null)[]> =>
  question
    .getByRole('slider')
    .evaluateAll((sliders) => sliders.map((slider) => slider.getAttribute('aria-valuenow')))

describe('a prediction on a phone', () => {
  it('is drawn by a finger that goes along, is scrolled past, and stays in the link', async () => {
    const page = await session.openSite('#nested', { width: 390, height: 800, hasTouch: true })
    const question = page.locator('#nested .prediction')
    const surface = question.locator('.draw-surface')
    await question.getByRole('slider').first().waitFor()
    await surface.scrollIntoViewIfNeeded()
    const { x, y, width, height } = await boxOf(surface)
    const before = await levelsOf(question)
    const low = { x: x + 0.1 * width, y: y + 0.9 * height }
    await swipe(page, low, { x: x + 0.9 * width, y: y + 0.1 * height })
    const drawn = (await levelsOf(question)).map(Number)
    expect(drawn).not.toEqual(before.map(Number))
    expect([...drawn].sort((a, b) => a - b)).toEqual(drawn)

    // A handle goes up and down with the finger; beside the handles the finger scrolls.
    const knob = await boxOf(question.locator('.draw-knob').last())
    const held = { x: knob.x + knob.width / 2, y: knob.y + knob.height / 2 }
    const scrolled = () => page.evaluate(() => window.scrollY)
    const top = await scrolled()
    await swipe(page, held, { x: held.x, y: held.y + 0.5 * height })
    expect(await scrolled()).toBe(top)
    const lowered = await levelsOf(question)
    expect(Number(lowered.at(-1))).toBeLessThan(drawn.at(-1) ?? NaN)
    await swipe(page, { x: x + 0.35 * width, y: y + 0.9 * height }, { x: x + 0.35 * width, y })
    await expect.poll(scrolled).toBeGreaterThan(top)
    expect(await levelsOf(question)).toEqual(lowered)

    await question.getByRole('button', { name: 'Show what happens' }).click()
    await expect.poll(() => question.getByRole('status').innerText()).toContain('furthest off')
    await expect.poll(() => page.url()).toContain('answers=')
    const answers = new URL(page.url()).hash.split('answers=')[1]?.split('&')[0] ?? ''
    expect(readAnswers(decodeURIComponent(answers))).toEqual({
      answers: { nested: { kind: 'curve', levels: lowered.map(Number) } },
      problems: [],
    })
    await expectQuiet(page)
  })
})
