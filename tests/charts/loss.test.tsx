import { describe, expect, it } from 'vitest'
import { drawLoss, placeLabels, type LossScene } from '../../src/charts/loss/drawLoss.ts'
import {
  domainsFor,
  indexAt,
  layOutLoss,
  type LossLayout,
} from '../../src/charts/loss/lossLayout.ts'
import type { LossData, LossPanel, LossSeries } from '../../src/charts/loss/types.ts'
import { pixelAfterKey, placeAtPixel } from '../../src/charts/loss/useLossPick.ts'
import { namedTheme, recordingContext } from './recordingContext.ts'

const panels: LossPanel[] = [
  { id: 'pretraining', title: 'pretraining', xLabel: 'steps', widthShare: 1, xDomain: [1, 100] },
  {
    id: 'main',
    title: 'main task',
    xLabel: 'steps',
    widthShare: 3,
    xDomain: [1, 1e4],
    dividerLabel: 'rescale × 0.01',
  },
]
const series: LossSeries[] = [
  { id: 'stl', panel: 'main', label: 'single task', colourToken: 'method-stl', dash: 'dashed' },
  { id: 'ptft', panel: 'main', label: 'finetuned', colourToken: 'method-ptft', dash: 'solid' },
]
const rules = { panels, series, yDomain: [1e-3, 1] as const, floor: 1e-12 }
const data: LossData = {
  series: {
    stl: { x: [0, 10, 100], y: [1, 0.6, 0.5], length: 3 },
    ptft: { x: [0, 10, 100], y: [1, NaN, 5e-6], length: 3 },
  },
  cursor: null,
}

function layOut(width = 900): LossLayout {
  const domains = domainsFor(rules, data)
  return layOutLoss({
    width,
    height: 320,
    rem: 16,
    panels,
    series,
    yLabel: 'loss / zero-function loss',
    domains,
  })
}

const scene = (layout = layOut()): LossScene => ({ layout, theme: namedTheme, series, lit: null })

describe('domainsFor(rules, data)', () => {
  it('widens y by whole decades to hold the smallest value', () => {
    // 5·10⁻⁶ lies between 10⁻⁶ and 10⁻⁵.
    expect(domainsFor(rules, data).y).toEqual([1e-6, 1])
  })

  it('never goes below the floor', () => {
    const zero = { series: { stl: { x: [1], y: [0], length: 1 } }, cursor: null }
    expect(domainsFor(rules, zero).y[0]).toBe(1e-12)
  })

  it('is not widened by thin lines, but by a place that is marked', () => {
    const behind = { stl: { x: [1, 1e6], y: [1, 1e-11], length: 2 } }
    expect(domainsFor(rules, { ...data, behind })).toEqual(domainsFor(rules, data))
    const cursor = { panel: 'main', x: 40_000, isBehind: true }
    expect(domainsFor(rules, { ...data, behind, cursor }).x[1]).toEqual([1, 1e5])
  })

  it('widens x to the next decade, and only in the panel of the series', () => {
    const long = { series: { stl: { x: [1, 30_000], y: [1, 1], length: 2 } }, cursor: null }
    expect(domainsFor(rules, long).x).toEqual([
      [1, 100],
      [1, 1e5],
    ])
  })
})

describe('layOutLoss(input)', () => {
  it('divides the width between the panels by their shares', () => {
    const [first, second] = layOut().panels
    expect((second?.width ?? 0) / (first?.width ?? 1)).toBeCloseTo(3, 9)
  })

  it('puts names inside the plot where they would take too much of a narrow chart', () => {
    expect(layOut(900).labelWidth).not.toBeNull()
    expect(layOut(360).labelWidth).toBeNull()
  })

  it('gives the divider a row of its own where it would meet the title of y', () => {
    const wide = layOut(900).rows
    const narrow = layOut(330).rows
    expect(wide.divider).toBe(wide.yLabel)
    expect(narrow.divider).toBeGreaterThan(narrow.yLabel)
  })

  it('xScale.invert inverts xScale, and step 0 stands at the left edge', () => {
    const panel = layOut().panels[1]
    if (panel === undefined) throw new Error('two panels were laid out')
    expect(panel.xScale.invert(panel.xScale(250))).toBeCloseTo(250, 6)
    expect(panel.xScale(0)).toBe(panel.x)
  })

  it('yScale puts the top of the domain at the top and anything below it at the bottom', () => {
    const { yScale, plot } = layOut()
    expect(yScale(1)).toBeCloseTo(plot.y, 9)
    expect(yScale(0)).toBe(plot.y + plot.height)
  })
})

describe('indexAt(points, x)', () => {
  it('finds the last point at or before x', () => {
    const points = { x: [1, 10, 100], y: [1, 1, 1], length: 3 }
    expect([0.5, 1, 99, 100, 1e6].map((x) => indexAt(points, x))).toEqual([-1, 0, 1, 2, 2])
  })

  it('ignores what lies beyond length', () => {
    expect(indexAt({ x: [1, 10, 100], y: [1, 1, 1], length: 2 }, 500)).toBe(1)
  })
})

