import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { drawLadder } from '../../src/charts/ladder/drawLadder.ts'
import { LadderChart } from '../../src/charts/ladder/LadderChart.tsx'
import {
  columnAfterKey,
  dotAt,
  ladderDomain,
  layOutLadder,
  placeAtPixel,
  placeNames,
} from '../../src/charts/ladder/ladderLayout.ts'
import type { LadderData, LadderLine, LadderPlace } from '../../src/charts/ladder/types.ts'
import { namedTheme, recordingContext } from './recordingContext.ts'

/** Two rows over three columns; one dot is missing. */
const data: LadderData = {
  x: [0.01, 0.1, 1],
  values: [1e-4, 1e-3, 0.1, 1e-2, NaN, 1],
  line: [1e-3, NaN, 0.3],
  rivals: [[0.5, 0.5, 0.5]],
}
const line: LadderLine = { label: 'median', colourToken: 'method-ptft', dash: 'solid' }
const rival: LadderLine = { label: 'reference', colourToken: 'method-stl', dash: 'dashed' }

const layOut = (width = 900) =>
  layOutLadder({
    width,
    height: 256,
    rem: 16,
    x: data.x,
    scale: 'logarithmic',
    yDomain: [1e-4, 1],
    labelLength: 9,
  })

describe('ladderDomain(data, limits)', () => {
  it('holds all dots in whole decades, and nothing below the floor', () => {
    const least = [1e-3, 1] as const
    expect(ladderDomain(data, { least, floor: 1e-12 })).toEqual([1e-4, 1])
    const small = { ...data, values: [0, 20, NaN] }
    expect(ladderDomain(small, { least, floor: 1e-12 })).toEqual([1e-12, 100])
  })
})

describe('layOutLadder(input)', () => {
  it('keeps everything inside, and puts names inside the plot where it is narrow', () => {
    for (const width of [300, 900]) {
      const { plot, xTicks, yTicks, namesOutside } = layOut(width)
      expect(plot.x + plot.width).toBeLessThanOrEqual(width)
      expect(plot.y + plot.height).toBeLessThanOrEqual(256)
      // 1, 2 and 5 in each decade where there is room for them, else decades alone.
      expect(xTicks.map(({ value }) => value)).toEqual(
        width === 900 ? [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1] : [0.01, 0.1, 1],
      )
      expect(yTicks.length).toBeGreaterThan(1)
      expect(namesOutside).toBe(width === 900)
    }
  })
})

describe('placeAtPixel(layout, data, pixel)', () => {
  it('finds a dot within reach, else only the nearest column', () => {
    const layout = layOut()
    const dot = dotAt(layout, data, { column: 2, row: 0 })
    if (dot === null) throw new Error('no dot')
    expect(placeAtPixel(layout, data, { x: dot.x + 3, y: dot.y - 3 })).toEqual({
      column: 2,
      row: 0,
    })
    expect(placeAtPixel(layout, data, { x: dot.x, y: dot.y + 30 })).toEqual({
      column: 2,
      row: null,
    })
    expect(dotAt(layout, data, { column: 1, row: 1 })).toBeNull()
  })
})

describe('columnAfterKey(key, column, columns)', () => {
  it.each([
    ['ArrowLeft', 1, 0],
    ['ArrowRight', 2, 2],
    ['PageDown', 2, 0],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['a', 1, null],
  ])('%s from %i leads to %s', (key, from, to) => {
    expect(columnAfterKey(key, from, 3)).toBe(to)
  })
})

describe('placeNames(layout, data)', () => {
  it('keeps the names apart, and leaves out what is not drawn', () => {
    const layout = layOut()
    const [own, other] = placeNames(layout, data)
    if (typeof own !== 'number' || typeof other !== 'number') throw new Error('no names')
    expect(own - other).toBeGreaterThanOrEqual(1.15 * 16 - 1e-9)
    const unknown = [NaN, NaN, NaN]
    expect(placeNames(layout, { ...data, line: unknown })[0]).toBeNull()
    expect(placeNames(layout, { ...data, rivals: [unknown] })[1]).toBeNull()
  })
})

