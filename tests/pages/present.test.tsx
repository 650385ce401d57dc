/** The slides in a document: keys, what is hidden, who has the keys, and what runs. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDeck, type Deck } from '../../src/pages/present/deck.ts'
import { DeckProvider } from '../../src/pages/present/deckContext.ts'
import { actionFor } from '../../src/pages/present/keys.ts'
import { Present } from '../../src/pages/present/Present.tsx'
import { SLIDES } from '../../src/pages/present/slides.ts'
import { openFakePlayground, type FakePlayground } from '../store/fakes.ts'
import { prepareScreen, settle } from '../figures/renderWithPlayground.tsx'

beforeEach(() => {
  prepareScreen()
  vi.stubGlobal('scrollTo', () => undefined)
  // jsdom has no dialogs: they only open and close.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function () {
    this.open = false
  }
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const openPresent = async (hash = ''): Promise<{ deck: Deck; fakes: FakePlayground[] }> => {
  const fakes: FakePlayground[] = []
  const deck = createDeck((link) => {
    const fake = openFakePlayground({ hash: link, startsAsleep: true })
    fakes.push(fake)
    return fake.playground
  })
  deck.openLink(hash)
  render(
    <DeckProvider value={deck}>
      <Present />
    </DeckProvider>,
  )
  await act(() => vi.dynamicImportSettled())
  settle()
  return { deck, fakes }
}

const press = async (key: string, target: Element = document.activeElement ?? document.body) => {
  act(() => void fireEvent.keyDown(target, { key }))
  await act(() => vi.dynamicImportSettled())
}

const slide = (): HTMLElement => {
  const found = document.querySelector<HTMLElement>('[aria-roledescription=slide]')
  if (found === null) throw new Error('no slide')
  return found
}

const told = (): string[] => screen.getAllByRole('status').map(({ textContent }) => textContent)

const answerOf = (id: string): string => SLIDES.find((one) => one.id === id)?.answer ?? ''

describe('the slides', () => {
  it('go on by keys, the answer before the next slide, and tell it', async () => {
    const { deck } = await openPresent()
    await press('ArrowRight')
    expect(deck.store.getState()).toMatchObject({ place: 1, isRevealed: false })
    expect(screen.queryByText(answerOf('keep'))).toBe(null)
    expect(told()).toContain(
      `Slide 2 of ${SLIDES.length}: What does a network keep?. ${SLIDES[1]?.question ?? ''}`,
    )
    await press(' ')
    expect(deck.store.getState()).toMatchObject({ place: 1, isRevealed: true })
    screen.getByText(answerOf('keep'))
    await press('PageDown')
    expect(deck.store.getState()).toMatchObject({ place: 2, isRevealed: false })
    await press('PageUp')
    await press('ArrowLeft')
    await press('ArrowLeft')
    expect(deck.store.getState().place).toBe(0)
    await press('End')
    expect(deck.store.getState().place).toBe(SLIDES.length - 1)
    await press('ArrowDown')
    expect(deck.store.getState().place).toBe(SLIDES.length - 1)
    await press('Home')
    expect(deck.store.getState().place).toBe(0)
  })

  it('take the focus as they come, with a name that says which', async () => {
    await openPresent('slide=keep')
    expect(document.activeElement).toBe(slide())
    expect(slide().getAttribute('aria-label')).toBe(
      `2 of ${SLIDES.length}: What does a network keep?`,
    )
    const goOn = screen.getByRole('button', { name: 'Show the answer' })
    goOn.focus()
    fireEvent.click(goOn)
    expect(document.activeElement).toBe(slide())
    const next = screen.getByRole('button', { name: 'Next slide' })
    next.focus()
    fireEvent.click(next)
    expect(document.activeElement).toBe(slide())
  })

  it('hide the answer: nothing of the figure can be reached or heard before it is shown', async () => {
    const { deck } = await openPresent('slide=nested')
    const picture = document.querySelector<HTMLElement>('.slide-picture')
    expect(picture?.hasAttribute('inert')).toBe(true)
    expect(screen.queryByRole('group', { name: 'Controls of the figure' })).toBe(null)
    fireEvent.click(screen.getByRole('button', { name: 'Show the answer' }))
    expect(picture?.hasAttribute('inert')).toBe(false)
    screen.getByRole('group', { name: 'Controls of the figure' })
    await press('h')
    expect(deck.store.getState().isRevealed).toBe(false)
    expect(screen.queryByText(answerOf('nested'))).toBe(null)
  })

  it('open notes with the time plan, all slides, a code and help by keys', async () => {
    const { deck } = await openPresent('slide=nested')
    await press('n')
    const notes = screen.getByRole('complementary', { name: 'Notes for the speaker' })
    for (const note of SLIDES.find(({ id }) => id === 'nested')?.notes ?? []) {
      within(notes).getByText(note)
    }
    expect(notes.textContent).toMatch(/\d+ min here; then \d+ of \d+ min are over/)
    await press('n')
    expect(deck.store.getState().hasNotes).toBe(false)
    await press('q')
    const code = screen.getByRole('img', { name: /Code of the address/, hidden: true })
    const link = code.closest('figure')?.querySelector('a')?.getAttribute('href') ?? ''
    expect(link).toMatch(/\/play\.html(#|$)/)
    fireEvent.click(screen.getAllByRole('button', { name: 'Close', hidden: true })[0] ?? slide())
    await press('?')
    screen.getByText('hide or show the answer')
    fireEvent.click(screen.getAllByRole('button', { name: 'Close', hidden: true })[2] ?? slide())
    await press('o')
    fireEvent.click(screen.getByRole('button', { name: /A map of regimes/ }))
    expect(SLIDES[deck.store.getState().place]?.id).toBe('map')
  })

  it('let only the figure on screen compute', async () => {
    const { deck, fakes } = await openPresent('slide=keep')
    const starts = (fake: FakePlayground | undefined): number =>
      fake?.pool.requests.filter(({ job }) => job.type === 'ends').length ?? 0
    expect(fakes).toHaveLength(1)
    expect(starts(fakes[0])).toBeGreaterThan(0)
    await press('End')
    expect(
      fakes[0]?.pool.requests.filter(({ isCancelled, isAnswered }) => !isCancelled && !isAnswered),
    ).toEqual([])
    const before = starts(fakes[0])
    act(() => deck.playgroundOf(1).controls.setNumber('rescale', 0.5))
    expect(starts(fakes[0])).toBe(before)
    // Back again, what was moved is still there, and is computed now.
    act(() => deck.goTo(1))
    expect(starts(fakes[0])).toBeGreaterThan(before)
    expect(deck.link()).toBe('v=1&slide=keep&rescale=0.5')
  })

  it('open a link with what differs, and name what is wrong with it', async () => {
    const { deck } = await openPresent('slide=keep&revealed=true&rescale=0.5&theme=dark&size=9')
    expect(deck.playgroundOf(1).controls.getState().spec.rescale).toBe(0.5)
    expect(deck.store.getState()).toMatchObject({ place: 1, isRevealed: true, theme: 'dark' })
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(deck.store.getState().problems).toEqual([])
    // The theme is one for all slides.
    act(() => deck.goTo(2))
    expect(deck.playgroundOf(2).controls.getState().view.theme).toBe('dark')
    expect(deck.link()).toBe('v=1&slide=solve&theme=dark')
    expect(deck.playLink()).not.toContain('theme')
  })
})

describe('keys inside of a figure', () => {
  it('belong to it; Escape gives them back to the slide', async () => {
    const { deck } = await openPresent('slide=keep&revealed=true')
    const slider = screen.getByRole('slider', { name: /^Rescaling factor/ })
    slider.focus()
    for (const key of ['ArrowRight', 'ArrowLeft', 'PageDown', 'Home', 'End', ' ', 'n', 'h', 'q']) {
      await press(key)
    }
    expect(deck.store.getState()).toMatchObject({ place: 1, isRevealed: true, hasNotes: false })
    expect(document.activeElement).toBe(slider)
    await press('Escape')
    expect(document.activeElement).toBe(slide())
    await press('ArrowRight')
    expect(deck.store.getState().place).toBe(2)
  })

  it('are left by Shift+Tab: what comes before the first element of a figure is the slide', async () => {
    await openPresent('slide=keep&revealed=true')
    const inOrder = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, [tabindex="0"]'),
    ]
    const first = inOrder.findIndex((element) => element.closest('[data-keys]') !== null)
    expect(inOrder[first - 1]).toBe(slide())
  })
})

describe('actionFor(event)', () => {
  const eventOn = (html: string, init: KeyboardEventInit): KeyboardEvent => {
    const place = document.createElement('div')
    place.innerHTML = html
    document.body.append(place)
    const target = place.querySelector('[data-target]') ?? place
    const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
    target.dispatchEvent(event)
    place.remove()
    return event
  }
  // A removed element still knows what it stood in.
  it.each([
    ['<p data-target></p>', 'ArrowRight', 'next'],
    ['<p data-target></p>', 'H', 'answer'],
    ['<p data-target></p>', '?', 'help'],
    ['<p data-target></p>', 'x', null],
    ['<p data-target></p>', 'Tab', null],
    ['<p data-target></p>', 'toString', null],
    ['<button data-target></button>', 'ArrowRight', 'next'],
    ['<button data-target></button>', ' ', null],
    ['<a href="#" data-target></a>', ' ', null],
    ['<input data-target>', 'ArrowLeft', null],
    ['<textarea data-target></textarea>', 'n', null],
    ['<input data-target>', 'Escape', 'back'],
    ['<div data-keys><i data-target></i></div>', 'ArrowLeft', null],
    ['<div data-keys><i data-target></i></div>', 'Escape', 'back'],
    ['<dialog><i data-target></i></dialog>', 'Escape', null],
    ['<dialog><i data-target></i></dialog>', 'ArrowLeft', null],
  ])('on %s: %s → %s', (html, key, action) => {
    expect(actionFor(eventOn(html, { key }))).toBe(action)
  })

  it.each([{ altKey: true }, { ctrlKey: true }, { metaKey: true }])(
    'leaves keys with %j to others',
    (modifier) => {
      expect(actionFor(eventOn('<p data-target></p>', { key: 'ArrowRight', ...modifier }))).toBe(
        null,
      )
    },
  )

  it('leaves a key that something else has dealt with', () => {
    const event = new KeyboardEvent('keydown', { key: 'ArrowRight', cancelable: true })
    document.body.dispatchEvent(event)
    event.preventDefault()
    expect(actionFor(event)).toBe(null)
  })
})
