import { act, cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import formulas from '../../src/chapters/then/formulas.tex.json'
import { Count } from '../../src/reading/Count.tsx'
import { FeatureFormula } from '../../src/reading/FeatureFormula.tsx'
import { Measured } from '../../src/reading/Measured.tsx'
import { OrderRange } from '../../src/reading/OrderRange.tsx'
import { finetunePenalty } from '../../src/theory/solvers/penalties.ts'
import { prepareScreen, renderWithPlayground, settle } from '../figures/renderWithPlayground.tsx'
import { runSnapshot, snapshotReport, TASK, taskReport } from '../store/fakes.ts'

beforeEach(prepareScreen)

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Every number is a dash before there is a run, and none is broken at any time. */
const renderRun = (content: React.ReactElement, hash = '') => {
  const fake = renderWithPlayground(content, hash)
  const before = fake.container.textContent
  act(() => fake.report(taskReport()))
  act(() =>
    fake.report(
      snapshotReport([
        runSnapshot('pretraining', { beta: TASK.auxTeacher.slice() }),
        runSnapshot('finetune'),
      ]),
    ),
  )
  settle()
  expect(fake.container.textContent).not.toMatch(/NaN|undefined|Infinity/)
  return { ...fake, before, text: fake.container.textContent }
}

describe('<Count>', () => {
  it('writes a setting, or what follows from settings, as prose does', () => {
    const { text } = renderRun(
      <>
        <Count of="mainActive" />, <Count of={({ auxActive }) => auxActive - 3} />
      </>,
      '#mainActive=5&auxActive=40',
    )
    expect(text).toBe('five, 37')
  })
})

describe('<Measured>', () => {
  it('is a number of the run on screen', () => {
    const { before, text } = renderRun(
      <>
        <Measured method="finetune" value="error" />;{' '}
        <Measured method="finetune" value="features" />;{' '}
        <Measured method="finetune" value="unused" />;{' '}
        <Measured method="singleTask" value="error" />
      </>,
    )
    expect(before).toBe('–; –; –; –')
    // β = (0, −0.5, 0.5, 0) beside the teacher (0, −0.6, 0.8, 0): (0.1² + 0.3²)/1; two features.
    expect(text).toBe('0.10; 2.0; 0 %; –')
  })
})

/** α = 10⁻³, c = 1: γ = αc is far below the coefficients, so that k is ½c²|β_aux|. */
const orderAt = (aux: number): number => finetunePenalty(0.5, 0.5 * aux).order

describe('<OrderRange>', () => {
  it('holds the ℓ-orders of old features, or of all others', () => {
    const { before, text } = renderRun(
      <>
        <OrderRange of="old" />; <OrderRange of="new" />
      </>,
      '#rescale=1',
    )
    expect(before).toBe('–; –')
    const old = orderAt(0.8).toFixed(2)
    expect(text).toMatch(new RegExp(`^${old} to ${old}; 1\\.\\d\\d to 1\\.\\d\\d$`))
  })
})

describe('<FeatureFormula>', () => {
  const valuesOf = (container: HTMLElement): string[] =>
    Array.from(container.querySelectorAll('.symbol-entry dd'), (one) => one.textContent)

  it('has the values of the largest feature, or of the picked one', () => {
    const { container, playground } = renderRun(
      <FeatureFormula of={formulas.penalty} />,
      '#rescale=1',
    )
    // Both kept features are 0.5 large; the first of them has an auxiliary coefficient of 0.8.
    expect(valuesOf(container)).toEqual([
      'main coefficient 0.5',
      'where it bends 0.4',
      'rescaling factor 1',
      'auxiliary coefficient 0.8',
    ])
    act(() => playground.controls.setView({ feature: 0 }))
    settle()
    expect(valuesOf(container)).toContain('auxiliary coefficient 0.6')
    expect(valuesOf(container)).toContain('main coefficient 0')
  })

  it('shows two powers that add up to one', () => {
    const { container } = renderRun(<FeatureFormula of={formulas.law} />, '#rescale=1')
    const numbers = valuesOf(container)
      .filter((words) => words.startsWith('power'))
      .map((words) => Number(words.replace(/[^\d.−]/g, '').replace('−', '-')))
    expect(numbers[0]).toBeCloseTo(orderAt(0.8), 2)
    expect((numbers[0] ?? NaN) + (numbers[1] ?? NaN)).toBeCloseTo(1, 9)
  })
})
