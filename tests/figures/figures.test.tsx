import { act, cleanup, screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LossFigure } from '../../src/figures/LossFigure.tsx'
import MeasurementsFigure from '../../src/figures/MeasurementsFigure.tsx'
import { SpectrumFigure } from '../../src/figures/SpectrumFigure.tsx'
import { StatusStrip } from '../../src/figures/StatusStrip.tsx'
import { METHODS } from '../../src/protocol/methods.ts'
import type { Report } from '../../src/protocol/messages.ts'
import { METHOD_IDS } from '../../src/theory/methodRecipes.ts'
import { runSnapshot, snapshotReport, TASK, taskReport } from '../store/fakes.ts'
import { prepareScreen, renderWithPlayground, settle } from './renderWithPlayground.tsx'

beforeEach(prepareScreen)

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const ALL_METHODS = `#methods=${METHOD_IDS.join('.')}`

/** A picture of every method; the numbers of one are extreme, of one zero. */
const picture = (state: 'playing' | 'finished' = 'playing'): Report =>
  snapshotReport(
    [
      runSnapshot('pretraining', { beta: TASK.auxTeacher.slice() }),
      ...METHOD_IDS.map((method) => runSnapshot(method)),
      runSnapshot('singleTaskProbe', { beta: new Float64Array(4), trainingLoss: 0 }),
      runSnapshot('finetuneProbe', {
        beta: Float64Array.of(1e-300, 1e9, -1e-9, 0),
        trainingLoss: 3e17,
        generalizationLoss: 1e18,
        bestGeneralizationLoss: 1e-300,
        learningRate: 1e-13,
        status: 'diverged',
      }),
    ],
    { state },
  )

const ENGINE: Extract<Report, { type: 'engine' }> = {
  type: 'engine',
  run: 1,
  engine: { id: 'webgl', precision: 'float32', measuredEpsilon: 2 ** -23, rates: [], work: '2^12' },
}

/** What is no figure, and figures as Play shows them; all others are in brokenNumbers.test.tsx. */
const PARTS: [string, ReactElement][] = [
  ['SpectrumFigure', <SpectrumFigure key="spectrum" isTall={false} />],
  ['LossFigure', <LossFigure key="loss" quantity="generalizationLoss" />],
  ['LossFigure of training', <LossFigure key="training" quantity="trainingLoss" />],
  ['StatusStrip', <StatusStrip key="status" />],
]

describe.each(PARTS)('%s', (_, figure) => {
  it('shows no broken number at any moment of a run', () => {
    const { container, report, playground } = renderWithPlayground(figure, ALL_METHODS)
    const expectNoBrokenNumber = (): void => {
      settle()
      expect(container.innerHTML).not.toMatch(/NaN|undefined|Infinity|\[object/)
    }
    expectNoBrokenNumber()
    act(() => playground.open())
    expectNoBrokenNumber()
    act(() => report(ENGINE))
    act(() => report(taskReport()))
    expectNoBrokenNumber()
    act(() => report(picture()))
    expectNoBrokenNumber()
    act(() => report(picture('finished')))
    expectNoBrokenNumber()
    act(() => playground.controls.setNumber('rescale', 1))
    expectNoBrokenNumber()
    act(() => report({ type: 'failure', run: 1, text: 'Training stopped.' }))
    expectNoBrokenNumber()
    expect(container.textContent.length).toBeGreaterThan(10)
  })
})

describe('MeasurementsFigure', () => {
  const cellsOf = (name: string): string[] => {
    const row = screen.getAllByRole('row').find((one) => {
      return one.querySelector('th[scope="row"]')?.textContent.trim() === name
    })
    return Array.from(row?.querySelectorAll('td') ?? [], (cell) => cell.textContent)
  }

  it('shows every number of every method beside the teacher’s', () => {
    const { report } = renderWithPlayground(<MeasurementsFigure />, ALL_METHODS)
    act(() => report(taskReport()))
    act(() => report(picture()))
    settle()
    // β = (0, −0.5, 0.5, 0): ℓ₁ 1, ℓ₂ √½, two features, half of it shared; no group norm alone.
    expect(cellsOf('Single task')).toEqual(
      ['1.000', '0.707', '–', '2.0', '0.0', '50.0', '50.0', '0.0'].concat([
        '0.25',
        '0.13',
        '0.063',
        '10',
        '0.10',
        'in training',
      ]),
    )
    // With (0.6, −0.8, 0, 0) of pretraining: 0.6 + √(0.25 + 0.64) + 0.5.
    expect(cellsOf('Finetuned')[2]).toBe((1.1 + Math.sqrt(0.89)).toFixed(3))
    // Teachers (0.6, −0.8, 0, 0) and (0, −0.6, 0.8, 0): ℓ₁ 1.4, ℓ₂ 1, ℓ₁,₂ 0.6 + 1 + 0.8.
    expect(cellsOf('Teacher').slice(0, 4)).toEqual(['1.400', '1.000', '2.400', '2.0'])
  })

  it('waits for methods without a picture, and shows nothing before there is a task', () => {
    const { report, container } = renderWithPlayground(<MeasurementsFigure />)
    expect(container.innerHTML).toBe('')
    act(() => report(taskReport()))
    settle()
    expect(cellsOf(METHODS.multiTask.label)).toEqual(['waiting …'])
  })
})

describe('StatusStrip', () => {
  it('names engine, precision, speed and seeds', () => {
    const { report, container } = renderWithPlayground(<StatusStrip />, '#dataSeed=7&initSeed=8')
    act(() => report(ENGINE))
    act(() => report(picture()))
    settle()
    const text = container.textContent
    expect(text).toContain('WebGL')
    expect(text).toContain('float32, 1 + 2−23 > 1')
    expect(text).toContain('1,234')
    expect(text).toContain('data 7, init 8')
  })

  it('names the factors by which the engine was measured to be faster', () => {
    const { report, container } = renderWithPlayground(<StatusStrip />)
    const rates = [
      { id: 'webgl', stepsPerSecond: 4200 },
      { id: 'cpu', stepsPerSecond: 300 },
    ] as const
    act(() => report({ ...ENGINE, engine: { ...ENGINE.engine, rates } }))
    settle()
    expect(container.textContent).toContain('WebGL (14 × JavaScript)')
  })
})

describe('SpectrumFigure', () => {
  it('draws a row for every method, and reads a feature from the link', () => {
    const { report } = renderWithPlayground(<SpectrumFigure isTall />, `${ALL_METHODS}&feature=1`)
    act(() => report(taskReport()))
    act(() => report(picture()))
    settle()
    for (const method of METHOD_IDS) {
      expect(screen.getAllByText(METHODS[method].label).length).toBeGreaterThan(0)
    }
    const slider = screen.getByRole('slider', { name: 'Feature to read' })
    expect(slider.getAttribute('aria-valuetext')).toContain('shared; teacher −0.600')
  })
})
