import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { exactValue, openLink, QUICK, transport, waitForEnd } from './helpers/playPage.ts'

const session = browserSession()

const handle = (page: Page): Locator => page.getByRole('slider', { name: 'Exact trajectory' })
const momentOf = async (page: Page): Promise<string> =>
  (await handle(page).getAttribute('aria-valuetext')) ?? ''
const figure = (page: Page): Locator => page.getByRole('group', { name: 'Feature spectrum' })

/** Resolves once the trajectory is known. */
const waitForTrajectory = (page: Page): Promise<void> =>
  expect.poll(() => momentOf(page)).toMatch(/^(as trained|step)/)

const stepOf = (moment: string): number =>
  Number((/^step ([\d,]+)/.exec(moment)?.[1] ?? 'NaN').replaceAll(',', ''))

/** The length of all stems together, in coloured pixels: grey and ink are neither method's. */
const colouredPixels = (page: Page): Promise<number> =>
  figure(page)
    .locator('canvas')
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return NaN
      const { width, height } = canvas
      // A copy is read: reading the original would change how the browser keeps it.
      const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
      copy?.drawImage(canvas, 0, 0)
      const { data } = copy?.getImageData(0, 0, width, height) ?? { data: [] }
      let count = 0
      for (let index = 0; index < data.length; index += 4) {
        const [red = 0, green = 0, blue = 0] = [data[index], data[index + 1], data[index + 2]]
        if (Math.max(red, green, blue) - Math.min(red, green, blue) > 60) count += 1
      }
      return count
    })

const hashOf = (page: Page): Promise<string> => page.evaluate(() => window.location.hash)

/** Drags the handle to these shares of the axis, one after the other. */
const drag = async (page: Page, shares: readonly number[]): Promise<void> => {
  const box = await handle(page).boundingBox()
  if (box === null) throw new Error('the axis is not shown')
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width - 14, y)
  await page.mouse.down()
  for (const share of shares) await page.mouse.move(box.x + share * box.width, y, { steps: 4 })
  await page.mouse.up()
}

describe('the scrubber', () => {
  it('moves stems and numbers with the hand, and lets go at its right end', async () => {
    const page = await session.open(`#${QUICK}`)
    await waitForEnd(page)
    await waitForTrajectory(page)
    const trained = await colouredPixels(page)
    await drag(page, [0.6, 0.2])
    const early = await momentOf(page)
    expect(stepOf(early)).toBeGreaterThan(1)
    expect(stepOf(early)).toBeLessThan(50)
    const words = `exact flow at step ${stepOf(early).toLocaleString('en')}`
    await figure(page).getByText(words).first().waitFor()
    await figure(page).getByText('as trained: no exact flow').waitFor()
    // Early on, the stems are short.
    await expect.poll(() => colouredPixels(page)).toBeLessThan(0.8 * trained)
    const short = await colouredPixels(page)
    expect(await axeViolations(page)).toEqual([])
    await drag(page, [0.5, 1.2])
    expect(await momentOf(page)).toBe('as trained')
    await expect.poll(() => colouredPixels(page)).toBeGreaterThan(short / 0.8)
    await expect.poll(() => figure(page).getByText('exact flow at step').count()).toBe(0)
    await expectQuiet(page)
  })

  it('is moved by keys, and by the words of what happens', async () => {
    const page = await session.open(`#${QUICK}`)
    await waitForTrajectory(page)
    await handle(page).press('Home')
    expect(stepOf(await momentOf(page))).toBe(0)
    await handle(page).press('PageUp')
    await handle(page).press('PageUp')
    await handle(page).press('ArrowRight')
    expect(stepOf(await momentOf(page))).toBe(12) // 10 · 10^(1/16) = 11.5
    const words = page.getByRole('button', { name: /^Finetuned: .*converged, step/ })
    await words.click()
    expect(await momentOf(page)).toMatch(/finetuned: converged/)
    await handle(page).press('Escape')
    expect(await momentOf(page)).toBe('as trained')
    await expectQuiet(page)
  })

  it('plays on its own, pauses, and plays backwards to the start', async () => {
    const page = await session.open(`#${QUICK}&exactAt=30`)
    await waitForTrajectory(page)
    await page.getByRole('button', { name: 'Play the exact trajectory', exact: true }).click()
    await expect.poll(async () => stepOf(await momentOf(page))).toBeGreaterThan(100)
    await page.getByRole('button', { name: 'Pause the exact trajectory' }).click()
    const paused = await momentOf(page)
    expect(stepOf(paused)).toBeGreaterThan(100)
    await page.getByRole('button', { name: 'Play the exact trajectory backwards' }).click()
    await expect.poll(async () => stepOf(await momentOf(page))).toBe(0)
    await page.getByRole('button', { name: 'Play the exact trajectory backwards' }).waitFor()
    await expectQuiet(page)
  })

  it('stands in the link, which brings it back, and gives way to training and to other settings', async () => {
    const page = await session.open(`#${QUICK}`)
    await waitForEnd(page)
    await waitForTrajectory(page)
    await drag(page, [0.35])
    const moment = await momentOf(page)
    await expect.poll(() => hashOf(page)).toContain(`exactAt=${String(stepOf(moment))}`)
    const other = await session.open(await hashOf(page))
    await waitForTrajectory(other)
    expect(await momentOf(other)).toBe(moment)
    await waitForEnd(other)
    await figure(other).getByText('exact flow at step').first().waitFor()
    expect(await momentOf(other)).toBe(moment)

    await transport(other).getByRole('button', { name: 'Play again' }).click()
    expect(await momentOf(other)).toBe('as trained')
    await exactValue(page, 'Rescaling factor').fill('0.5')
    await exactValue(page, 'Rescaling factor').press('Enter')
    await waitForTrajectory(page)
    expect(await momentOf(page)).toBe('as trained')
    await expect.poll(() => hashOf(page)).not.toContain('exactAt')
    await openLink(page, `${QUICK}&methods=multiTask`)
    await page.getByText('None of the chosen methods has an exact trajectory to scrub.').waitFor()
    await expectQuiet(page)
  })

  it.each([
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ])('shows picture and handle together at $width × $height', async (size) => {
    const page = await session.open('', size)
    await waitForTrajectory(page)
    // What comes later may still push the picture down.
    await page.waitForLoadState('networkidle')
    if (size.width < 600) await handle(page).evaluate((slider) => slider.scrollIntoView(false))
    const slider = await handle(page).boundingBox()
    const picture = await figure(page).locator('canvas').boundingBox()
    if (slider === null || picture === null) throw new Error('not shown')
    expect(slider.y).toBeGreaterThanOrEqual(0)
    // Scrolling ends on whole device pixels, layout does not.
    expect(slider.y + slider.height).toBeLessThan(size.height + 1)
    // On a phone the last rows must be seen, below the slider that stays on top.
    const [top, bottom] = size.width < 600 ? [-0.35 * picture.height, size.height] : [0, 870]
    expect(picture.y).toBeGreaterThanOrEqual(top)
    expect(picture.y + picture.height).toBeLessThanOrEqual(bottom)
    await expectQuiet(page)
  })
})
