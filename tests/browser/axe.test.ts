import { describe, expect, it } from 'vitest'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'

const session = browserSession()

describe('axeViolations(page)', () => {
  it('finds a picture without a name', async () => {
    const page = await session.openHarness()
    await page.evaluate(() => document.body.append(document.createElement('img')))
    const rules = (await axeViolations(page)).map(({ rule }) => rule)
    expect(rules).toContain('image-alt')
  })
})
