import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { exactValue, openLink, QUICK } from './helpers/playPage.ts'

const session = browserSession()

const TITLE = 'How much to keep'

const optimal = (page: Page) => page.getByRole('button', { name: 'optimal', exact: true })

const descriptionOf = (page: Page): Promise<string> =>
  page.getByRole('group', { name: TITLE }).evaluate((element) => {
    const id = element.getAttribute('aria-describedby') ?? ''
    return document.getElementById(id)?.textContent ?? ''
  })

const computeThreads = (page: Page): number =>
  page.workers().filter((worker) => worker.url().includes('compute')).length

describe('the rescaling ladder', () => {
  it('fills in once it is in view, leads to the optimal c, and has no fault that axe can find', async () => {
    const page = await session.open(`#${QUICK}&rescale=1`)
    await page.getByRole('heading', { name: TITLE }).scrollIntoViewIfNeeded()
    const chart = page.getByRole('group', { name: TITLE })
    await chart.scrollIntoViewIfNeeded()
    await optimal(page).waitFor()
    expect(computeThreads(page)).toBeGreaterThan(0)
    const description = await descriptionOf(page)
    expect(description).toContain('24 seeds, 1 to 24.')
    const [, best = ''] = /Least: at c = ([\d.]+)/.exec(description) ?? []
    expect(Number(best)).toBeGreaterThan(0)
    expect(await axeViolations(page)).toEqual([])

    await optimal(page).click()
    expect(Number(await exactValue(page, 'Rescaling factor').inputValue())).toBe(Number(best))
    await expect(descriptionOf(page)).resolves.toContain('24 seeds, 1 to 24.')

    await chart.getByRole('slider').focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    expect(await exactValue(page, 'Rescaling factor').inputValue()).toBe('10')
    await expectQuiet(page)
  })

  it('shows nothing of other settings once they have changed', async () => {
    const page = await session.open(`#${QUICK}`)
    await page.getByRole('group', { name: TITLE }).scrollIntoViewIfNeeded()
    await optimal(page).waitFor()
    await openLink(page, `${QUICK}&dataSeed=500`)
    await expect.poll(() => descriptionOf(page)).toContain('24 seeds, 500 to 523')
    await optimal(page).waitFor()
    await expect(descriptionOf(page)).resolves.toContain('24 seeds, 500 to 523.')
    await expectQuiet(page)
  })
})
