import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TimelineChart, type TimelineChartProps } from '../../src/charts/timeline/TimelineChart.tsx'
import {
  clusterText,
  freeTicks,
  layOutTimeline,
  placeClock,
  placeEnd,
  placeWords,
  type TimelineLayout,
} from '../../src/charts/timeline/timelineLayout.ts'
import { stepAfterKey, timelineScale } from '../../src/charts/timeline/timelineScale.ts'
import type { TimelineLane, TimelineMoment } from '../../src/charts/timeline/types.ts'

const LAST = 1_000_000
const scale = timelineScale({ left: 100, right: 900, lastStep: LAST, zeroRoom: 40, endRoom: 60 })

describe('timelineScale(room)', () => {
  it('has 0 at the left, equal decades from 1 on, and the end at the right', () => {
    expect(scale.x(0)).toBe(100)
    expect(scale.x(1)).toBe(140)
    expect(scale.x(LAST)).toBe(840)
    expect(scale.x(1000)).toBeCloseTo(490, 9) // half-way
    expect(scale.x(null)).toBe(900)
    expect(scale.exponents).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('stepAt finds the step again, as a whole number', () => {
    for (const step of [0, 1, 2, 17, 1234, LAST, null]) {
      const found = scale.stepAt(scale.x(step))
      expect(found).toBe(step)
    }
    expect(scale.stepAt(490.5)).toBe(Math.round(10 ** (3 + 3 / 700)))
  })

  it('gives each of its stops half of the room between them, and nothing lies beyond', () => {
    expect([-500, 119, 121].map(scale.stepAt)).toEqual([0, 0, 1])
    expect([869, 871, 5000].map(scale.stepAt)).toEqual([LAST, null, null])
  })
})

describe('stepAfterKey(key, step, lastStep)', () => {
  const after = (key: string, step: number | null) => stepAfterKey(key, step, LAST)

  it('moves by a sixteenth of a decade, or by one step where that is more', () => {
    expect(after('ArrowRight', 1000)).toBe(1155) // 10^(1/16) = 1.1548
    expect(after('ArrowLeft', 1000)).toBe(866)
    expect(after('ArrowRight', 2)).toBe(3)
    expect(after('ArrowLeft', 2)).toBe(1)
    expect([after('PageUp', 40), after('PageDown', 40)]).toEqual([400, 4])
  })

  it('passes 0 and the last step on its way to the ends, and stops there', () => {
    expect([after('ArrowLeft', 1), after('ArrowLeft', 0)]).toEqual([0, 0])
    expect([after('ArrowRight', 0), after('PageUp', 0)]).toEqual([1, 1])
    expect(after('ArrowRight', 999_000)).toBe(LAST)
    expect([after('ArrowRight', LAST), after('ArrowRight', null)]).toEqual([null, null])
    expect([after('ArrowLeft', null), after('PageDown', null)]).toEqual([LAST, LAST])
  })

  it('knows Home, End and Escape, and leaves other keys alone', () => {
    expect(['Home', 'End', 'Escape'].map((key) => after(key, 30))).toEqual([0, null, null])
    expect(after('a', 30)).toBeUndefined()
  })

  it('reaches both ends from anywhere', () => {
    for (const [key, end] of [
      ['ArrowRight', null],
      ['ArrowLeft', 0],
    ] as const) {
      let step: number | null = 30
      for (let press = 0; press < 120; press += 1) step = after(key, step) ?? null
      expect(step).toBe(end)
    }
  })
})

const layOut = (width = 1344, laneCount = 2): TimelineLayout =>
  layOutTimeline({ width, rem: 16, laneCount, lastStep: LAST })

const event = (step: number, feature = step): TimelineMoment => ({
  step,
  kind: 'event',
  words: `feature ${String(feature)} picked up`,
})
const END: TimelineMoment = { step: 12_000, kind: 'end', words: 'converged' }
const lane = (
  moments: TimelineMoment[],
  stretches: TimelineLane['stretches'] = [],
): TimelineLane => ({
  id: 'ptft',
  label: 'Finetuned',
  shortLabel: 'PT+FT',
  colourToken: 'method-ptft',
  mark: 'circle',
  counted: { short: 'features', full: 'features picked up' },
  moments,
  stretches,
})
const PLATEAU = { from: 0, to: 40, words: 'plateau' }

describe('layOutTimeline(input)', () => {
  it('keeps the same height whatever happens on the lanes, and room for each', () => {
    expect(layOut(1344, 4).height - layOut(1344, 2).height).toBeCloseTo(2 * 24, 9)
  })

  it('has the edges of the feature spectrum where it is wide', () => {
    // 9 + 2.75 rem of labels and ticks; 13.5 + 1 rem of numbers.
    expect(layOut(1344).scale.left).toBe(11.75 * 16)
    expect(layOut(1344).scale.right).toBe(1344 - 14.5 * 16)
    expect(layOut(358).isNarrow).toBe(true)
  })
})

describe('placeWords(lane, layout)', () => {
  const texts = (one: TimelineLane, layout = layOut()) =>
    placeWords(one, layout).map(({ text }) => text)

  it('names single moments where there is room, at their marks', () => {
    const places = placeWords(lane([event(50), END], [PLATEAU]), layOut())
    expect(places.map(({ text }) => text)).toEqual(['plateau', 'feature 50 picked up', 'converged'])
    const word = places[1]
    const { x } = layOut().scale
    // The words begin right of their mark.
    expect((word?.x ?? 0) + (word?.indent ?? 0)).toBeGreaterThan(x(50))
    expect((word?.x ?? 0) + (word?.indent ?? 0)).toBeLessThan(x(50) + 10)
  })

  it('counts moments whose words would meet, in full where that fits', () => {
    expect(texts(lane([event(50), event(60), event(90), END]))).toEqual([
      '3 features picked up',
      'converged',
    ])
    // From 500 to 2200 are 0.64 decades of 139 px, 90 px: room for 11 characters, not for 20.
    expect(texts(lane([event(400), event(500), { ...END, step: 2200 }]))).toEqual([
      '+2 features',
      'converged',
    ])
    expect(texts(lane([event(50), { ...END, step: 60 }]))).toEqual([
      'feature 50 picked up, converged',
    ])
  })

  it('never lets two words meet', () => {
    const steps = [1, 3, 4, 10, 11, 12, 30, 100, 150, 400, 2000, 2100, 9000]
    const places = placeWords(
      lane(
        [...steps.map((step) => event(step)), END],
        [PLATEAU, { ...PLATEAU, from: 150, to: 500 }],
      ),
      layOut(),
    )
    expect(places.length).toBeGreaterThan(1)
    places.slice(1).forEach(({ x }, index) => {
      const before = places[index]
      expect(x).toBeGreaterThanOrEqual((before?.x ?? 0) + (before?.width ?? 0) - 1e-9)
    })
  })

  it('leads to the last of what it counts, or to the beginning of a stretch', () => {
    const places = placeWords(lane([event(50), event(60), event(90)], [PLATEAU]), layOut())
    expect(places.map(({ step }) => step)).toEqual([0, 90])
  })

  it('writes left of the mark at the end of the axis', () => {
    const [place] = placeWords(lane([{ ...END, step: 900_000 }]), layOut())
    expect(place?.indent).toBe(0)
    expect(place?.x).toBeLessThan(layOut().scale.x(900_000) - 40)
  })

  it('has only marks on a narrow chart, large enough to be hit, and keeps their names', () => {
    const places = placeWords(lane([event(50), event(60), END], [PLATEAU]), layOut(358))
    expect(places.map(({ text }) => text)).toEqual(['', '', ''])
    expect(places.map(({ name }) => name)).toContain('2 features picked up')
    expect(Math.min(...places.map(({ width }) => width))).toBeGreaterThanOrEqual(24)
  })

  it('clusterText counts events, never ends', () => {
    expect(clusterText([END], lane([]), 'short')).toBe('converged')
    expect(clusterText([event(1), event(2), END], lane([]), 'short')).toBe('+2 features, converged')
  })
})

describe('placeClock(layout, clock)', () => {
  it('stands under its step, inside the axis, and takes the ticks it would cover', () => {
    const [layout, words] = [layOut(), 'training, step 100']
    const place = placeClock(layout, { step: 100, words })
    expect(place.left + place.width / 2).toBeCloseTo(layout.scale.x(100), 9)
    expect(freeTicks(layout, [])).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(freeTicks(layout, [place])).toEqual([0, 1, 3, 4, 5, 6])
    // On a narrow chart the name of the end covers the last ticks.
    expect(freeTicks(layOut(358), [])).toContain(6)
    expect(freeTicks(layOut(358), [placeEnd(layOut(358), 'trained')])).not.toContain(6)
    expect(placeClock(layout, { step: 0, words }).left).toBe(layout.scale.left)
    const { left, width } = placeClock(layout, { step: LAST, words })
    expect(left + width).toBeLessThanOrEqual(layout.scale.right)
  })
})

describe('TimelineChart', () => {
  beforeEach(() => {
    // jsdom lays nothing out: everything is 1000 by 600 px.
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1000)
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
    Object.assign(HTMLElement.prototype, {
      setPointerCapture: vi.fn(),
      hasPointerCapture: () => true,
    })
  })
  afterEach(() => {
    cleanup()
    vi.restoreAllMocks()
  })

  const properties = (changes: Partial<TimelineChartProps> = {}): TimelineChartProps => ({
    label: 'Exact trajectory',
    describe: 'Finetuning picks up one feature.',
    lanes: [lane([event(50), END], [PLATEAU])],
    xLabel: 'gradient steps',
    shortXLabel: 'steps',
    lastStep: LAST,
    endLabel: 'trained',
    value: 100,
    valueText: 'step 100; finetuned: feature 50 picked up',
    clock: { step: 3200, words: 'training, step 3,200' },
    isDisabled: false,
    onScrub: vi.fn(),
    controls: <button>Play</button>,
    aside: <p>computing</p>,
    ...changes,
  })
  const handle = () => screen.getByRole('slider', { name: 'Exact trajectory' })
  const wide = layOutTimeline({ width: 1000, rem: 16, laneCount: 1, lastStep: LAST })

  it('is a slider with its moment in words, beside what training has reached', () => {
    render(<TimelineChart {...properties()} />)
    expect(handle().getAttribute('aria-valuetext')).toBe(
      'step 100; finetuned: feature 50 picked up',
    )
    expect(Number(handle().getAttribute('aria-valuenow'))).toBeGreaterThan(20)
    expect(screen.getByText('training, step 3,200')).toBeTruthy()
    const group = screen.getByRole('group', { name: 'Exact trajectory' })
    const description = document.getElementById(group.getAttribute('aria-describedby') ?? '')
    expect(description?.textContent).toBe('Finetuning picks up one feature.')
  })

  it('is moved by keys, of which it takes only its own', () => {
    const onScrub = vi.fn()
    render(<TimelineChart {...properties({ onScrub })} />)
    for (const key of ['ArrowRight', 'PageDown', 'Home', 'Escape', 'Tab']) {
      fireEvent.keyDown(handle(), { key })
    }
    fireEvent.keyDown(handle(), { key: 'ArrowRight', altKey: true })
    expect(onScrub.mock.calls.flat()).toEqual([115, 10, 0, null])
  })

  it('is moved by the pointer, also beyond its ends', () => {
    const onScrub = vi.fn()
    render(<TimelineChart {...properties({ onScrub })} />)
    fireEvent.pointerDown(handle(), { clientX: wide.scale.x(1000), button: 0, pointerId: 1 })
    fireEvent.pointerMove(handle(), { clientX: -50, pointerId: 1 })
    fireEvent.pointerMove(handle(), { clientX: 2000, pointerId: 1 })
    expect(onScrub.mock.calls.flat()).toEqual([1000, 0, null])
    expect(document.activeElement).toBe(handle())
  })

  it('goes to where words stand', () => {
    const onScrub = vi.fn()
    render(<TimelineChart {...properties({ onScrub })} />)
    fireEvent.click(screen.getByRole('button', { name: 'Finetuned: converged, step 12,000' }))
    expect(onScrub.mock.calls).toEqual([[12_000]])
  })

  it('does not move while there is nothing to show', () => {
    const onScrub = vi.fn()
    render(<TimelineChart {...properties({ onScrub, isDisabled: true, lanes: [lane([])] })} />)
    fireEvent.keyDown(handle(), { key: 'Home' })
    fireEvent.pointerDown(handle(), { clientX: 400, button: 0, pointerId: 1 })
    expect(onScrub).not.toHaveBeenCalled()
    expect(handle().getAttribute('aria-disabled')).toBe('true')
    expect(screen.getByText('computing')).toBeTruthy()
  })
})