describe('drawLoss(context, scene, frame)', () => {
  it('lifts the pen over values that are not numbers', () => {
    const { context, calls } = recordingContext()
    const only = {
      series: { ptft: data.series['ptft'] ?? { x: [], y: [], length: 0 } },
      cursor: null,
    }
    drawLoss(
      context,
      { ...scene(), layout: { ...layOut(), dividers: [] } },
      { data: only, pick: null },
    )
    const pen = calls.filter(({ name }) => name === 'moveTo' || name === 'lineTo')
    // Two finite points on either side of a gap: two separate beginnings, no line.
    expect(pen.map(({ name }) => name)).toEqual(['moveTo', 'moveTo'])
  })

  it('leaves out what is nearer than a pixel can show, but never the end of a curve', () => {
    // A tenth of a pixel from point to point: of 21 points on two pixels, every fourth is drawn.
    const { xScale, x: left = 0 } = layOut().panels[1] ?? {}
    const xs = Array.from({ length: 22 }, (_, index) => xScale?.invert(left + 50 + index / 10) ?? 0)
    const dense = { x: xs, y: xs.map(() => 0.1), length: 22 }
    const { context, calls } = recordingContext()
    const layout = { ...layOut(), dividers: [] }
    const frame = { data: { series: { ptft: dense }, cursor: null }, pick: null }
    drawLoss(context, { ...scene(), layout }, frame)
    const lines = calls.filter(({ name }) => name === 'lineTo').map(({ values }) => values[0])
    expect(lines.length).toBeLessThan(8)
    expect(lines.at(-1)).toBeCloseTo(left + 52.1, 6)
  })

  it('draws thin lines behind the curves, only as far as the axes reach', () => {
    const { context, calls } = recordingContext()
    const thin = { x: [0, 10, 1000, 1e5], y: [1, 0.01, 1e-3, 1e-5], length: 4 }
    const low = { x: [0, 10, 100], y: [1, 1e-5, 1e-9], length: 3 }
    const behind = { stl: thin, ptft: low }
    const layout = { ...layOut(), dividers: [] }
    const only = { series: {}, behind, cursor: null }
    drawLoss(context, { ...scene(), layout }, { data: only, pick: null })
    const lines = calls.filter(({ name }) => name === 'lineTo').map(({ values }) => values)
    // The axes end at 10⁴ steps and at a loss of 10⁻⁶.
    const { xScale } = layout.panels[1] ?? {}
    expect(lines).toEqual([
      [xScale?.(10), layout.yScale(0.01)],
      [xScale?.(1000), layout.yScale(1e-3)],
      [xScale?.(10), layout.yScale(1e-5)],
    ])
    const widths = calls.filter(({ name }) => name === 'lineWidth').map(({ values }) => values[0])
    expect(widths.at(-1)).toBe(1)
  })

  it('marks a place on the thin lines where it is said to lie there', () => {
    const behind = { stl: { x: [0, 100], y: [1, 0.3], length: 2 } }
    const dotsAt = (isBehind: boolean): unknown[][] => {
      const { context, calls } = recordingContext()
      const cursor = { panel: 'main', x: 150, isBehind }
      drawLoss(context, scene(), { data: { ...data, behind, cursor }, pick: null })
      return calls.filter(({ name }) => name === 'arc').map(({ values }) => values.slice(0, 2))
    }
    const { panels: places, yScale } = layOut()
    expect(dotsAt(true)).toEqual([[places[1]?.xScale(100), yScale(0.3)]])
    expect(dotsAt(false)).toHaveLength(2)
  })

  it('marks the picked place with a line and a dot on every curve that has a value there', () => {
    const { context, calls } = recordingContext()
    drawLoss(context, scene(), { data, pick: { panel: 'main', x: 150 } })
    expect(calls.filter(({ name }) => name === 'arc')).toHaveLength(2)
  })
})

describe('placeLabels(scene, data)', () => {
  it('puts each name at the height of its line, right of the plot', () => {
    const layout = layOut()
    const places = placeLabels(scene(layout), data)
    expect(places.map(({ id }) => id)).toEqual(['stl', 'ptft'])
    expect(places[0]?.y).toBeCloseTo(layout.yScale(0.5), 6)
    expect(places[1]?.y).toBeCloseTo(layout.yScale(5e-6), 6)
    expect(places[0]?.x).toBeGreaterThan(layout.plot.x + layout.plot.width)
  })

  it('names no series without points', () => {
    expect(placeLabels(scene(), { series: {}, cursor: null })).toEqual([])
  })
})

describe('the keyboard', () => {
  it('crosses the gap between two panels with one press, both ways', () => {
    const layout = layOut()
    const [first, second] = layout.panels
    if (first === undefined || second === undefined) throw new Error('two panels were laid out')
    const edge = first.x + first.width
    expect(pixelAfterKey('ArrowRight', layout, edge)).toBe(second.x)
    expect(pixelAfterKey('ArrowLeft', layout, second.x)).toBe(edge)
  })

  it('reaches both ends and goes no further', () => {
    const layout = layOut()
    const end = layout.plot.x + layout.plot.width
    expect(pixelAfterKey('Home', layout, 300)).toBe(layout.plot.x)
    expect(pixelAfterKey('End', layout, 300)).toBe(end)
    expect(pixelAfterKey('ArrowRight', layout, end)).toBe(end)
    expect(pixelAfterKey('a', layout, 300)).toBeNull()
  })

  it('placeAtPixel reads the edge of a domain at the edge of a panel', () => {
    const layout = layOut()
    const end = layout.plot.x + layout.plot.width
    expect(placeAtPixel(layout, end)?.x).toBeCloseTo(1e4, 6)
    expect(placeAtPixel(layout, 0)).toEqual({ panel: 'pretraining', x: 1 })
  })
})
