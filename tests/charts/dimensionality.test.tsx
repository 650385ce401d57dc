import { cleanup, render, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { DimensionalityChart } from '../../src/charts/dimensionality/DimensionalityChart.tsx'
import { dimensionScale } from '../../src/charts/dimensionality/dimensionScale.ts'
import type { DimensionsRow } from '../../src/charts/dimensionality/types.ts'

const row = (id: string, numbers: Partial<DimensionsRow>): DimensionsRow => ({
  ...{ id, label: id, colourToken: 'method-stl', mark: 'square' },
  ...{ before: null, after: null, shared: null, ...numbers },
})
const ROWS = [
  row('finetuned', { before: 6, after: 1.5, shared: 0.75, sublabel: 'rescale × 1' }),
  row('single', { after: 3 }),
  row('waiting', {}),
]

describe('dimensionScale(rows)', () => {
  it('begins at 0 and reaches 6 at least', () => {
    const { percent, ticks } = dimensionScale(ROWS)
    expect([0, 1.5, 6].map(percent)).toEqual([0, 25, 100])
    expect(ticks[0]).toEqual({ value: 0, percent: 0 })
    expect(ticks.at(-1)).toEqual({ value: 6, percent: 100 })
  })

  it('grows to hold every number, and has no place for what is none', () => {
    const { percent } = dimensionScale([row('wide', { after: 31 })])
    const place = percent(31) ?? NaN
    expect(place).toBeLessThanOrEqual(100)
    expect(place).toBeGreaterThan(70)
    expect([null, NaN, Infinity].map(percent)).toEqual([null, null, null])
  })
})

describe('<DimensionalityChart />', () => {
  afterEach(cleanup)
  const open = () =>
    render(
      <DimensionalityChart
        label="Dimensions"
        describe="Finetuning needs fewer."
        rows={ROWS}
        names={{ before: 'pretrained', after: 'now', shared: 'shared by both' }}
        axisLabel="dimensions in use"
      />,
    )

  it('is a table of all numbers', () => {
    open()
    expect(screen.getByRole('group', { name: 'Dimensions' })).toBeTruthy()
    const table = screen.getByRole('table', { name: 'dimensions in use' })
    const headers = within(table).getAllByRole('columnheader')
    expect(headers.map((header) => header.textContent)).toEqual([
      'network',
      'pretrained',
      'now',
      'shared by both',
    ])
    const rows = within(table).getAllByRole('row').slice(1)
    const cells = rows.map((one) =>
      within(one)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    )
    expect(cells).toEqual([
      ['6.0', '1.5', '0.75'],
      ['–', '3.0', '–'],
      ['–', '–', '–'],
    ])
    expect(within(table).getAllByRole('rowheader')[0]?.textContent).toBe('finetunedrescale × 1')
  })

  it('draws what is known, and a line where there is a before and an after', () => {
    const { container } = open()
    const places = (selector: string) =>
      [...container.querySelectorAll<HTMLElement>(selector)].map(({ style }) => style.left)
    // Of an axis from 0 to 6.
    expect(places('.dimensions-before')).toEqual(['100%'])
    expect(places('.dimensions-after')).toEqual(['25%', '50%'])
    expect(places('.dimensions-shared')).toEqual(['12.5%'])
    const lines = [...container.querySelectorAll<HTMLElement>('.dimensions-change')]
    expect(lines.map(({ style }) => [style.left, style.width])).toEqual([['25%', '75%']])
  })
})
