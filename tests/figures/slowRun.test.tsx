import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import RunSentence from '../../src/figures/RunSentence.tsx'
import { endsResult, runSnapshot, snapshotReport, taskReport } from '../store/fakes.ts'
import { prepareScreen, renderWithPlayground } from './renderWithPlayground.tsx'

beforeEach(prepareScreen)

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

type Rendered = ReturnType<typeof renderWithPlayground>

/** Trains at so many steps a second, for ten seconds of the fake timers. */
const train = ({ playground, report }: Rendered, stepsPerSecond: number): void => {
  act(() => {
    playground.play()
    report(taskReport())
  })
  for (let second = 0; second < 10; second += 1) {
    act(() => {
      const clock = { stage: 'main', step: 1000 + second * stepsPerSecond } as const
      report(snapshotReport([runSnapshot('finetune')], { state: 'playing', clock }))
      vi.advanceTimersByTime(1000)
    })
  }
}

const SLOW = /Training takes about 30 steps a second here.*100,000 steps.*about 55 minutes/

it('RunSentence says that a run is slow, and offers what is at hand, for the keyboard too', () => {
  const rendered = renderWithPlayground(<RunSentence />)
  const { playground } = rendered
  train(rendered, 30)
  expect(screen.getByText(SLOW)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Show the exact end' })).toBe(null)
  act(() =>
    playground.training.receiveExact(
      endsResult({ ends: { finetune: Float64Array.of(0, 0, 0, 0) } }),
      'solved',
    ),
  )
  const button = screen.getByRole('button', { name: 'Show the exact end' })
  button.focus()
  fireEvent.click(button)
  expect(playground.controls.getState().view.exactAt).toBe(1_000_000)
  // The button has gone, the focus has not.
  act(() => void vi.advanceTimersByTime(2000))
  expect(document.activeElement).not.toBe(document.body)
})

it.each([
  ['Train finetuned only', { methods: ['finetune'] }],
  ['Take 50 features', { inputDim: 50 }],
])('RunSentence offers less to train: %s', (name, changed) => {
  const rendered = renderWithPlayground(<RunSentence />)
  train(rendered, 30)
  fireEvent.click(screen.getByRole('button', { name }))
  expect(rendered.playground.controls.getState().spec).toMatchObject(changed)
})

it('RunSentence says nothing of a run at the pace that was chosen', () => {
  // 3000 steps a second reach the limit of 100,000 within 33 s.
  const rendered = renderWithPlayground(<RunSentence />)
  train(rendered, 3000)
  expect(screen.queryByText(/Training takes/)).toBe(null)
  expect(screen.getByText(/once the run has ended/)).toBeTruthy()
})
