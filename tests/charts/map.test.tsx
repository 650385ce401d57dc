import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { drawMap } from '../../src/charts/map/drawMap.ts'
import { sequentialColours, shareOf } from '../../src/charts/map/mapColours.ts'
import { boxOf, cellAfterKey, cellAtPixel, layOutMap } from '../../src/charts/map/mapLayout.ts'
import { MapChart } from '../../src/charts/map/MapChart.tsx'
import { placeWords, traceContours } from '../../src/charts/map/regions.ts'
import type { MapCells, MapPlace } from '../../src/charts/map/types.ts'
import { namedTheme, recordingContext } from './recordingContext.ts'

const COLUMNS = [0.001, 0.01, 0.1, 1]
const ROWS = [0, 1, 2]
const layOut = (width = 800) =>
  layOutMap({ width, height: 400, rem: 16, columns: COLUMNS, rows: ROWS })

describe('layOutMap(input)', () => {
  it('keeps cells and ticks inside, the first row lowest', () => {
    for (const width of [320, 800]) {
      const layout = layOut(width)
      const { plot } = layout
      expect(plot.x + plot.width).toBeLessThanOrEqual(width)
      expect(plot.y + plot.height).toBeLessThanOrEqual(400)
      expect(layout.xTicks.map(({ value }) => value)).toEqual(COLUMNS)
      const [lowest, , highest] = layout.yTicks
      expect(lowest?.value).toBe(0)
      expect(lowest?.at).toBeGreaterThan(highest?.at ?? Infinity)
    }
  })

  it('thins ticks out where there is no room for all', () => {
    const columns = Array.from({ length: 60 }, (_, index) => index + 3)
    const { xTicks } = layOutMap({ width: 400, height: 300, rem: 16, columns, rows: [1] })
    expect(xTicks.length).toBeGreaterThan(1)
    expect(xTicks.length).toBeLessThan(10)
  })
})

describe('cellAtPixel(layout, pixel)', () => {
  it('is the cell whose box holds the pixel, and the nearest one outside', () => {
    const layout = layOut()
    for (const place of [
      { column: 0, row: 0 },
      { column: 3, row: 2 },
      { column: 1, row: 1 },
    ]) {
      const { left, top, width, height } = boxOf(layout, place)
      expect(cellAtPixel(layout, { x: left + width / 2, y: top + height / 2 })).toEqual(place)
    }
    expect(cellAtPixel(layout, { x: -50, y: 9999 })).toEqual({ column: 0, row: 0 })
    expect(cellAtPixel(layout, { x: 9999, y: -50 })).toEqual({ column: 3, row: 2 })
  })
})

describe('cellAfterKey(key, from, size)', () => {
  it.each([
    ['ArrowLeft', { column: 0, row: 1 }],
    ['ArrowRight', { column: 2, row: 1 }],
    ['ArrowUp', { column: 1, row: 2 }],
    ['ArrowDown', { column: 1, row: 0 }],
    ['PageUp', { column: 1, row: 2 }],
    ['Home', { column: 0, row: 1 }],
    ['End', { column: 3, row: 1 }],
    ['x', null],
  ])('%s leads to %j', (key, to) => {
    expect(cellAfterKey(key, { column: 1, row: 1 }, { columns: 4, rows: 3 })).toEqual(to)
  })
})

describe('placeWords(indices, size, kinds)', () => {
  it('stands in the middle of a region, and nowhere for a rare kind', () => {
    // A block of kind 1 of 5 × 5 cells within kind 0; a single cell of kind 2.
    const size = { columns: 15, rows: 9 }
    const indices = Array.from({ length: 135 }, (_, cell) => {
      const [x, y] = [cell % 15, Math.floor(cell / 15)]
      if (cell === 0) return 2
      return x >= 8 && x < 13 && y >= 2 && y < 7 ? 1 : 0
    })
    const [outer, block, rare] = placeWords(indices, size, 3)
    expect(block).toEqual({ x: 10.5, y: 4.5 })
    expect(rare).toBeNull()
    const cell = Math.floor(outer?.y ?? 0) * 15 + Math.floor(outer?.x ?? 0)
    expect(indices[cell]).toBe(0)
  })
})

describe('traceContours(values, size, wanted)', () => {
  it('lies half-way between decades, and has its words on the line', () => {
    // 10^column: the line of 10^1.5 is the vertical at the middle of columns 1 and 2, x = 2.
    const size = { columns: 4, rows: 12 }
    const values = Array.from({ length: 48 }, (_, cell) => 10 ** (cell % 4))
    const [contour] = traceContours(values, size, [{ value: 10 ** 1.5, label: 'here' }])
    const spots = contour?.lines.flat() ?? []
    expect(spots.length).toBeGreaterThan(3)
    for (const { x } of spots) expect(x).toBeCloseTo(2, 9)
    expect(contour?.word?.x).toBeCloseTo(2, 9)
  })

  it('waits until every cell is known', () => {
    const size = { columns: 2, rows: 2 }
    expect(traceContours([1, NaN, 1, 1], size, [{ value: 0.5, label: '' }])).toEqual([])
  })
})

