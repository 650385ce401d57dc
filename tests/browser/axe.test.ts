import { describe, expect, it } from 'vitest'
import { axeViolations, type AxeScope } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'

const session = browserSession()

describe('axeViolations(page)', () => {
  it('finds a picture without a name, and grey on grey; in further themes only the latter', async () => {
    const page = await session.openHarness()
    await page.evaluate(() => {
      const [picture, grey] = [document.createElement('img'), document.createElement('p')]
      grey.textContent = 'hardly to be read'
      grey.style.cssText = 'color: #777; background: #666'
      const part = document.createElement('section')
      part.append(grey)
      document.body.append(picture, part)
    })
    const rules = async (scope?: AxeScope): Promise<string[]> =>
      (await axeViolations(page, scope)).map(({ rule }) => rule)
    expect(await rules()).toEqual(expect.arrayContaining(['image-alt', 'color-contrast']))
    expect(await rules({ rules: 'colours' })).toEqual(['color-contrast'])
    expect(await rules({ rules: 'structure' })).toContain('image-alt')
    expect(await rules({ rules: 'structure' })).not.toContain('color-contrast')
    expect(await rules({ within: 'section' })).toContain('color-contrast')
    expect(await rules({ within: 'section' })).not.toContain('image-alt')
  })
})
