import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DialChart } from '../../src/charts/dial/DialChart.tsx'
import {
  featureAfterKey,
  featuresInOrder,
  footOf,
  layOutDial,
  placeAtPixel,
  placeCurveNames,
  planePoints,
  sweepPoint,
} from '../../src/charts/dial/dialLayout.ts'
import { drawDial } from '../../src/charts/dial/drawDial.ts'
import type { DialCurve, DialData, DialDot, DialLane } from '../../src/charts/dial/types.ts'
import { createLiveSource } from '../../src/charts/liveSource.ts'
import { namedTheme, recordingContext } from './recordingContext.ts'

const dot = (feature: number, order: number, ratio = 1): DialDot => ({
  ...{ feature, order, ratio },
  dependence: 1 - order,
})
const steep: DialCurve = { ratio: [0.01, 0.1, 1, 10, 100], order: [1, 1.3, 1.6, 1.9, 2] }
const late: DialCurve = { ratio: [0.01, 0.1, 1, 10, 100], order: [1, 1, 1.1, 1.3, 1.6] }
const DATA: DialData = {
  dots: [
    [dot(3, 1.1, 0), dot(7, 1.9, 10)],
    [dot(7, 1.2, 0.1), dot(5, 1.4, 0.5)],
  ],
  curves: [steep, late],
}
const LANES: DialLane[] = [
  { id: 'one', label: 'Finetuned', colourToken: 'method-ptft', mark: 'circle', dash: 'solid' },
  { id: 'two', label: 'Multi-task', colourToken: 'method-mtl', mark: 'diamond', dash: 'dashed' },
]
const BAND = { from: 1.05, to: 1.5 }

const layOut = (width = 1000) => layOutDial({ width, rem: 16, ratioDomain: [0.01, 100] })

describe('layOutDial(input)', () => {
  it.each([330, 500, 1000, 2000])(
    'keeps both panels inside %d px, units equal in the plane',
    (width) => {
      const layout = layOut(width)
      const { plane, sweep, height, dependenceScale, planeOrder } = layout
      for (const box of [plane, sweep]) {
        expect(box.x).toBeGreaterThanOrEqual(0)
        expect(box.x + box.width).toBeLessThanOrEqual(width)
        expect(box.y + box.height).toBeLessThan(height)
      }
      expect(dependenceScale(0) - dependenceScale(-1)).toBeCloseTo(planeOrder(1) - planeOrder(2), 9)
      expect(layout.isNarrow).toBe(width < 704)
      expect(
        layout.isNarrow ? sweep.y > plane.y + plane.height : sweep.x > plane.x + plane.width,
      ).toBe(true)
    },
  )
})

describe('planePoints(layout, lane)', () => {
  it('puts each dot on the normal through its foot, which is on the line', () => {
    const layout = layOut()
    const { dependenceScale, planeOrder, laneOffset, laneRoom } = layout
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 2, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 1 }),
        (orders, lane) => {
          const dots = orders.map((order, feature) => dot(feature, order))
          planePoints(layout, { dots, lane }).forEach(({ x, y }, index) => {
            const order = orders[index] ?? 1
            const foot = footOf(layout, dots[index] ?? dot(0, 1))
            // The line from (−1, 2) to (0, 1), in pixels.
            expect(foot.x).toBeCloseTo(
              dependenceScale(-1) + (2 - order) * (dependenceScale(0) - dependenceScale(-1)),
              6,
            )
            expect(foot.y).toBeCloseTo(planeOrder(order), 6)
            expect(x - foot.x).toBeCloseTo(-(y - foot.y), 6)
            const away = (x - foot.x) * Math.SQRT2 * (lane === 0 ? 1 : -1)
            expect(away).toBeGreaterThanOrEqual(laneOffset - 1e-6)
            expect(away).toBeLessThanOrEqual(laneRoom + 1e-6)
          })
        },
      ),
      { seed: 20240917 },
    )
  })

  it('stacks dots that would cover each other, and no others', () => {
    const layout = layOut()
    const away = (orders: number[]): number[] =>
      planePoints(layout, {
        dots: orders.map((order, feature) => dot(feature, order)),
        lane: 0,
      }).map(({ x }, index) => x - layout.dependenceScale(1 - (orders[index] ?? 1)))
    const [first = 0, second = 0, apart] = away([1.2, 1.2, 1.8])
    expect(second).toBeGreaterThan(first)
    expect(apart).toBeCloseTo(first, 9)
  })
})

describe('placeAtPixel(layout, data, pixel)', () => {
  it('finds the nearest dot in either panel, and none out of reach', () => {
    const layout = layOut()
    const [, second] = planePoints(layout, { dots: DATA.dots[0] ?? [], lane: 0 })
    expect(placeAtPixel(layout, DATA, second ?? { x: 0, y: 0 })).toMatchObject({
      lane: 0,
      dot: { feature: 7 },
    })
    const beside = sweepPoint(layout, dot(5, 1.4, 0.5))
    expect(placeAtPixel(layout, DATA, { x: beside.x + 2, y: beside.y })).toMatchObject({
      lane: 1,
      dot: { feature: 5 },
    })
    expect(placeAtPixel(layout, DATA, { x: 0, y: 0 })).toBeNull()
  })

  it('shows a ratio of 0 at the left edge', () => {
    const layout = layOut()
    expect(sweepPoint(layout, dot(3, 1.1, 0)).x).toBe(layout.sweep.x)
  })
})

