import { describe, expect, it } from 'vitest'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'

const session = browserSession()

describe('the built page, served from a sub-path', () => {
  it('opens without console output, foreign requests or breaches of its policy', async () => {
    const page = await session.open()
    await page.waitForLoadState('networkidle')
    await expect(page.title()).resolves.toBe('Regimes of Reuse')
    await expectQuiet(page)
  })

  it.each(['light', 'dark'] as const)('has no fault that axe can find, %s', async (colorScheme) => {
    const page = await session.open('', { colorScheme, reducedMotion: 'reduce' })
    await expect(axeViolations(page)).resolves.toEqual([])
  })

  it.each([390, 1440])('never scrolls sideways, %i px wide', async (width) => {
    const page = await session.open('', { width, height: 844 })
    await page.evaluate(() => document.fonts.ready)
    const { content, window } = await page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      window: document.documentElement.clientWidth,
    }))
    expect(content).toBe(window)
  })
})
