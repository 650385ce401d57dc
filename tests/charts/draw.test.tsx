import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import fc from 'fast-check'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DrawChart, type DrawChartProps } from '../../src/charts/predict/DrawChart.tsx'
import {
  drawThrough,
  layOutDraw,
  levelAfterKey,
  levelAt,
  levelY,
} from '../../src/charts/predict/drawLayout.ts'
import { ShapeChoice, type ShapeChoiceOption } from '../../src/charts/predict/ShapeChoice.tsx'

const columns = [0.001, 0.01, 0.1, 1, 10]
const layOut = (width = 700) =>
  layOutDraw({
    ...{ width, height: 304, rem: 16, columns },
    yDomain: [1e-6, 10],
    levels: 28,
    labelLength: 10,
  })

describe('layOutDraw(input)', () => {
  it('keeps everything inside, with room for the handles, and names inside where it is narrow', () => {
    for (const width of [300, 700]) {
      const { plot, columns: places, namesOutside, rem } = layOut(width)
      expect(plot.x + plot.width).toBeLessThanOrEqual(width)
      expect((places[0] ?? NaN) - plot.x).toBeGreaterThan(rem)
      expect(plot.x + plot.width - (places.at(-1) ?? NaN)).toBeGreaterThan(rem)
      expect(namesOutside).toBe(width === 700)
    }
  })

  it('puts every level where it is read off again', () => {
    const layout = layOut()
    for (let level = 0; level <= 28; level += 1) {
      expect(levelAt(layout, levelY(layout, level))).toBe(level)
    }
    expect(levelAt(layout, -50)).toBe(28)
    expect(levelAt(layout, 9999)).toBe(0)
    // Levels stand on the axis: 28 levels over seven decades, so that level 24 is 1.
    expect(levelY(layout, 24)).toBeCloseTo(layout.yScale(1), 9)
  })
})

describe('drawThrough(layout, levels, stroke)', () => {
  const layout = layOut()
  const at = (column: number, level: number) => ({
    x: layout.columns[column] ?? NaN,
    y: levelY(layout, level),
  })

  it('draws every column that a quick stroke passes, on its straight way', () => {
    const levels = [5, 5, 5, 5, 5]
    expect(drawThrough(layout, levels, { from: at(0, 20), to: at(4, 4) })).toEqual([
      5, 16, 12, 8, 4,
    ])
    expect(drawThrough(layout, levels, { from: at(2, 9), to: at(2, 9) })).toEqual([5, 5, 9, 5, 5])
  })

  it('leaves what the stroke does not reach, and never leaves the scale', () => {
    const point = fc.record({
      x: fc.double({ min: -50, max: 800, noNaN: true }),
      y: fc.double({ min: -50, max: 400, noNaN: true }),
    })
    fc.assert(
      fc.property(point, point, (from, to) => {
        const levels = drawThrough(layout, [28, 0, 14, 3, 9], { from, to })
        levels.forEach((level, column) => {
          expect(level).toBeGreaterThanOrEqual(0)
          expect(level).toBeLessThanOrEqual(28)
          expect(Number.isInteger(level)).toBe(true)
          const x = layout.columns[column] ?? NaN
          const isPassed = x > Math.min(from.x, to.x) && x < Math.max(from.x, to.x)
          const nearest = layout.columns.every(
            (other) => Math.abs(other - to.x) >= Math.abs(x - to.x),
          )
          if (!isPassed && !nearest) expect(level).toBe([28, 0, 14, 3, 9][column])
        })
      }),
      { seed: 20_261_125 },
    )
  })
})

describe('levelAfterKey(key, level, levels)', () => {
  it.each([
    ['ArrowUp', 3, 4],
    ['ArrowLeft', 3, 2],
    ['PageUp', 3, 7],
    ['PageDown', 3, 0],
    ['Home', 3, 0],
    ['End', 3, 28],
    ['a', 3, null],
  ])('%s from %i leads to %s', (key, from, to) => {
    expect(levelAfterKey(key, from, 28)).toBe(to)
  })
})

const properties: DrawChartProps = {
  label: 'Error over c',
  describe: 'Draw it.',
  columns,
  yDomain: [1e-6, 10],
  xLabel: 'factor c',
  yLabel: 'error',
  levels: 28,
  own: [20, 20, 20, 20, 20],
  isSuggested: true,
  onDraw: () => undefined,
  nameOf: (column) => `c = ${String(column)}`,
  wordsOf: (level) => `level ${String(level)}`,
  measured: null,
  measuredStyle: { label: 'what happens', colourToken: 'method-ptft' },
  references: [{ label: 'from scratch', value: 0.5, colourToken: 'method-stl', dash: 'dashed' }],
  gap: null,
}

