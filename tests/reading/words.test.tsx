import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import DialFigure from '../../src/figures/DialFigure.tsx'
import { LossFigure } from '../../src/figures/LossFigure.tsx'
import { PlaygroundProvider } from '../../src/figures/playgroundContext.ts'
import { SpectrumFigure } from '../../src/figures/SpectrumFigure.tsx'
import { Formula } from '../../src/reading/Formula.tsx'
import { Term } from '../../src/reading/Term.tsx'
import { WordsProvider } from '../../src/reading/WordsProvider.tsx'
import formulas from '../../src/chapters/then/formulas.tex.json'
import { prepareScreen, renderWithPlayground, settle } from '../figures/renderWithPlayground.tsx'
import { openFakePlayground, runSnapshot, snapshotReport, taskReport } from '../store/fakes.ts'

beforeEach(prepareScreen)

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const renderChapter = (content: ReactElement, hash = '') => {
  const fake = renderWithPlayground(<WordsProvider>{content}</WordsProvider>, hash)
  act(() => fake.report(taskReport()))
  act(() =>
    fake.report(
      snapshotReport([
        runSnapshot('pretraining'),
        runSnapshot('singleTask'),
        runSnapshot('multiTask', { auxBeta: Float64Array.of(0.6, -0.8, 0, 0) }),
        runSnapshot('finetune'),
      ]),
    ),
  )
  settle()
  return fake
}

const isLit = (element: HTMLElement): boolean => element.getAttribute('aria-pressed') === 'true'

const button = (name: string): HTMLElement => screen.getByRole('button', { name })

/** jsdom has no focus ring of its own: a focus by keyboard is one that matches `:focus-visible`. */
const focusByKeyboard = (element: HTMLElement): void => {
  vi.spyOn(element, 'matches').mockImplementation((selector) => selector === ':focus-visible')
  act(() => element.focus())
}

const point = (element: HTMLElement, pointerType = 'mouse'): boolean =>
  fireEvent.pointerEnter(element, { pointerType })

