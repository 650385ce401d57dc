/** A figure in pages of another origin: what is said across the frame, and who has the keys. */
import path from 'node:path'
import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { FIGURE_IDS } from '../../src/protocol/figureIds.ts'
import { axeViolations } from './helpers/axe.ts'
import { browserSession } from './helpers/browserSession.ts'
import { sidewaysScroll } from './helpers/layout.ts'
import { logOf } from './helpers/openPage.ts'
import { serveFolders } from './helpers/staticServer.ts'

const session = browserSession()
const root = path.resolve(import.meta.dirname, '../..')

/** A run that plain JavaScript ends within a second. */
const QUICK = 'v=1&engine=cpu&inputDim=50&auxSamples=64'

type Server = Awaited<ReturnType<typeof serveFolders>>
let hosts: Server

beforeAll(async () => {
  hosts = await serveFolders({
    '/hosts/': path.join(root, 'tests/browser/hosts'),
    '/reveal/': path.join(root, 'node_modules/reveal.js/dist'),
  })
})
afterAll(() => hosts.close())

interface Message {
  origin: string
  protocol: string
  version: number
  type: string
  [name: string]: unknown
}

/** What the pages in hosts/ keep for tests. */
interface HostWindow {
  received: Message[]
  pressed: string[]
  tell: (message: unknown) => void
}

const siteFile = (file: string): string => new URL(file, inject('siteUrl')).href

interface HostOptions {
  /** Address of embed.js. */
  helper?: boolean
  isDeck?: boolean
  isSandboxed?: boolean
}

/** A page of another origin around the given address. */
const openHost = (frame: string, options: HostOptions = {}) => {
  const { helper = false, isDeck = false, isSandboxed = false } = options
  const url = new URL('/hosts/host.html', hosts.origin)
  url.searchParams.set('frame', frame)
  if (helper) url.searchParams.set('script', siteFile('embed.js'))
  if (isDeck) url.searchParams.set('deck', '')
  if (isSandboxed) url.searchParams.set('sandbox', '')
  return session.openElsewhere(url.href)
}

/** The figure inside, once it has drawn. */
const figureIn = async (page: Page): Promise<Frame> => {
  const handle = await page.locator('iframe').elementHandle()
  const frame = await handle.contentFrame()
  if (frame === null) throw new Error('The page has no frame.')
  await frame.locator('.chart').first().waitFor()
  return frame
}

const messages = (page: Page, type: string): Promise<Message[]> =>
  page.evaluate(
    (wanted) =>
      (window as unknown as HostWindow).received.filter((message) => message.type === wanted),
    type,
  )

/** The newest message of a type that fits, once it has come. */
const nextMessage = async (
  page: Page,
  type: string,
  fits: (message: Message) => boolean = () => true,
): Promise<Message> => {
  let found: Message | undefined
  await expect
    .poll(async () => {
      found = (await messages(page, type)).findLast(fits)
      return found !== undefined
    })
    .toBe(true)
  if (found === undefined) throw new Error('unreachable')
  return found
}

const tell = (page: Page, message: unknown): Promise<void> =>
  page.evaluate((data) => (window as unknown as HostWindow).tell(data), message)

const command = (type: string, more: object = {}) => ({
  ...{ protocol: 'regimes-of-reuse', version: 1, type },
  ...more,
})

const hasFrame = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.activeElement?.localName === 'iframe')

/** Resolves once the figure has been handed a message, which it has then followed or not. */
const handIn = async (page: Page, frame: Frame, message: unknown): Promise<void> => {
  await frame.evaluate(() => {
    const waiting = window as unknown as { handedIn: Promise<void> }
    waiting.handedIn = new Promise((resolve) => {
      // The figure's own listener is older, and is called before.
      window.addEventListener('message', () => resolve(), { once: true })
    })
  })
  await tell(page, message)
  await frame.evaluate(() => (window as unknown as { handedIn: Promise<void> }).handedIn)
}

