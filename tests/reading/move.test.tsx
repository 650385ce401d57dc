import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Move } from '../../src/reading/Move.tsx'
import { WordsProvider } from '../../src/reading/WordsProvider.tsx'
import { prepareScreen, renderWithPlayground } from '../figures/renderWithPlayground.tsx'

beforeEach(prepareScreen)

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const renderMove = (move: React.ReactElement, hash = '') => {
  const fake = renderWithPlayground(<WordsProvider>{move}</WordsProvider>, hash)
  return {
    ...fake,
    now: () => fake.playground.controls.getState(),
    button: screen.getByRole('button'),
  }
}

const isDone = (button: HTMLElement): boolean => button.getAttribute('aria-pressed') === 'true'
const said = (): string => screen.getByRole('status').textContent

describe('<Move>', () => {
  it('moves the figure, shows that it is done, and takes exactly that back', () => {
    const { now, button } = renderMove(<Move to={{ rescale: 0.5 }}>halve them</Move>, '#rescale=2')
    const before = now()
    expect(isDone(button)).toBe(false)
    fireEvent.click(button)
    expect(now().spec.rescale).toBe(0.5)
    expect(isDone(button)).toBe(true)
    expect(said()).toBe('Rescaling factor is 0.5.')
    fireEvent.click(button)
    expect(now()).toEqual(before)
    expect(isDone(button)).toBe(false)
    expect(said()).toBe('Taken back. Rescaling factor is 2.')
  })

  it('works by keys, and leaves shortcuts alone', () => {
    const { now, button } = renderMove(<Move to={{ rescale: 0.5 }}>halve them</Move>)
    fireEvent.keyDown(button, { key: 'Enter', ctrlKey: true })
    expect(now().spec.rescale).toBe(0.01)
    fireEvent.keyDown(button, { key: 'Enter' })
    expect(now().spec.rescale).toBe(0.5)
    fireEvent.keyDown(button, { key: ' ' })
    expect(now().spec.rescale).toBe(0.01)
  })

  it('takes back what had to follow it, and how the figure was looked at', () => {
    // Twenty main features do not leave room for an overlap of thirty … and the feature goes.
    const hash = '#auxActive=40&mainActive=30&overlap=30&feature=7&exactAt=50'
    const { now, button } = renderMove(
      <Move to={{ mainActive: 20 }} view={{ sweep: 'overlap' }}>
        take fewer
      </Move>,
      hash,
    )
    const before = now()
    fireEvent.click(button)
    expect(now().spec).toMatchObject({ mainActive: 20, overlap: 20 })
    expect(now().view).toMatchObject({ sweep: 'overlap', exactAt: null })
    fireEvent.click(button)
    expect({ ...now(), problems: [] }).toEqual(before)
  })

  it('leaves alone what the reader has changed meanwhile', () => {
    const { now, button, playground } = renderMove(
      <Move to={{ rescale: 0.5, overlap: 1 }} view={{ sweep: 'overlap' }}>
        change it
      </Move>,
    )
    fireEvent.click(button)
    act(() => playground.controls.setNumber('mainSamples', 40))
    act(() => playground.controls.setView({ loss: 'best' }))
    fireEvent.click(button)
    expect(now().spec).toMatchObject({ rescale: 0.01, overlap: 3, mainSamples: 40 })
    expect(now().view).toMatchObject({ sweep: 'rescale', loss: 'best' })
  })

  it('is done no longer once the reader goes on from it, and begins anew from there', () => {
    const { now, button, playground } = renderMove(<Move to={{ rescale: 0.5 }}>halve them</Move>)
    fireEvent.click(button)
    act(() => playground.controls.setNumber('rescale', 3))
    expect(isDone(button)).toBe(false)
    fireEvent.click(button)
    expect(now().spec.rescale).toBe(0.5)
    fireEvent.click(button)
    expect(now().spec.rescale).toBe(3)
  })

  it('says so where nothing had to change', () => {
    const { now, button } = renderMove(<Move to={{ rescale: 0.01 }}>as it is</Move>)
    const before = now()
    expect(isDone(button)).toBe(true)
    fireEvent.click(button)
    fireEvent.click(button)
    expect(now()).toEqual(before)
    expect(said()).toBe('Nothing had to change.')
  })

  it('can choose which ways to train are shown', () => {
    const { now, button } = renderMove(<Move to={{ methods: ['finetune'] }}>only this one</Move>)
    fireEvent.click(button)
    expect(now().spec.methods).toEqual(['finetune'])
    expect(said()).toBe('Shown: finetuned.')
  })
})
