import { act, cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import ScrubberFigure from '../../src/figures/ScrubberFigure.tsx'
import { SpectrumFigure } from '../../src/figures/SpectrumFigure.tsx'
import { momentInWords, stateAt } from '../../src/figures/scrubberWords.ts'
import type { Phase } from '../../src/store/phases.ts'
import { runSnapshot, snapshotReport, taskReport } from '../store/fakes.ts'
import { FINETUNE_WAY, trajectoryResult } from '../store/trajectoryResult.ts'
import { prepareScreen, renderWithPlayground, settle } from './renderWithPlayground.tsx'

beforeEach(prepareScreen)

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const RESULT = trajectoryResult({
  finetune: FINETUNE_WAY,
  singleTask: [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0.4],
    [0, 0, 0, 0.8],
  ],
})

const handle = () => screen.getByRole('slider', { name: 'Exact trajectory' })
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const isDisabled = (element: HTMLElement): boolean => (element as HTMLButtonElement).disabled

const open = (hash = '') => {
  const fake = renderWithPlayground(<ScrubberFigure />, hash)
  settle()
  const answer = (): void =>
    act(() => fake.pool.open('trajectory')[0]?.onDone(structuredClone(RESULT)))
  const { controls } = fake.playground
  return { ...fake, controls, answer, exactAt: () => controls.getState().view.exactAt }
}

/** Lets so many milliseconds of frames pass. */
const play = (milliseconds: number): void => act(() => void vi.advanceTimersByTime(milliseconds))

describe('ScrubberFigure', () => {
  it('keeps its place while the trajectory is computed, and cannot be moved', () => {
    const { answer, container } = open()
    expect(screen.getByText('computing …')).toBeTruthy()
    expect(handle().getAttribute('aria-valuetext')).toBe('computing')
    expect(isDisabled(button('Play the exact trajectory'))).toBe(true)
    const heightOf = (): string =>
      container.querySelector<HTMLElement>('.timeline-stage')?.style.height ?? ''
    const before = heightOf()
    answer()
    expect(heightOf()).toBe(before)
    expect(isDisabled(button('Play the exact trajectory'))).toBe(false)
    expect(handle().getAttribute('aria-valuetext')).toBe('as trained')
  })

  it('has a lane for every method that has an exact way, with what happens on it', () => {
    const { answer } = open()
    answer()
    const group = screen.getByRole('group', { name: 'Exact trajectory' })
    expect(within(group).getByText('Single task')).toBeTruthy()
    expect(within(group).queryByText('Multi-task')).toBeNull()
    // 0.4 of 0.8 is reached at step 10.
    fireEvent.click(button(/^Single task: feature 4 picked up/))
    expect(handle().getAttribute('aria-valuetext')).toMatch(
      /^step (10|100); single task: .*; finetuned: /,
    )
  })

  it('moves the view by keys, says what happens there, and comes back by Escape', () => {
    const { answer, exactAt, controls } = open()
    answer()
    fireEvent.keyDown(handle(), { key: 'Home' })
    expect(exactAt()).toBe(0)
    act(() => controls.setView({ exactAt: 5 }))
    expect(handle().getAttribute('aria-valuetext')).toContain(
      'step 5; single task: 0 of 1 features picked up; finetuned: feature 2 picked up (1 of 2)',
    )
    expect(screen.getByText('step 5')).toBeTruthy()
    fireEvent.keyDown(handle(), { key: 'Escape' })
    expect(exactAt()).toBeNull()
    act(() => controls.setView({ exactAt: 5 }))
    fireEvent.click(button('Back to training'))
    expect(exactAt()).toBeNull()
  })

  it('plays from the start to the last step in eight seconds, and stops there', () => {
    const { answer, exactAt } = open()
    answer()
    fireEvent.click(button('Play the exact trajectory'))
    play(4000)
    // Half of six decades; a frame is 16 ms, or 0.012 of a decade.
    expect(Math.abs(Math.log10(exactAt() ?? 0) - 3)).toBeLessThan(0.05)
    fireEvent.click(button('Pause the exact trajectory'))
    const paused = exactAt()
    play(1000)
    expect(exactAt()).toBe(paused)
    fireEvent.click(button('Play the exact trajectory'))
    play(4100)
    expect(exactAt()).toBe(1_000_000)
    expect(button('Play the exact trajectory')).toBeTruthy()
  })

  it('plays backwards to step 0', () => {
    const { answer, exactAt, controls } = open()
    answer()
    act(() => controls.setView({ exactAt: 1000 }))
    fireEvent.click(button('Play the exact trajectory backwards'))
    play(2000)
    expect(Math.abs(Math.log10(exactAt() ?? 0) - 1.5)).toBeLessThan(0.05)
    play(2500)
    expect(exactAt()).toBe(0)
    expect(button('Play the exact trajectory backwards')).toBeTruthy()
  })

  it('stops playing when it is moved by hand, and when the page is hidden', () => {
    const { answer, exactAt } = open()
    answer()
    fireEvent.click(button('Play the exact trajectory'))
    play(2000)
    fireEvent.keyDown(handle(), { key: 'Home' })
    play(1000)
    expect(exactAt()).toBe(0)
    fireEvent.click(button('Play the exact trajectory'))
    play(2000)
    const shown = exactAt()
    expect(shown).toBeGreaterThan(0)
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    play(1000)
    expect(exactAt()).toBe(shown)
  })

  it('takes a few large steps instead where no motion is wanted', () => {
    vi.stubGlobal('matchMedia', () => ({
      matches: true,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }))
    const { answer, exactAt } = open()
    answer()
    fireEvent.click(button('Play the exact trajectory'))
    const seen = new Set<number | null>()
    for (let frame = 0; frame < 600; frame += 1) {
      play(16)
      seen.add(exactAt())
    }
    // Sixteen steps of half a second, and what was there before the first.
    expect(seen.size).toBe(17)
    expect(exactAt()).toBe(1_000_000)
  })

  it('shows where training stands on the same axis', () => {
    const { answer, report } = open()
    answer()
    expect(screen.queryByText(/^train.*step 10$/)).toBeNull()
    act(() => report(taskReport()))
    const pretraining = { stage: 'pretraining', step: 10 } as const
    act(() => report(snapshotReport([runSnapshot('finetune')], { clock: pretraining })))
    settle()
    expect(screen.queryByText(/^train.*step 10$/)).toBeNull()
    act(() => report(snapshotReport([runSnapshot('finetune')])))
    settle()
    expect(screen.getByText('training, step 10')).toBeTruthy()
    act(() => report(snapshotReport([runSnapshot('finetune')], { state: 'finished' })))
    settle()
    expect(screen.getByText('trained until step 10')).toBeTruthy()
  })

  it('says in one sentence why there is nothing to scrub', () => {
    const { pool, container } = open()
    act(() => pool.open('trajectory')[0]?.onFailed?.('the threads have died.'))
    expect(container.textContent).toBe(
      'There is no exact trajectory to scrub: the threads have died.',
    )
    cleanup()
    expect(open('#methods=multiTask').container.textContent).toBe(
      'None of the chosen methods has an exact trajectory to scrub.',
    )
  })
})