const rescaling = (frame: Frame) => frame.getByRole('textbox', { name: /^Rescaling factor/ })

describe('an embedded figure', () => {
  it('tells what it shows, follows the page that its link names, and sizes its frame', async () => {
    const link = `#figure=spectrum&controls=rescale&pace=fast&host=${hosts.origin}&${QUICK}`
    const page = await openHost(siteFile(`embed.html${link}`), { helper: true })
    const frame = await figureIn(page)

    const ready = await nextMessage(page, 'ready')
    expect(ready).toMatchObject({
      ...{ protocol: 'regimes-of-reuse', version: 1, figure: 'spectrum', controls: ['rescale'] },
      origin: new URL(inject('siteUrl')).origin,
    })
    // Nothing is trained, but where it would end is known and drawn.
    const solved = await nextMessage(page, 'state', ({ losses }) => 'finetune' in Object(losses))
    expect(solved).toMatchObject({
      ...{ phase: 'solved', settings: { inputDim: '50' } },
      losses: { finetune: { isExact: true, trainingLoss: null } },
    })
    expect(page.workers().filter((worker) => worker.url().includes('trainer'))).toEqual([])
    await frame.getByText(/where exact gradient flow ends\.$/).waitFor()

    const { height } = await nextMessage(page, 'size')
    const own = await frame.evaluate(() => document.body.getBoundingClientRect().height)
    await expect
      .poll(() => page.locator('iframe').evaluate((element) => element.clientHeight))
      .toBeGreaterThanOrEqual(Math.floor(own))
    expect(height).toBeGreaterThan(300)

    await tell(page, command('play'))
    const trained = await nextMessage(page, 'state', ({ phase }) => phase === 'finished')
    expect(trained).toMatchObject({ losses: { finetune: { isExact: false } } })
    const steps = await messages(page, 'step')
    expect(steps.length).toBeGreaterThan(0)
    await frame.getByText(/; trained\.$/).waitFor()

    await tell(page, command('set', { settings: { rescale: 0.5, theme: 'dark' } }))
    await nextMessage(page, 'state', ({ link }) => String(link).includes('rescale=0.5'))
    expect(await rescaling(frame).inputValue()).toBe('0.5')
    expect(await frame.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')

    for (const [wrong, words] of [
      [command('dance'), /type must be/],
      [command('step', { steps: -1 }), /whole number/],
      [{ ...command('play'), version: 9 }, /version must be 1/],
      [command('set', { settings: { rescale: 'much', colour: 'red' } }), /rescale.*|colour/],
      [command('set', { settings: [1] }), /must be an object/],
    ] as const) {
      await tell(page, wrong)
      await nextMessage(page, 'error', ({ message }) => words.test(String(message)))
    }
    // Not for the figure at all: no answer.
    const errors = (await messages(page, 'error')).length
    await handIn(page, frame, { type: 'webpackOk' })
    await handIn(page, frame, 'play')
    expect(await messages(page, 'error')).toHaveLength(errors)
    expect(logOf(page)).toMatchObject({ errors: [], policyViolations: [] })
  })

  it('solves and trains in a sandbox that gives it an origin of its own', async () => {
    const link = `#figure=spectrum&controls=rescale&pace=fast&${QUICK}`
    const page = await openHost(siteFile(`embed.html${link}`), { isSandboxed: true })
    const frame = await figureIn(page)
    await frame.getByText(/where exact gradient flow ends\.$/).waitFor()
    await frame.getByRole('button', { name: /^Play/ }).click()
    await frame.getByText(/; trained\.$/).waitFor()
    expect(logOf(page)).toMatchObject({ errors: [], policyViolations: [] })
  })

  it('does not follow a page that its link does not name', async () => {
    for (const host of ['', '&host=https://elsewhere.example']) {
      const link = `#figure=spectrum&controls=rescale${host}&${QUICK}&rescale=0.1`
      const page = await openHost(siteFile(`embed.html${link}`))
      const frame = await figureIn(page)
      await nextMessage(page, 'ready')
      await handIn(page, frame, command('set', { settings: { rescale: 2 } }))
      await handIn(page, frame, command('dance'))
      expect(await rescaling(frame).inputValue()).toBe('0.1')
      // What the reader does is told to nobody else either.
      expect(await messages(page, 'state')).toEqual([])
      expect(await messages(page, 'error')).toEqual([])
      await page.context().close()
    }
  })

  it('names what is wrong with its link, and has no fault that axe can find', async () => {
    const page = await session.openSite(
      `embed.html#figure=pie&controls=rescale.magic&start=soon&${QUICK}`,
    )
    for (const words of [/figure is “pie”/, /controls names “magic”/, /start is “soon”/]) {
      await page.getByText(words).waitFor()
    }
    await page.locator('.chart').first().waitFor()
    expect(await axeViolations(page)).toEqual([])
  })
})

describe('an embedded figure on the narrowest of phones', () => {
  it('fits, whichever it is', async () => {
    for (const figure of FIGURE_IDS) {
      const link = `embed.html#figure=${figure}&controls=rescale.overlap&${QUICK}`
      const page = await session.openSite(link, { width: 320, height: 740 })
      await page.locator('.chart, table, .figure-empty').first().waitFor()
      expect(await sidewaysScroll(page), figure).toBe(0)
      await page.context().close()
    }
  })
})

describe('the keys of a presentation', () => {
  const slide = (page: Page): Promise<number> =>
    page.evaluate(
      () =>
        (window as unknown as { Reveal: { getIndices: () => { h: number } } }).Reveal.getIndices()
          .h,
    )

  it('come back from a figure on a slide by Escape, by Shift + Tab, and by Tab', async () => {
    const link = `#figure=spectrum&controls=rescale&${QUICK}`
    const page = await openHost(siteFile(`embed.html${link}`), { isDeck: true })
    const frame = await figureIn(page)
    await page.locator('.reveal.ready').waitFor()

    // The slider keeps the arrows that it uses.
    const slider = frame.getByRole('slider', { name: /^Rescaling factor/ })
    await slider.focus()
    const before = await rescaling(frame).inputValue()
    await page.keyboard.press('ArrowRight')
    expect(await rescaling(frame).inputValue()).not.toBe(before)
    expect(await slide(page)).toBe(0)
    await page.keyboard.press('Escape')
    await expect.poll(() => hasFrame(page)).toBe(false)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => slide(page)).toBe(1)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => slide(page)).toBe(0)

    const first = frame.locator('button, input, a, [tabindex="0"]').first()
    await first.focus()
    await page.keyboard.press('Shift+Tab')
    await expect.poll(() => hasFrame(page)).toBe(false)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => slide(page)).toBe(1)
    await page.keyboard.press('ArrowLeft')

    await frame.getByRole('link', { name: /open in Play/ }).focus()
    await page.keyboard.press('Tab')
    await expect.poll(() => hasFrame(page)).toBe(false)
    expect(logOf(page)).toMatchObject({ errors: [], policyViolations: [] })
  })

  it('pass through a figure that has no use for them, with the help of embed.js', async () => {
    const link = `#figure=loss&start=playing&pace=full&${QUICK}`
    const page = await openHost(siteFile(`embed.html${link}`), { isDeck: true, helper: true })
    const frame = await figureIn(page)
    await page.locator('.reveal.ready').waitFor()
    // It plays without being told to, since it is seen.
    await frame.getByRole('button', { name: 'Play again' }).waitFor()
    await frame.getByRole('button', { name: 'Play again' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => slide(page)).toBe(1)
    expect(await hasFrame(page)).toBe(false)
    expect(await messages(page, 'leave')).toMatchObject([{ key: 'ArrowRight' }])
  })
})
