import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { exactValue, QUICK } from './helpers/playPage.ts'

const session = browserSession()

const TITLE = 'Where each regime lies'

const chart = (page: Page) => page.getByRole('group', { name: TITLE })

const descriptionOf = (page: Page): Promise<string> =>
  chart(page).evaluate((element) => {
    const id = element.getAttribute('aria-describedby') ?? ''
    return document.getElementById(id)?.textContent ?? ''
  })

describe('the regime map', () => {
  it('fills in once it is in view, and has no fault that axe can find', async () => {
    const page = await session.open(`#${QUICK}&quantity=regime`)
    await chart(page).scrollIntoViewIfNeeded()
    // Complete: only seeds are left to tell.
    await expect.poll(() => descriptionOf(page)).toContain('8 seeds, 1 to 8.')
    await expect(descriptionOf(page)).resolves.toMatch(/(nested|broad|lazy|little reuse) in \d+ %/)
    expect(await axeViolations(page)).toEqual([])
    await expectQuiet(page)
  })

  it('leads to the run of a cell by pointer and by keys', async () => {
    const page = await session.open(`#${QUICK}`)
    await chart(page).scrollIntoViewIfNeeded()
    const cells = chart(page).getByRole('slider')
    const box = await cells.boundingBox()
    if (box === null) throw new Error('no map')
    // The lower right corner: the largest c, the smallest overlap.
    await cells.click({ position: { x: box.width - 3, y: box.height - 3 } })
    expect(await exactValue(page, 'Rescaling factor').inputValue()).toBe('10')
    expect(await exactValue(page, 'Task overlap').inputValue()).toBe('0')
    await cells.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    expect(await exactValue(page, 'Rescaling factor').inputValue()).toBe('0.001')
    await expectQuiet(page)
  })
})
