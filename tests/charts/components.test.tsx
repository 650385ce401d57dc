import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLiveSource } from '../../src/charts/liveSource.ts'
import { LossChart } from '../../src/charts/loss/LossChart.tsx'
import { SpectrumChart, type SpectrumChartProps } from '../../src/charts/spectrum/SpectrumChart.tsx'
import type { SpectrumData } from '../../src/charts/spectrum/types.ts'
import { recordingContext, type Recorded } from './recordingContext.ts'

let calls: Recorded[] = []

beforeEach(() => {
  const recording = recordingContext()
  calls = recording.calls
  // jsdom lays nothing out and has no canvas: everything is 1000 by 600 px, drawing is recorded.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000)
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(recording.context as never)
  vi.useFakeTimers()
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Lets pending frames and timers run. */
const settle = (): void => act(() => void vi.advanceTimersByTime(200))
const framesSoFar = (): number => calls.filter(({ name }) => name === 'clearRect').length

const start: SpectrumData = { rows: [[0.25, 0, 0.125]], base: null }
const properties = (live = createLiveSource(start)): SpectrumChartProps => ({
  label: 'Feature spectrum',
  describe: 'One shared feature is in use.',
  groups: [
    { id: 'shared', label: 'shared', features: [0], crowded: false },
    { id: 'main', label: 'main only', features: [], crowded: false },
    { id: 'unused', label: 'unused', features: [1, 2], crowded: true },
  ],
  rows: [{ id: 'stl', label: 'Single task', colourToken: 'method-stl', mark: 'circle' }],
  teacher: [0.5, 0, 0],
  extent: 1,
  live,
  base: { label: 'what pretraining left', values: [0.2, 0, 0], extent: 0.2 },
})

describe('SpectrumChart', () => {
  it('names itself, its groups with their sizes, its rows, and says what it shows', () => {
    render(<SpectrumChart {...properties()} />)
    const chart = screen.getByRole('group', { name: 'Feature spectrum' })
    const description = document.getElementById(chart.getAttribute('aria-describedby') ?? '')
    expect(description?.textContent).toBe('One shared feature is in use.')
    const headings = [...chart.querySelectorAll('.spectrum-heading')].map((one) => one.textContent)
    expect(headings).toEqual(['shared 1', 'main only 0', 'unused 2'])
    expect(screen.getByText('Single task')).toBeTruthy()
  })

  it('is read feature by feature with the keyboard', () => {
    const onPick = vi.fn()
    render(<SpectrumChart {...properties()} onPick={onPick} />)
    const slider = screen.getByRole('slider', { name: 'Feature to read' })
    expect(slider.getAttribute('aria-valuetext')).toBe('none')
    fireEvent.keyDown(slider, { key: 'ArrowRight' })
    expect(slider.getAttribute('aria-valuetext')).toBe(
      'feature 1, shared; teacher 0.500; Single task 0.250; what pretraining left 0.200',
    )
    fireEvent.keyDown(slider, { key: 'PageDown' })
    expect(slider.getAttribute('aria-valuetext')).toContain('feature 2, unused')
    fireEvent.keyDown(slider, { key: 'End' })
    expect(onPick.mock.lastCall?.[0]).toBe(2)
    fireEvent.keyDown(slider, { key: 'Escape' })
    expect(onPick.mock.lastCall).toEqual([null, null])
    expect(slider.getAttribute('aria-valuetext')).toBe('none')
  })

  it('draws once per frame however often the source changes, and without rendering React', () => {
    const live = createLiveSource(start)
    render(<SpectrumChart {...properties(live)} />)
    settle()
    const before = framesSoFar()
    for (let step = 0; step < 50; step += 1) live.set(start)
    settle()
    expect(framesSoFar() - before).toBe(1)
  })

  it('draws nothing while the page is hidden, and catches up when it is seen', () => {
    const live = createLiveSource(start)
    render(<SpectrumChart {...properties(live)} />)
    settle()
    const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    const before = framesSoFar()
    live.set(start)
    settle()
    expect(framesSoFar()).toBe(before)
    hidden.mockReturnValue(false)
    document.dispatchEvent(new Event('visibilitychange'))
    settle()
    expect(framesSoFar()).toBe(before + 1)
  })

  it('keeps the numbers of the picked feature fresh', () => {
    const live = createLiveSource(start)
    render(<SpectrumChart {...properties(live)} />)
    const slider = screen.getByRole('slider', { name: 'Feature to read' })
    fireEvent.keyDown(slider, { key: 'Home' })
    settle()
    live.set({ rows: [[0.75, 0, 0]], base: null })
    settle()
    expect(slider.getAttribute('aria-valuetext')).toContain('Single task 0.750')
  })

  it('draws again when the theme changes', async () => {
    render(<SpectrumChart {...properties()} />)
    settle()
    const before = framesSoFar()
    // Mutation observers report in a microtask, which act waits for.
    await act(async () => {
      document.documentElement.dataset['theme'] = 'dark'
      await Promise.resolve()
    })
    settle()
    delete document.documentElement.dataset['theme']
    expect(framesSoFar()).toBeGreaterThan(before)
  })
})

describe('LossChart', () => {
  const chart = (
    <LossChart
      label="Loss"
      describe="Both fall."
      panels={[
        { id: 'main', title: 'main task', xLabel: 'steps', widthShare: 1, xDomain: [1, 1000] },
      ]}
      series={[
        {
          id: 'stl',
          panel: 'main',
          label: 'single task',
          colourToken: 'method-stl',
          dash: 'dashed',
        },
        {
          id: 'ptft',
          panel: 'main',
          label: 'finetuned',
          colourToken: 'method-ptft',
          dash: 'solid',
        },
      ]}
      yLabel="loss / zero-function loss"
      floor={1e-6}
      live={createLiveSource({
        series: {
          stl: { x: [1, 1000], y: [1, 0.5], length: 2 },
          ptft: { x: [1, 1000], y: [1, 0], length: 2 },
        },
        cursor: null,
      })}
    />
  )

  it('reads every curve at the place that the keyboard reaches, and says where only a bound is known', () => {
    render(chart)
    const slider = screen.getByRole('slider', { name: 'Place to read' })
    fireEvent.keyDown(slider, { key: 'End' })
    expect(slider.getAttribute('aria-valuetext')).toBe(
      'main task, 1000 steps; single task 0.500; finetuned at most 10⁻⁶',
    )
    fireEvent.keyDown(slider, { key: 'Home' })
    expect(slider.getAttribute('aria-valuetext')).toContain('single task 1.00')
  })

  it('labels its axes with units and its floor as a bound', () => {
    const { container } = render(chart)
    expect(screen.getByText('loss / zero-function loss')).toBeTruthy()
    expect(screen.getByText('steps')).toBeTruthy()
    const ticks = [...container.querySelectorAll('.loss-y-tick')].map((tick) => tick.textContent)
    expect(ticks[0]).toBe('≤ 10−6')
  })
})
