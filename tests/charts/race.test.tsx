import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { RaceChart } from '../../src/charts/race/RaceChart.tsx'
import { raceScale } from '../../src/charts/race/raceScale.ts'
import type { RaceBar } from '../../src/charts/race/types.ts'

const bar = (id: string, changes: Partial<RaceBar> = {}): RaceBar => ({
  ...{ id, name: `name ${id}`, note: 'float32', form: 'solid', colourToken: 'method-stl' },
  ...{ place: null, isRunning: false, value: null, samples: [], valueText: '' },
  ...{ multiple: null, time: '', detail: null, message: null },
  ...changes,
})

describe('raceScale(bars)', () => {
  it('reaches from one to a million at least, decades evenly apart', () => {
    const { ticks, percent } = raceScale([bar('a', { value: 1000 })])
    expect(ticks.map(({ label }) => label)).toEqual(['1', '10', '100', '1k', '10k', '100k', '1M'])
    expect(ticks.map((tick) => tick.percent)).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((decade) => expect.closeTo((100 * decade) / 6, 9) as number),
    )
    expect(percent(1000)).toBeCloseTo(50, 9)
  })

  it('grows to hold every bar, and puts nothing outside', () => {
    const { ticks, percent } = raceScale([
      bar('a', { value: 0.3, samples: [0.002, 0.3] }),
      bar('b', { value: 9e5, samples: [2e6] }),
    ])
    expect(ticks.map(({ label }) => label).at(0)).toBe('0.1')
    expect(ticks.map(({ label }) => label).at(-1)).toBe('10M')
    expect([0, 0.002].map(percent)).toEqual([0, 0])
    expect(percent(1e9)).toBe(100)
  })
})

describe('<RaceChart />', () => {
  afterEach(cleanup)

  it('tells everything in text, lane by lane, and draws a bar only for what is measured', () => {
    const { container } = render(
      <RaceChart
        label="Race"
        describe="Two lanes, one of them without a bar."
        bars={[
          bar('a', {
            ...{ place: 1, value: 1000, samples: [900, 1100], valueText: '1,000 /s' },
            ...{ multiple: '× 2', time: '1 ms a step', detail: 'loss 0.5', form: 'hatched' },
          }),
          bar('b', { message: 'It does not start here.', isRunning: true }),
        ]}
        axisLabel="steps a second"
        multipleLabel="× other"
        line={500}
      />,
    )
    expect(screen.getByRole('group', { name: 'Race' })).toBeTruthy()
    const [first, second] = screen.getAllByRole('listitem')
    if (first === undefined || second === undefined) throw new Error('two lanes were expected')
    for (const words of ['1.', 'name a', '1,000 /s', '× 2', '1 ms a step', 'loss 0.5']) {
      expect(within(first).getByText(words)).toBeTruthy()
    }
    expect(within(second).getByText('It does not start here.')).toBeTruthy()
    expect(second.className).toContain('race-lane-running')
    const bars = container.querySelectorAll<HTMLElement>('.race-bar')
    expect([...bars].map(({ className, style }) => [className, style.width])).toEqual([
      ['race-bar race-bar-hatched', '50%'],
    ])
    expect(container.querySelectorAll('.race-sample').length).toBe(2)
    expect(container.querySelectorAll('.race-line').length).toBe(1)
  })
})
