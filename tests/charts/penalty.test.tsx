import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PenaltyChart } from '../../src/charts/penalty/PenaltyChart.tsx'
import { layOutPenalty } from '../../src/charts/penalty/penaltyLayout.ts'
import type { PenaltyPanel } from '../../src/charts/penalty/types.ts'

const X = [0, 0.5, 1, 1.25]
const curve = (id: string, power: number) => ({
  ...{ id, label: id, colourToken: 'ink-soft', weight: 1 },
  values: X.map((x) => x ** power),
  dash: power === 1 ? ('solid' as const) : ('dashed' as const),
})
const PANEL: PenaltyPanel = {
  ...{ id: 'one', title: 'Finetuned', colourToken: 'method-ptft', mark: 'circle', x: X },
  curves: [curve('line', 1), curve('bowl', 2)],
  point: { x: 0.5, y: 0.25 },
}

describe('layOutPenalty(size, panel)', () => {
  it.each([300, 600])('keeps plot, curves and names inside %d px', (width) => {
    const { plot, xScale, yScale, paths, names } = layOutPenalty(
      { width, height: 272, rem: 16 },
      PANEL,
    )
    expect(plot.x + plot.width).toBeLessThanOrEqual(width)
    expect(plot.y + plot.height).toBeLessThanOrEqual(272)
    expect(xScale(0)).toBe(plot.x)
    expect(yScale(0)).toBe(plot.y + plot.height)
    // The steepest curve ends at the upper edge.
    expect(yScale(1.25 ** 2)).toBeCloseTo(plot.y, 9)
    expect(paths.map(({ path }) => path.split('L').length)).toEqual([4, 4])
    const [line = 0, bowl = 0] = names
    expect(line - bowl).toBeGreaterThanOrEqual(1.2 * 16 - 1e-9)
  })
})

describe('a panel with short names', () => {
  it('gives its plot what the names leave', () => {
    const size = { width: 600, height: 272, rem: 16 }
    const [narrow, usual] = [{ ...PANEL, nameWidth: 4 }, PANEL].map(
      (panel) => layOutPenalty(size, panel).plot.width,
    )
    // 6 of the 10 rem for ordinary names.
    expect((narrow ?? 0) - (usual ?? 0)).toBe(6 * 16)
  })
})

describe('a panel with dots', () => {
  const DOTS = [
    { x: 0.25, y: 0.2 },
    { x: 1.25, y: 3 },
  ]

  it('has room for the highest dot, with a point and without', () => {
    const size = { width: 600, height: 272, rem: 16 }
    for (const point of [null, PANEL.point]) {
      const { plot, yScale } = layOutPenalty(size, { ...PANEL, point, dots: DOTS })
      expect(yScale(3)).toBeCloseTo(plot.y, 9)
    }
  })
})

describe('<PenaltyChart />', () => {
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(272)
  })

  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })

  it('is described, and names panel, axes and every curve', () => {
    const { container } = render(
      <PenaltyChart
        label="Penalties"
        describe="One is straight, one a bowl."
        panels={[PANEL]}
        xLabel="size"
        yLabel="penalty"
        reference={1}
      />,
    )
    expect(screen.getByRole('group', { name: 'Penalties' })).toBeTruthy()
    for (const words of [
      'One is straight',
      'Finetuned',
      'size',
      'penalty',
      'line',
      'bowl',
      '1.0',
    ]) {
      expect(container.textContent).toContain(words)
    }
    expect(container.querySelectorAll('.penalty-curve')).toHaveLength(2)
    expect(container.innerHTML).not.toMatch(/NaN|undefined/)
    expect(container.querySelectorAll('.penalty-point')).toHaveLength(1)
    expect(container.querySelectorAll('.penalty-dots')).toHaveLength(0)
  })

  it('draws a mark for every dot, and no point where none is read out', () => {
    const dots = [0.2, 0.4, 0.6].map((x) => ({ x, y: x }))
    const { container } = render(
      <PenaltyChart
        label="Penalties"
        describe="Three units."
        panels={[{ ...PANEL, point: null, dots }]}
        xLabel="size"
        yLabel="penalty"
        reference={1}
      />,
    )
    expect(container.querySelectorAll('.penalty-point')).toHaveLength(0)
    // A circle's path begins with one M.
    const path = container.querySelector('.penalty-dots')?.getAttribute('d')
    expect(path?.match(/M/g)).toHaveLength(3)
  })
})