describe('featureAfterKey(key, features, current)', () => {
  it('walks the features from sparse to lazy, from an end where none is picked', () => {
    const features = featuresInOrder(DATA)
    // Feature 7 stands at its first dot, 1.9.
    expect(features).toEqual([3, 5, 7])
    expect(featureAfterKey('ArrowRight', features, null)).toBe(3)
    expect(featureAfterKey('ArrowLeft', features, null)).toBe(7)
    expect(featureAfterKey('ArrowRight', features, 3)).toBe(5)
    expect(featureAfterKey('ArrowRight', features, 7)).toBe(7)
    expect(featureAfterKey('Home', features, 7)).toBe(3)
    expect(featureAfterKey('End', features, 3)).toBe(7)
    expect(featureAfterKey('Enter', features, 3)).toBeNull()
    expect(featureAfterKey('ArrowRight', [], null)).toBeNull()
  })
})

describe('placeCurveNames(layout, curves, widths)', () => {
  it('stands above the curve that rises first and below the other, inside of the panel', () => {
    const layout = layOut()
    const { sweep } = layout
    const [left, right] = placeCurveNames(layout, [steep, late], [120, 120])
    expect([left?.isLeft, right?.isLeft]).toEqual([true, false])
    expect(left?.x).toBeGreaterThanOrEqual(sweep.x + 120)
    expect((right?.x ?? Infinity) + 120).toBeLessThanOrEqual(sweep.x + sweep.width)
    const [other] = placeCurveNames(layout, [late, steep], [120, 120])
    expect(other?.isLeft).toBe(false)
  })
})

describe('drawDial(context, scene, data)', () => {
  it('draws every dot in both panels, and rings around the picked feature’s', () => {
    const draw = (picked: number | null) => {
      const { context, calls } = recordingContext()
      const scene = {
        layout: layOut(),
        theme: namedTheme,
        lanes: LANES,
        band: BAND,
        picked,
        lit: null,
      }
      drawDial(context, scene, DATA)
      return calls
    }
    const calls = draw(7)
    for (const { values } of calls) {
      for (const value of values) if (typeof value === 'number') expect(value).not.toBeNaN()
    }
    const arcs = (of: ReturnType<typeof draw>): number =>
      of.filter(({ name }) => name === 'arc').length
    // Two circles of the first lane in each of two panels; nothing else is round.
    expect(arcs(draw(null))).toBe(4)
    // Feature 7 has a dot in each lane: a ring in each panel, and its circle is filled once more.
    expect(arcs(calls)).toBe(4 + 4 + 2)
  })
})

describe('<DialChart />', () => {
  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(
      recordingContext().context as never,
    )
  })

  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })

  const show = (picked: number | null) => {
    const onPick = vi.fn<(feature: number | null) => void>()
    const { container } = render(
      <DialChart
        label="Dial"
        describe="Every feature on one line."
        lanes={LANES}
        live={createLiveSource(DATA)}
        axes={{ order: 'ℓ-order', dependence: 'dependence', ratio: 'ratio' }}
        corners={{ lazy: 'lazy', nested: 'nested', sparse: 'sparse' }}
        curveNotes={['c = 1', 'fixed']}
        band={BAND}
        ratioDomain={[0.01, 100]}
        picked={picked}
        onPick={onPick}
        tell={(feature) => [
          { term: 'feature', value: feature },
          { term: 'group', value: 'shared' },
        ]}
      />,
    )
    return { onPick, container, hit: screen.getByRole('slider', { name: 'Feature on the dial' }) }
  }

  it('is described, names corners, lanes and axes', () => {
    const { container } = show(null)
    expect(screen.getByRole('group', { name: 'Dial' })).toBeTruthy()
    for (const words of [
      'Every feature on one line.',
      'lazy',
      'nested',
      'sparse',
      'c = 1',
      'ratio',
    ]) {
      expect(container.textContent).toContain(words)
    }
  })

  it('reads a dot out while pointed at, and picks it by a click', () => {
    const { hit, onPick } = show(null)
    const at = sweepPoint(layOut(), dot(5, 1.4, 0.5))
    const pixel = { clientX: at.x, clientY: at.y }
    fireEvent.pointerMove(hit, pixel)
    expect(hit.getAttribute('aria-valuetext')).toBe('feature 5.00; group shared')
    expect(onPick).not.toHaveBeenCalled()
    fireEvent.click(hit, pixel)
    expect(onPick).toHaveBeenCalledWith(5)
    fireEvent.pointerLeave(hit)
    expect(hit.getAttribute('aria-valuetext')).toBe('none')
    fireEvent.click(hit, { clientX: 0, clientY: 0 })
    expect(onPick).toHaveBeenCalledTimes(1)
  })

  it('picks by keys, and leaves shortcuts alone', () => {
    const { hit, onPick } = show(5)
    fireEvent.keyDown(hit, { key: 'ArrowRight' })
    fireEvent.keyDown(hit, { key: 'ArrowLeft' })
    fireEvent.keyDown(hit, { key: 'Escape' })
    fireEvent.keyDown(hit, { key: 'ArrowRight', altKey: true })
    fireEvent.keyDown(hit, { key: 'x' })
    expect(onPick.mock.calls).toEqual([[7], [3], [null]])
  })
})
