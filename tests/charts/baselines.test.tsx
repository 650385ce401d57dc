import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { BaselinesChart } from '../../src/charts/baselines/BaselinesChart.tsx'
import { baselineScale } from '../../src/charts/baselines/baselineScale.ts'
import type { BaselinesRow } from '../../src/charts/baselines/types.ts'

const row = (id: string, changes: Partial<BaselinesRow>): BaselinesRow => ({
  ...{ id, label: id, colourToken: 'method-stl', mark: 'square', value: null, state: 'done' },
  ...changes,
})

describe('baselineScale(rows)', () => {
  it('reaches from 0.001 to 1 at least, decades evenly apart', () => {
    const { ticks, percent } = baselineScale([row('a', { value: 0.1 })])
    expect(ticks.map(({ exponent }) => exponent)).toEqual([-3, -2, -1, 0])
    expect(percent(0.1)).toBeCloseTo((100 * 2) / 3, 9)
  })

  it('grows to hold every error, and shows one of 0 at the floor', () => {
    const { ticks, percent } = baselineScale([
      row('exact', { value: 0 }),
      row('worse', { value: 3 }),
      row('lost', { value: NaN }),
    ])
    // From the floor of 10⁻¹² to 10: every second decade.
    expect(ticks.at(0)).toEqual({ exponent: -12, isFloor: true, percent: 0 })
    expect(percent(0)).toBe(0)
    expect(percent(10)).toBeCloseTo(100, 9)
    expect(ticks.length).toBeLessThanOrEqual(8)
  })
})

describe('<BaselinesChart />', () => {
  afterEach(cleanup)

  it('writes every error and what is not finished, and marks it hollow', () => {
    const { container } = render(
      <BaselinesChart
        label="Baselines"
        describe="Finetuning ends lowest."
        rows={[
          row('finetuned', { value: 0.001, note: 'all weights' }),
          row('multi-task', { value: 0.1, state: 'training' }),
          row('kernel', { state: 'waiting' }),
        ]}
        axisLabel="error"
        start={{ value: 1, label: 'zero function' }}
      />,
    )
    expect(screen.getByRole('group', { name: 'Baselines' })).toBeTruthy()
    const items = screen.getAllByRole('listitem').map((item) => item.textContent)
    expect(items).toEqual([
      'finetunedall weights0.0010',
      'multi-task0.10still training',
      'kernelwaiting …',
    ])
    const marks = [...container.querySelectorAll<SVGElement>('.baselines-mark')]
    const states = marks.map((mark) => mark.getAttribute('class')?.split('-').at(-1))
    expect(states).toEqual(['done', 'training'])
    // Of an axis from 0.001 to 1: the line ends at the zero function, where the axis does.
    const [whole] = container.querySelectorAll<HTMLElement>('.baselines-line')
    expect([whole?.style.left, whole?.style.width]).toEqual(['0%', '100%'])
  })
})
