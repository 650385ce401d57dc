/**
 * Each page in a browser that translates it, keeps nothing for it and gives it no clipboard: it goes
 * on, says what does not work, and shows what it cannot copy.
 */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { PREDICTION_IDS } from '../../src/protocol/predictions.ts'
import { browserSession } from './helpers/browserSession.ts'
import { expectQuiet } from './helpers/expectQuiet.ts'
import { QUICK, slider } from './helpers/playPage.ts'

const session = browserSession()

/** Every question skipped, so that no figure is covered. */
const SKIPPED = `answers=${encodeURIComponent(`1~${PREDICTION_IDS.map((id) => `${id}.skip`).join('~')}`)}`

/** What browsers do where a reader forbids all storage, and over plain http. */
const refuse = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    const refused = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(globalThis, name, { get: refused })
    }
    const writeText = () => Promise.reject(new DOMException('Denied.', 'NotAllowedError'))
    Object.defineProperty(navigator, 'clipboard', { value: { writeText } })
  })
}

/** Takes every text out and puts two font elements with the same words in its place. */
const translate = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode()) {
      const text = walker.currentNode as Text
      const isLeftAlone = text.parentElement?.closest('script, style, svg, textarea') !== null
      if (!isLeftAlone && text.data.trim() !== '') texts.push(text)
    }
    for (const text of texts) {
      const [outer, inner] = ['font', 'font'].map((name) => document.createElement(name))
      if (outer === undefined || inner === undefined) continue
      inner.append(text.data)
      outer.append(inner)
      text.replaceWith(outer)
    }
    return texts.length
  })

/** Moves a slider, which says so. */
const moveSlider = async (page: Page): Promise<void> => {
  const rescale = slider(page, 'Rescaling factor').first()
  await rescale.focus()
  const before = await rescale.getAttribute('aria-valuetext')
  for (let press = 0; press < 5; press += 1) await rescale.press('ArrowRight')
  await expect.poll(() => rescale.getAttribute('aria-valuetext')).not.toBe(before)
}

const copyByHand = async (page: Page, button: RegExp): Promise<void> => {
  await page.getByRole('button', { name: button }).first().click()
  const dialog = page.getByRole('dialog', { name: 'To be copied by hand' })
  await dialog.waitFor()
  await expect.poll(() => dialog.getByRole('textbox').inputValue()).toMatch(/\w/)
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
}

interface Visit {
  address: string
  act: (page: Page) => Promise<void>
}

const VISITS: Readonly<Record<string, Visit>> = {
  article: {
    address: `#v=1&${SKIPPED}`,
    act: async (page) => {
      await moveSlider(page)
      await copyByHand(page, /copy link/i)
    },
  },
  playground: {
    address: `play.html#${QUICK}`,
    act: async (page) => {
      await moveSlider(page)
      await page.getByRole('button', { name: /new seeds/i }).click()
      await expect.poll(() => page.url()).toContain('dataSeed=')
      await copyByHand(page, /copy link/i)
    },
  },
  'figure in another page': {
    address: `embed.html#figure=spectrum&controls=rescale&${QUICK}`,
    act: moveSlider,
  },
  slides: {
    address: 'present.html#slide=keep&revealed=true',
    act: async (page) => {
      await moveSlider(page)
      await page.keyboard.press('Escape')
      await page.keyboard.press('PageDown')
      await expect.poll(() => page.url()).toContain('slide=solve')
      await page.keyboard.press('PageUp')
      await expect.poll(() => page.url()).toContain('slide=keep')
      await page.keyboard.press('Space')
      await slider(page, 'Rescaling factor').waitFor()
    },
  },
  'teacher’s page': {
    address: 'teach.html#classCode=RICH7',
    act: (page) => copyByHand(page, /copy/i),
  },
}

describe('a page that is translated, refused all storage and the clipboard', () => {
  it.each(Object.entries(VISITS))('goes on: %s', async (_, { address, act }) => {
    const page = await session.openSite(address, { prepare: refuse })
    await page.locator('main').first().waitFor()
    expect(await translate(page)).toBeGreaterThan(5)
    await act(page)
    // What is new may be translated again, and goes on again.
    await translate(page)
    await act(page)
    await expect(page.getByText(/could not be shown/i).count()).resolves.toBe(0)
    await expectQuiet(page)
  })
})