describe('<DrawChart />', () => {
  beforeEach(() => {
    // jsdom lays nothing out.
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(700)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(304)
  })
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })

  it('is one slider for each column, with name and value in words', () => {
    const drawn: (readonly number[])[] = []
    render(<DrawChart {...properties} onDraw={(levels) => drawn.push(levels)} />)
    const sliders = screen.getAllByRole('slider')
    expect(sliders).toHaveLength(columns.length)
    const slider = screen.getByRole('slider', { name: 'error at c = 0.1' })
    expect(slider.getAttribute('aria-valuetext')).toBe('level 20')
    fireEvent.keyDown(slider, { key: 'ArrowDown' })
    fireEvent.keyDown(slider, { key: 'x' })
    fireEvent.keyDown(slider, { key: 'ArrowUp', altKey: true })
    expect(drawn).toEqual([[20, 20, 19, 20, 20]])
  })

  it('draws through by the pointer, also when moves come faster than renders', () => {
    const drawn: (readonly number[])[] = []
    render(<DrawChart {...properties} onDraw={(levels) => drawn.push(levels)} />)
    const surface = document.querySelector('.draw-surface')
    if (surface === null) throw new Error('nothing to draw on')
    // jsdom knows no pointer capture.
    Object.assign(surface, { setPointerCapture: () => undefined, hasPointerCapture: () => true })
    const layout = layOut()
    const [first, , third, , last] = layout.columns
    const pointer = (x: number | undefined, level: number) => ({
      button: 0,
      clientX: x ?? NaN,
      clientY: levelY(layout, level),
    })
    fireEvent.pointerDown(surface, pointer(first, 10))
    fireEvent.pointerMove(surface, pointer(third, 14))
    fireEvent.pointerMove(surface, pointer(last, 14))
    expect(drawn.at(-1)).toEqual([10, 12, 14, 14, 14])
  })

  it('leaves the curve alone where a finger only scrolls, and takes a tap', () => {
    const drawn: (readonly number[])[] = []
    render(<DrawChart {...properties} onDraw={(levels) => drawn.push(levels)} />)
    const surface = document.querySelector('.draw-surface')
    if (surface === null) throw new Error('nothing to draw on')
    Object.assign(surface, { setPointerCapture: () => undefined, hasPointerCapture: () => true })
    const layout = layOut()
    const touch = {
      ...{ button: 0, pointerType: 'touch' },
      clientX: layout.columns[1] ?? NaN,
      clientY: levelY(layout, 5),
    }
    fireEvent.pointerDown(surface, touch)
    fireEvent.pointerMove(surface, { ...touch, clientY: touch.clientY - 12 })
    fireEvent.pointerCancel(surface, touch)
    expect(drawn).toEqual([])
    fireEvent.pointerDown(surface, touch)
    fireEvent.pointerUp(surface, touch)
    expect(drawn).toEqual([[20, 5, 20, 20, 20]])
  })

  it('shows line, dots and gap once measured, and no handles any more', () => {
    const measured = {
      x: columns,
      line: [1e-4, 1e-3, NaN, 0.1, 0.1],
      dots: columns.map(() => [0.1, 0.2, NaN]),
    }
    const gap = { column: 0, measured: 1e-4, label: '30 times too high' }
    render(<DrawChart {...{ ...properties, measured, gap }} isSuggested={false} onDraw={null} />)
    expect(screen.queryAllByRole('slider')).toEqual([])
    expect(document.querySelectorAll('.draw-dots circle')).toHaveLength(2 * columns.length)
    for (const words of ['30 times too high', 'what happens', 'your curve', 'from scratch']) {
      expect(screen.getByText(words)).toBeDefined()
    }
  })

  it('renders in advance, without inline styles', () => {
    const html = renderToString(<DrawChart {...properties} />)
    expect(html).toContain('role="slider"')
    expect(html).not.toContain('style=')
  })
})

describe('<ShapeChoice />', () => {
  afterEach(cleanup)
  const options: ShapeChoiceOption[] = [
    {
      id: 'few',
      label: 'few',
      shape: { kind: 'stems', groups: [{ name: 'old', heights: [1, 0] }] },
    },
    { id: 'flat', label: 'flat', shape: { kind: 'curve', heights: [0, 1], ends: ['a', 'b'] } },
  ]

  it('is a group of radio buttons', () => {
    const chosen: string[] = []
    render(
      <ShapeChoice
        {...{ options }}
        legend="Which?"
        chosen={null}
        onChoose={(id) => chosen.push(id)}
        measured={null}
      />,
    )
    expect(screen.getByRole('group', { name: 'Which?' })).toBeDefined()
    fireEvent.click(screen.getByRole('radio', { name: 'flat' }))
    expect(chosen).toEqual(['flat'])
  })

  it('marks the pick and what happens in words, and can no longer be changed', () => {
    render(
      <ShapeChoice {...{ options }} legend="Which?" chosen="few" onChoose={null} measured="flat" />,
    )
    expect(screen.getByRole('radio', { name: 'few your pick' })).toHaveProperty('checked', true)
    const measured = screen.getByRole('radio', { name: 'flat what happens' })
    expect(measured).toHaveProperty('disabled', true)
  })
})
