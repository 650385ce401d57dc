import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ClustersChart } from '../../src/charts/clusters/ClustersChart.tsx'
import { countAfterKey, elbowOf, layOutClusters } from '../../src/charts/clusters/clustersLayout.ts'
import type { ClustersLine } from '../../src/charts/clusters/types.ts'

const line = (id: string, values: number[] | null): ClustersLine => ({
  ...{ id, label: id, values, colourToken: 'method-stl', dash: 'solid', mark: 'square' },
})
const LIMIT = { value: 0.01, label: '1 %' }
const LINES = [
  line('two', [1, 0.005, 0.004, 0]),
  line('never', [1, 0.5, 0.3, 0.2]),
  line('open', null),
]

const layOut = (width = 900, expected = [{ k: 2, label: '2 main units' }]) =>
  layOutClusters({ width, height: 288, rem: 16, lines: LINES, expected, limit: LIMIT })

describe('elbowOf(line, limit)', () => {
  it('is the first k below the limit, and none where the line stays above it', () => {
    expect(LINES.map((one) => elbowOf(one, LIMIT))).toEqual([2, null, null])
    // Below means below: a value on the limit does not count.
    expect(elbowOf(line('on', [1, 0.01, 0.009]), LIMIT)).toBe(3)
  })
})

describe('layOutClusters(input)', () => {
  it('keeps expected counts and their labels inside before any curve is known', () => {
    const expected = [{ k: 6, label: 'auxiliary teacher' }]
    const input = { width: 340, height: 288, rem: 16, expected, limit: LIMIT }
    const { plot, expected: places } = layOutClusters({ ...input, lines: [line('open', null)] })
    for (const { x, labelX } of places) {
      expect(x).toBeLessThan(plot.x + plot.width)
      // Half of its 17 letters, about 0.4 rem each.
      expect(labelX + (17 * 0.4 * 16) / 2).toBeLessThanOrEqual(340)
    }
  })

  it.each([300, 900])('keeps curves inside the plot at %i px', (width) => {
    const { plot, curves } = layOut(width)
    expect(plot.x + plot.width).toBeLessThanOrEqual(width)
    expect(plot.y + plot.height).toBeLessThanOrEqual(288)
    for (const { x, y } of curves.flatMap(({ spots }) => spots)) {
      expect(x).toBeGreaterThan(plot.x)
      expect(x).toBeLessThan(plot.x + plot.width)
      expect(y).toBeGreaterThanOrEqual(plot.y - 1e-9)
      expect(y).toBeLessThanOrEqual(plot.y + plot.height + 1e-9)
    }
  })

  it('draws an inertia of zero at the floor, in whole decades', () => {
    const { yTicks, curves, plot } = layOut()
    // From the floor of 10⁻⁶ to 1; not every decade has a tick.
    expect(yTicks.at(-1)?.exponent).toBe(0)
    expect(yTicks.every(({ exponent }) => exponent >= -6)).toBe(true)
    expect(curves[0]?.spots.at(-1)?.y).toBeCloseTo(plot.y + plot.height, 9)
  })

  it('names curves beside their ends where there is room, and leaves out what is not drawn', () => {
    expect(layOut(150).names).toBeNull()
    const names = layOut().names ?? []
    expect(names.map((name) => name === null)).toEqual([false, false, true])
  })

  it('puts labels that would touch in rows above each other', () => {
    const close = [
      { k: 3, label: '3 auxiliary units' },
      { k: 2, label: '2 main units' },
    ]
    expect(layOut(340, close).expected.map(({ row }) => row)).toEqual([1, 0])
    expect(layOut(1600, close).expected.map(({ row }) => row)).toEqual([0, 0])
    expect(layOut(340, close).plot.y).toBeGreaterThan(layOut(1600, close).plot.y)
  })
})

describe('countAfterKey(key, k, most)', () => {
  it.each([
    ['ArrowRight', null, 1],
    ['ArrowRight', 3, 4],
    ['ArrowRight', 12, 12],
    ['ArrowLeft', 1, 1],
    ['Home', 7, 1],
    ['End', null, 12],
    ['a', 3, null],
  ])('%s from %s leads to %s', (key, from, to) => {
    expect(countAfterKey(key, from, 12)).toBe(to)
  })
})

describe('<ClustersChart />', () => {
  beforeEach(() => {
    // jsdom lays nothing out.
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(288)
  })
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })
  const open = () =>
    render(
      <ClustersChart
        label="Clusters"
        describe="One network has two directions."
        lines={LINES}
        expected={[{ k: 2, label: '2 main units' }]}
        limit={LIMIT}
        xLabel="clusters"
        yLabel="inertia"
      />,
    )

  it('tells where each line has its elbow, with a ring where there is one', () => {
    const { container } = open()
    const elbows = container.querySelector('.clusters-elbows')
    expect(elbows?.textContent).toBe(
      'ring: first below the dashed line, 1 %twok = 2nevernot by k = 4open–',
    )
    expect(container.querySelectorAll('.clusters-elbow')).toHaveLength(1)
    expect(screen.getByText('2 main units')).toBeTruthy()
    expect(container.innerHTML).not.toMatch(/NaN|undefined/)
  })

  it('is read k by k with the keyboard', () => {
    open()
    const slider = screen.getByRole('slider', { name: 'clusters' })
    expect(slider.getAttribute('aria-valuetext')).toBe('none')
    fireEvent.keyDown(slider, { key: 'ArrowRight' })
    fireEvent.keyDown(slider, { key: 'ArrowRight' })
    expect(slider.getAttribute('aria-valuenow')).toBe('2')
    expect(slider.getAttribute('aria-valuetext')).toBe(
      'clusters k = 2; two 0.00500; never 0.500; open –',
    )
    fireEvent.keyDown(slider, { key: 'Escape' })
    expect(slider.getAttribute('aria-valuetext')).toBe('none')
  })

  it('is read with the pointer at the nearest k', () => {
    open()
    const slider = screen.getByRole('slider', { name: 'clusters' })
    const { xScale, plot } = layOut()
    fireEvent.pointerMove(slider, { clientX: xScale(3.2) - plot.x })
    expect(slider.getAttribute('aria-valuenow')).toBe('3')
    fireEvent.pointerLeave(slider, { pointerType: 'mouse' })
    expect(slider.getAttribute('aria-valuetext')).toBe('none')
  })
})
