import { describe, expect, it } from 'vitest'
import { browserSession } from './helpers/browserSession.ts'
import { watchTexts } from './helpers/watching.ts'

const session = browserSession()

describe('watchTexts(page)', () => {
  it('finds what was shown for a moment only, and what a screen reader was told', async () => {
    const page = await session.openHarness()
    const watch = await watchTexts(page)
    await page.evaluate(async () => {
      const shown = document.createElement('p')
      shown.setAttribute('role', 'status')
      shown.textContent = 'all is well'
      document.body.append(shown)
      await new Promise(requestAnimationFrame)
      shown.setAttribute('aria-valuetext', 'NaN steps')
      await new Promise(requestAnimationFrame)
      shown.textContent = 'undefined'
      await new Promise(requestAnimationFrame)
      shown.removeAttribute('aria-valuetext')
      shown.textContent = 'well again'
    })
    const { texts, announcements } = await watch.end()
    expect(texts).toEqual(['NaN steps', expect.stringContaining('undefined')])
    expect(announcements).toEqual(['undefined', 'well again'])
  })
})