describe('the sequential scale', () => {
  const theme = {
    ...namedTheme,
    colour: (token: string) =>
      ['#000000', '#404040', '#808080', '#c0c0c0', '#ffffff'][Number(token.at(-1))] ?? 'red',
  }

  it('goes from the first stop to the last, and holds what lies outside', () => {
    const colour = sequentialColours(theme)
    expect(colour(0)).toBe('rgb(0, 0, 0)')
    expect(colour(-1)).toBe(colour(0))
    expect(colour(0.5)).toBe('rgb(128, 128, 128)')
    expect(colour(2)).toBe('rgb(255, 255, 255)')
  })

  it('is logarithmic', () => {
    expect(shareOf(1e-2, [1e-4, 1])).toBeCloseTo(0.5, 12)
    expect(shareOf(1e-9, [1e-4, 1])).toBe(0)
  })
})

const categories = [
  { label: 'nested', colourToken: 'regime-nested', pattern: 'plain' },
  { label: 'lazy', colourToken: 'regime-lazy', pattern: 'rising' },
] as const
const cells: MapCells = {
  kind: 'categories',
  indices: [0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, -1],
  categories,
}

describe('drawMap(context, scene, cells)', () => {
  it('fills every known cell once, each kind in its colour', () => {
    const { context, calls } = recordingContext()
    drawMap(context, { layout: layOut(), theme: namedTheme, contours: [] }, cells)
    expect(calls.filter(({ name }) => name === 'fillRect')).toHaveLength(11)
    const fills = calls.filter(({ name }) => name === 'fillStyle').map(({ values }) => values[0])
    expect(fills).toContain('regime-nested')
    expect(fills).toContain('regime-lazy')
  })

  it('leaves no seam and no overlap between neighbours', () => {
    const { context, calls } = recordingContext()
    drawMap(context, { layout: layOut(777), theme: namedTheme, contours: [] }, cells)
    const boxes = calls.filter(({ name }) => name === 'fillRect').map(({ values }) => values)
    const [first, second] = boxes as number[][]
    expect((first?.[0] ?? 0) + (first?.[2] ?? 0)).toBe(second?.[0])
  })
})

describe('<MapChart />', () => {
  beforeEach(() => {
    // jsdom lays nothing out.
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  })
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })

  const open = () => {
    const taken: MapPlace[] = []
    render(
      <MapChart
        label="Map"
        describe="What it shows."
        columns={{ values: COLUMNS, label: 'factor c' }}
        rows={{ values: ROWS, label: 'overlap o' }}
        cells={cells}
        keyLabel="regime"
        current={{ column: 1, row: 1 }}
        tell={({ column, row }) => [{ term: 'cell', value: `${String(column)}/${String(row)}` }]}
        onTake={(place) => taken.push(place)}
      />,
    )
    return taken
  }

  it('goes from cell to cell by arrow keys, and takes one by Enter', () => {
    const taken = open()
    const slider = screen.getByRole('slider', { name: 'overlap o against factor c' })
    expect(slider.getAttribute('aria-valuetext')).toBe('cell 1/1')
    fireEvent.keyDown(slider, { key: 'ArrowRight' })
    fireEvent.keyDown(slider, { key: 'ArrowUp' })
    expect(slider.getAttribute('aria-valuetext')).toBe('cell 2/2')
    fireEvent.keyDown(slider, { key: 'Enter' })
    expect(taken).toEqual([{ column: 2, row: 2 }])
    fireEvent.keyDown(slider, { key: 'Escape' })
    expect(slider.getAttribute('aria-valuetext')).toBe('cell 1/1')
  })

  it('takes the cell that is clicked', () => {
    const taken = open()
    const slider = screen.getByRole('slider')
    const layout = layOut()
    const { left, top } = boxOf(layout, { column: 3, row: 0 })
    fireEvent.click(slider, {
      clientX: left - layout.plot.x + 2,
      clientY: top - layout.plot.y + 2,
    })
    expect(taken).toEqual([{ column: 3, row: 0 }])
  })

  it('explains every kind in words', () => {
    open()
    expect(screen.getAllByText('nested').length).toBeGreaterThan(0)
    expect(screen.getAllByText('lazy').length).toBeGreaterThan(0)
  })
})