describe('<Term>', () => {
  const chapter = (
    <>
      <p>
        The <Term mark="group:shared">old ones</Term>, and again{' '}
        <Term mark="group:shared">them</Term>; <Term mark="method:finetune">finetuning</Term>,{' '}
        <Term mark="teacher">the teacher</Term> and <Term mark="pretraining">the start</Term>.
      </p>
      <SpectrumFigure isTall />
    </>
  )

  it.each([
    ['old ones', 'shared'],
    ['finetuning', 'Finetuned'],
    ['the teacher', 'teacher’s coefficient'],
    ['the start', 'what pretraining left'],
  ])('lights what it speaks of, and is lit by it: %s, %s', (word, name) => {
    renderChapter(chapter)
    const [term, mark] = [button(word), button(name)]
    expect([term, mark].map(isLit)).toEqual([false, false])
    point(term)
    expect([term, mark].map(isLit)).toEqual([true, true])
    fireEvent.pointerLeave(term)
    expect([term, mark].map(isLit)).toEqual([false, false])
    focusByKeyboard(mark)
    expect([term, mark].map(isLit)).toEqual([true, true])
    act(() => mark.blur())
    expect([term, mark].map(isLit)).toEqual([false, false])
  })

  it('lights every word for the same mark, and no other', () => {
    renderChapter(chapter)
    point(button('old ones'))
    expect(isLit(button('them'))).toBe(true)
    expect(isLit(button('finetuning'))).toBe(false)
  })

  it('stays lit after a press, by finger or key, until the next one or Escape', () => {
    renderChapter(chapter)
    const term = button('old ones')
    // A finger has no hover, and takes the focus without a ring.
    point(term, 'touch')
    vi.spyOn(term, 'matches').mockReturnValue(false)
    act(() => term.focus())
    expect(isLit(term)).toBe(false)
    fireEvent.click(term)
    fireEvent.pointerLeave(term)
    expect(isLit(button('shared'))).toBe(true)
    fireEvent.click(term)
    expect(isLit(button('shared'))).toBe(false)
    fireEvent.keyDown(term, { key: 'Enter' })
    expect(isLit(button('shared'))).toBe(true)
    fireEvent.keyDown(term, { key: 'Escape' })
    expect(isLit(button('shared'))).toBe(false)
    fireEvent.keyDown(term, { key: ' ' })
    expect(isLit(term)).toBe(true)
  })

  it('leaves shortcuts alone', () => {
    renderChapter(chapter)
    fireEvent.keyDown(button('old ones'), { key: 'Enter', altKey: true })
    expect(isLit(button('old ones'))).toBe(false)
  })

  it('makes only those names into buttons that words speak of', () => {
    renderChapter(chapter)
    expect(screen.queryByRole('button', { name: 'unused' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Single task' })).toBeNull()
    expect(screen.getAllByText('unused').length).toBeGreaterThan(0)
  })

  it('reaches loss curves and the dial', () => {
    renderChapter(
      <>
        <Term mark="method:multiTask">both at once</Term>
        <Term mark="pretraining">before</Term>
        <Term mark="nested">in between</Term>
        <LossFigure quantity="generalizationLoss" />
        <DialFigure />
      </>,
    )
    const names = (part: string) =>
      screen.getAllByRole('button', { name: part, hidden: true }).map(isLit)
    point(button('both at once'))
    expect(names('MTL')).toEqual([true])
    expect(names('Multi-task')).toEqual([true])
    point(button('in between'))
    expect(names('MTL')).toEqual([false])
    expect(names('nested: reuse,\nstill sparse')).toEqual([true])
  })

  it('is plain text in the page as built, and lights nothing outside of a chapter', () => {
    const { playground } = openFakePlayground()
    const html = renderToString(
      <PlaygroundProvider value={playground}>
        <WordsProvider>
          <Term mark="teacher">the teacher</Term>
        </WordsProvider>
      </PlaygroundProvider>,
    )
    expect(html).toContain('the teacher')
    expect(html).not.toMatch(/role="button"|tabindex|style=/i)
    renderWithPlayground(<Term mark="teacher">the teacher</Term>)
    point(button('the teacher'))
    expect(isLit(button('the teacher'))).toBe(false)
  })
})

describe('<Formula>', () => {
  const rowOf = (container: HTMLElement): string[] =>
    Array.from(container.querySelectorAll('.symbol-entry dd'), (one) => one.textContent)

  it('names its symbols in two or three words, with their values now', () => {
    const { container, playground } = renderChapter(<Formula of={formulas.penalty} />)
    expect(rowOf(container)).toContain('rescaling factor 0.01')
    act(() => playground.controls.setNumber('rescale', 2.5e-4))
    expect(rowOf(container)).toContain('rescaling factor 2.5·10−4')
    for (const words of rowOf(container)) expect(words.split(' ').length).toBeGreaterThan(1)
  })

  it('takes values from its chapter that settings do not have', () => {
    const { container } = renderChapter(
      <Formula of={formulas.penalty} values={{ betaMain: -0.25 }} />,
    )
    expect(rowOf(container)).toContain('main coefficient −0.25')
  })

  it('lights a symbol wherever it stands, from the row and from the formula', () => {
    const { container } = renderChapter(<Formula of={formulas.penalty} />)
    const places = Array.from(container.querySelectorAll<HTMLElement>('[data-symbol="scale"]'))
    expect(places.length).toBeGreaterThan(2)
    const entry = button('k')
    point(entry)
    expect(places.every((place) => place.classList.contains('symbol-lit'))).toBe(true)
    fireEvent.pointerLeave(entry)
    expect(places.some((place) => place.classList.contains('symbol-lit'))).toBe(false)
    const [place] = places
    if (place === undefined) throw new Error('no symbol')
    fireEvent.pointerOver(place, { pointerType: 'mouse' })
    expect(isLit(entry)).toBe(true)
    expect(isLit(button('c'))).toBe(false)
  })

  it('is the same in the page as built, without inline styles', () => {
    const { playground } = openFakePlayground()
    const html = renderToString(
      <PlaygroundProvider value={playground}>
        <Formula of={formulas.law} />
        <Formula of={formulas.penalty} isInline />
      </PlaygroundProvider>,
    )
    expect(html).toContain('<math')
    expect(html).not.toMatch(/\sstyle=|role="button"/)
  })
})