describe('SpectrumFigure at a scrubbed moment', () => {
  it('says what belongs to which step, with the numbers of that step', () => {
    const fake = renderWithPlayground(
      <>
        <ScrubberFigure />
        <SpectrumFigure isTall />
      </>,
      '#exactAt=1000&methods=multiTask.finetune',
    )
    const { report, pool, playground } = fake
    act(() => report(taskReport()))
    act(() => report(snapshotReport([runSnapshot('multiTask'), runSnapshot('finetune')])))
    settle()
    act(() => pool.open('trajectory')[0]?.onDone(trajectoryResult({ finetune: FINETUNE_WAY })))
    settle()
    // At the end of its way finetuning is at (0, −0.6, 0.8, 0), the teacher itself.
    expect(screen.getByText(/on unused, exact flow at step 1,000/)).toBeTruthy()
    expect(screen.getByText(/as trained: no exact flow/)).toBeTruthy()
    const description = (): string =>
      screen.getByRole('group', { name: 'Feature spectrum' }).firstElementChild?.textContent ?? ''
    expect(description()).toContain('Finetuned, exact flow at step 1,000: error on new inputs 0 of')
    act(() => playground.controls.setView({ exactAt: null }))
    settle()
    expect(screen.queryByText(/exact flow at step/)).toBeNull()
    // The run that was reported above has not ended.
    expect(description()).toContain('Finetuned, still in training: error')
  })
})

describe('the scrubber’s words', () => {
  const phases: Phase[] = [
    { kind: 'plateau', from: 0, to: 40 },
    { kind: 'pickup', step: 52, feature: 16 },
    { kind: 'plateau', from: 60, to: 300 },
    { kind: 'pickup', step: 400, feature: 2 },
    { kind: 'converged', step: 12_000 },
  ]

  it.each([
    [0, 'plateau'],
    [45, '0 of 2 features picked up'],
    [52, 'feature 17 picked up (1 of 2)'],
    [100, 'plateau'],
    [350, '1 of 2 features picked up'],
    [400, 'feature 3 picked up (2 of 2)'],
    [1e6, 'converged'],
  ])('stateAt(phases, %d) is the newest thing that happened', (step, words) => {
    expect(stateAt(phases, step)).toBe(words)
  })

  it('stateAt says so where nothing has happened or will', () => {
    expect(stateAt([], 10)).toBe('under way')
    expect(stateAt(phases.slice(1), 10)).toBe('0 of 2 features picked up')
  })

  it('momentInWords names step and networks', () => {
    expect(momentInWords({ phases: { finetune: phases } }, 1200)).toBe(
      'step 1,200; finetuned: feature 3 picked up (2 of 2)',
    )
    expect(momentInWords({ phases: {} }, null)).toBe('as trained')
  })
})
