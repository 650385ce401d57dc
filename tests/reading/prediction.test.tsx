/** Questions to the reader: answered, skipped, opened from a link, and rendered in advance. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { prerender } from 'react-dom/static'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PlaygroundProvider } from '../../src/figures/playgroundContext.ts'
import { AnswersProvider } from '../../src/reading/answersContext.ts'
import { CoveredUntilAnswered } from '../../src/reading/CoveredUntilAnswered.tsx'
import { Prediction } from '../../src/reading/Prediction.tsx'
import { PREDICTION_IDS, type PredictionId } from '../../src/protocol/predictions.ts'
import { createAnswersStore } from '../../src/store/answers.ts'
import { prepareScreen, settle } from '../figures/renderWithPlayground.tsx'
import { openFakePlayground } from '../store/fakes.ts'

/** Everything is in view. */
class SeeingObserver {
  readonly tell: (entries: { isIntersecting: boolean }[]) => void
  constructor(tell: (entries: { isIntersecting: boolean }[]) => void) {
    this.tell = tell
  }
  observe = (): void => this.tell([{ isIntersecting: true }])
  disconnect = (): void => undefined
}

beforeEach(() => {
  prepareScreen()
  vi.stubGlobal('IntersectionObserver', SeeingObserver)
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const pageOf = (id: PredictionId, fake = openFakePlayground(), answers = createAnswersStore()) => ({
  fake,
  answers,
  page: (
    <PlaygroundProvider value={fake.playground}>
      <AnswersProvider value={answers}>
        <Prediction id={id} />
        <CoveredUntilAnswered by={id}>
          <p>the figure</p>
        </CoveredUntilAnswered>
      </AnswersProvider>
    </PlaygroundProvider>
  ),
})

/** Answers every open job: an error that rises with c from 1e-4 at c = 0.001 in decades. */
const solve = ({ pool }: ReturnType<typeof openFakePlayground>): void =>
  act(() => {
    for (const { job, onDone } of pool.open('sweep')) {
      const values = job.points.map(({ rescale = NaN }) =>
        job.measures[0] === 'singleTaskError' ? 0.5 : Math.min(1, 0.1 * rescale),
      )
      onDone({ values: Float64Array.from(values) })
    }
  })

const open = async (id: PredictionId, link = '') => {
  const prepared = pageOf(id)
  render(prepared.page)
  // The code of each kind of question comes when it is first asked.
  await act(() => vi.dynamicImportSettled())
  settle()
  act(() => void prepared.answers.open(link))
  return { ...prepared, button: (name: string) => screen.getByRole('button', { name }) }
}

const note = (): string => document.querySelector('.prediction-note')?.textContent ?? ''
const said = (): string => screen.getByRole('status').textContent
const isCovered = (): boolean => screen.queryByText(/hidden until you have/) !== null

describe('<Prediction> of a curve', () => {
  it('asks to draw first, takes the curve, and names the gap once it is known', async () => {
    const { answers, fake, button } = await open('keep')
    fireEvent.click(button('Show what happens'))
    expect(said()).toBe('Draw your curve first, or skip the question.')
    expect(answers.text()).toBe('')
    expect(isCovered()).toBe(true)
    fireEvent.keyDown(screen.getByRole('slider', { name: /c = 10$/ }), { key: 'End' })
    fireEvent.click(button('Show what happens'))
    expect(answers.text()).toBe('1~keep.24-24-24-24-32')
    expect(isCovered()).toBe(false)
    // Not known yet.
    expect(said()).toBe('')
    solve(fake)
    settle()
    // Drawn flat at 0.1 up to c = 1, then 10; what happens at c = 0.001 is 1e-4.
    expect(said()).toBe(
      'You were right that it rises as c grows. You were furthest off at c = 0.001: 1,000 times too high.',
    )
    expect(note()).toMatch(
      /median over draws of the data \(24 seeds, 1 to 24\), with a dot for each\.$/,
    )
    expect(screen.getByText('1,000 times too high')).toBeDefined()
    expect(screen.getByText('from scratch')).toBeDefined()
    expect(screen.queryAllByRole('slider')).toEqual([])
  })

  it('can be skipped and taken back, and the focus is not lost', async () => {
    const { answers, fake, button } = await open('nested')
    solve(fake)
    fireEvent.click(button('Skip'))
    expect(document.activeElement).toBe(button('Predict again'))
    settle()
    expect(said()).toBe('The error rises as c grows.')
    expect(answers.text()).toBe('1~nested.skip')
    fireEvent.click(button('Predict again'))
    expect(answers.text()).toBe('')
    expect(isCovered()).toBe(true)
  })

  it('opens from a link', async () => {
    const { fake } = await open('keep', '1~keep.16-20-24-28-32')
    expect(screen.queryAllByRole('slider')).toEqual([])
    solve(fake)
    settle()
    expect(said()).toContain('furthest off')
  })

  it('says where nothing could be computed', async () => {
    const { fake } = await open('keep', '1~keep.16-20-24-28-32')
    act(() => {
      for (const { onFailed } of fake.pool.open('sweep')) onFailed?.('no thread')
    })
    settle()
    expect(note()).toContain('some are missing: no thread')
  })
})

describe('<Prediction> of a shape', () => {
  it('takes a pick, and marks what was measured', async () => {
    const { answers, button } = await open('together')
    fireEvent.click(button('Show what happens'))
    expect(said()).toBe('Pick one first, or skip the question.')
    fireEvent.click(screen.getByRole('radio', { name: 'on all old features alike' }))
    fireEvent.click(button('Show what happens'))
    expect(answers.text()).toBe('1~together.old')
    expect(said()).toContain('You picked “on all old features alike”')
    expect(screen.getByRole('radio', { name: /some on other old ones what happens/ })).toBeDefined()
  })

  it('shows the measured errors of ReLU networks', async () => {
    await open('directions', '1~directions.valley')
    expect(said()).toMatch(
      /^You were right: it is lowest in between\. The error is least at c = 1: /,
    )
    expect(note()).toContain('median over 12 draws of the data')
  })
})

describe('prerendered', () => {
  it.each(PREDICTION_IDS)('%s stands in full, uncovered, and without inline styles', async (id) => {
    vi.useRealTimers()
    const { prelude } = await prerender(pageOf(id).page)
    const html = await new Response(prelude).text()
    expect(html).toContain('Show what happens')
    expect(html).toContain('the figure')
    expect(html).not.toContain('inert')
    expect(html).not.toContain('style=')
  })
})
