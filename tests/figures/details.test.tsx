import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import DialFigure from '../../src/figures/DialFigure.tsx'
import LadderFigure from '../../src/figures/LadderFigure.tsx'
import MapFigure from '../../src/figures/MapFigure.tsx'
import MultiTaskFigure from '../../src/figures/MultiTaskFigure.tsx'
import PenaltyFigure from '../../src/figures/PenaltyFigure.tsx'
import RunSentence from '../../src/figures/RunSentence.tsx'
import { LeadControl, SecondControls } from '../../src/figures/ControlPanel.tsx'
import { endsResult, runSnapshot, snapshotReport, taskReport } from '../store/fakes.ts'
import { prepareScreen, renderWithPlayground, settle } from './renderWithPlayground.tsx'

beforeEach(prepareScreen)

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const AUX = Float64Array.of(0.6, -0.8, 0, 0)

/** A finished run of all three methods, with what the solver knows of it. */
const finish = ({ playground, report }: ReturnType<typeof renderWithPlayground>): void => {
  act(() => {
    report(taskReport())
    report(
      snapshotReport(
        [
          runSnapshot('pretraining', { beta: AUX, status: 'converged' }),
          runSnapshot('singleTask', { status: 'converged', generalizationLoss: 0.5 }),
          runSnapshot('multiTask', { auxBeta: AUX, status: 'converged' }),
          runSnapshot('finetune', { status: 'converged', trainingLoss: 1e-8 }),
        ],
        { state: 'finished' },
      ),
    )
    playground.training.receiveExact(
      endsResult({
        ends: { finetune: Float64Array.of(0, -0.6, 0.8, 0) },
        bends: { finetune: Float64Array.of(1e-3, 1e-3, 1e-6, 1e-6) },
        pretrained: AUX,
        smallestGroupNorm: Float64Array.of(0, -0.6, 0.8, 0),
        groupNormAux: AUX,
      }),
      'trained',
    )
  })
  settle()
}

const textOf = (container: HTMLElement): string => container.textContent

describe.each([
  ['DialFigure', DialFigure],
  ['PenaltyFigure', PenaltyFigure],
  ['MultiTaskFigure', MultiTaskFigure],
  ['RunSentence', RunSentence],
  ['LadderFigure', LadderFigure],
  ['MapFigure', MapFigure],
])('<%s />', (_, Figure) => {
  it('stands before anything is known, without a number that is none', () => {
    const { container } = renderWithPlayground(<Figure />)
    settle()
    expect(textOf(container)).not.toMatch(/NaN|undefined|Infinity/)
  })

  it('shows a finished run, without a number that is none', () => {
    const rendered = renderWithPlayground(<Figure />)
    finish(rendered)
    expect(textOf(rendered.container)).not.toMatch(/NaN|undefined|Infinity/)
    expect(textOf(rendered.container).length).toBeGreaterThan(20)
  })
})

describe('RunSentence', () => {
  it('tells a screen reader what happened once the run has ended, and nothing before', () => {
    const rendered = renderWithPlayground(<RunSentence />)
    expect(screen.getByRole('status').textContent).toBe('')
    finish(rendered)
    const { textContent } = screen.getByRole('status')
    expect(textContent).toContain('Finetuned: 1 of 2 pretrained features kept')
    expect(textContent).toContain('Finetuning ends 4 times below single-task training.')
  })
})

describe('MultiTaskFigure', () => {
  it('carries the network over by a button', () => {
    const rendered = renderWithPlayground(<MultiTaskFigure />)
    finish(rendered)
    expect(textOf(rendered.container)).toContain('smallest')
    fireEvent.click(screen.getByRole('button', { name: /^λ = 10/ }))
    expect(rendered.playground.controls.getState().spec.weightDecay).toBe(1e-4)
    fireEvent.click(screen.getByRole('button', { name: 'no decay' }))
    expect(rendered.playground.controls.getState().spec.weightDecay).toBe(0)
  })

  it('is not there without multi-task learning', () => {
    const { container } = renderWithPlayground(<MultiTaskFigure />, '#methods=finetune')
    expect(container.textContent).toBe('')
  })
})

describe('MapFigure', () => {
  it('opens the run of a cell by keys, and changes what it shows', () => {
    const { playground } = renderWithPlayground(<MapFigure />)
    settle()
    const map = screen.getByRole('slider')
    fireEvent.keyDown(map, { key: 'End' })
    fireEvent.keyDown(map, { key: 'Home' })
    fireEvent.keyDown(map, { key: 'ArrowDown' })
    fireEvent.keyDown(map, { key: 'Enter' })
    expect(playground.controls.getState().spec).toMatchObject({ rescale: 1e-3, overlap: 2 })
    fireEvent.click(screen.getByRole('radio', { name: 'regime' }))
    expect(playground.controls.getState().view.quantity).toBe('regime')
    const threshold = screen.getByRole('textbox', { name: 'Least share reused' })
    fireEvent.change(threshold, { target: { value: '0.7' } })
    fireEvent.blur(threshold)
    expect(playground.controls.getState().view.regimes.reuse).toBe(0.7)
    fireEvent.click(screen.getByRole('button', { name: 'Usual thresholds' }))
    expect(playground.controls.getState().view.regimes.reuse).toBe(0.5)
  })
})

describe('the button beside a control’s name', () => {
  it('sweeps the control', () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true }))
    const { playground } = renderWithPlayground(
      <>
        <LeadControl />
        <SecondControls />
      </>,
    )
    const button = screen.getByRole('button', { name: /^Sweep task overlap/ })
    expect(button.getAttribute('aria-pressed')).toBe('false')
    fireEvent.click(button)
    expect(playground.controls.getState().view.sweep).toBe('overlap')
    expect(button.getAttribute('aria-pressed')).toBe('true')
    vi.unstubAllGlobals()
  })
})