describe('drawLadder(context, scene, data)', () => {
  it('draws a dot for each number, and the marked row on top in ink', () => {
    const { context, calls } = recordingContext()
    const layout = layOut()
    drawLadder(
      context,
      { layout, theme: namedTheme, line, rivals: [rival], row: 0, lit: null },
      data,
    )
    const arcs = calls.filter(({ name }) => name === 'arc').map(({ values }) => values.slice(0, 2))
    const dots = [
      { row: 1, column: 0 },
      { row: 1, column: 2 },
      { row: 0, column: 0 },
      { row: 0, column: 1 },
      { row: 0, column: 2 },
    ].map((place) => Object.values(dotAt(layout, data, place) ?? {}))
    expect(arcs).toEqual(dots)
    const fills = calls.filter(({ name }) => name === 'fillStyle').map(({ values }) => values[0])
    expect(fills).toEqual(['method-ptft', 'ink'])
  })

  it('joins the medians that are known, and draws no line where there is none', () => {
    const { context, calls } = recordingContext()
    const layout = layOut()
    drawLadder(
      context,
      { layout, theme: namedTheme, line, rivals: [rival], row: null, lit: null },
      { ...data, rivals: [[NaN, NaN, NaN]] },
    )
    const strokes = calls.filter(({ name }) => name === 'strokeStyle')
    expect(strokes.map(({ values }) => values[0])).toEqual(['rule', 'method-ptft'])
    const lines = calls.filter(({ name }) => name === 'lineTo').map(({ values }) => values)
    expect(lines.at(-1)).toEqual([layout.xScale(1), layout.yScale(0.3)])
  })
})

describe('<LadderChart />', () => {
  beforeEach(() => {
    // jsdom lays nothing out.
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(256)
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  })
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })

  const open = () => {
    const taken: LadderPlace[] = []
    const slid: number[] = []
    render(
      <LadderChart
        label="Ladder"
        describe="What it shows."
        data={data}
        line={line}
        rivals={[rival]}
        scale="logarithmic"
        xLabel="factor"
        yLabel="error"
        current={{ x: 0.1, label: 'c = 0.1', column: 1, row: 0 }}
        offer={{ column: 0, label: 'optimal' }}
        tell={({ column }) => [{ term: 'column', value: String(column) }]}
        onTake={(place) => taken.push(place)}
        onSlide={(x) => slid.push(x)}
      />,
    )
    return { taken, slid }
  }

  it('takes a column by arrow keys and Enter, reading it out on the way', () => {
    const { taken } = open()
    const slider = screen.getByRole('slider', { name: 'factor' })
    fireEvent.keyDown(slider, { key: 'ArrowRight' })
    expect(slider.getAttribute('aria-valuetext')).toBe('column 2')
    fireEvent.keyDown(slider, { key: 'Enter' })
    expect(taken).toEqual([{ column: 2, row: null }])
  })

  it('takes the dot that is clicked, and nothing where there is none', () => {
    const { taken } = open()
    const slider = screen.getByRole('slider', { name: 'factor' })
    const { namesOutside, plot, ...layout } = layOut()
    expect(namesOutside).toBe(true)
    const dot = dotAt({ namesOutside, plot, ...layout }, data, { column: 2, row: 1 })
    if (dot === null) throw new Error('no dot')
    const clientX = dot.x - plot.x
    fireEvent.click(slider, { clientX, clientY: dot.y - plot.y })
    fireEvent.click(slider, { clientX, clientY: plot.height })
    expect(taken).toEqual([{ column: 2, row: 1 }])
  })

  it('offers the best column as a button', () => {
    const { taken } = open()
    fireEvent.click(screen.getByRole('button', { name: 'optimal' }))
    expect(taken).toEqual([{ column: 0, row: null }])
  })

  it('slides x along the track under the plot, from end to end', () => {
    const { slid } = open()
    const track = document.querySelector('.ladder-slide')
    if (track === null) throw new Error('no track')
    // jsdom knows no pointer capture.
    Object.assign(track, { setPointerCapture: () => undefined, hasPointerCapture: () => true })
    const { plot } = layOut()
    // The track reaches 0.9 rem beyond the plot on both sides.
    const reach = 0.9 * 16
    fireEvent.pointerDown(track, { clientX: reach })
    fireEvent.pointerMove(track, { clientX: reach + plot.width })
    expect(slid[0]).toBeCloseTo(0.01, 12)
    expect(slid[1]).toBeCloseTo(1, 12)
  })
})
