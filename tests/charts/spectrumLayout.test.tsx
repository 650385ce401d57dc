import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupWidths } from '../../src/charts/spectrum/groupWidths.ts'
import { layOutSpectrum, nearestSlot } from '../../src/charts/spectrum/spectrumLayout.ts'
import type { FeatureGroup } from '../../src/charts/spectrum/types.ts'

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index)

const GROUPS: FeatureGroup[] = [
  { id: 'auxiliary', label: 'auxiliary only', features: range(0, 17), crowded: false },
  { id: 'shared', label: 'shared', features: range(17, 20), crowded: false },
  { id: 'main', label: 'main only', features: [], crowded: false },
  { id: 'unused', label: 'unused', features: range(20, 200), crowded: true },
]

const layOut = (width: number, groups = GROUPS): ReturnType<typeof layOutSpectrum> =>
  layOutSpectrum({
    width,
    rem: 16,
    strokeScale: 1,
    groups,
    rowCount: 3,
    rowHeight: 8,
    tallestText: 40,
    hasAside: true,
    hasBase: true,
  })

describe('groupWidths(demands, rules)', () => {
  it('gives every uncrowded feature the same pitch, and the crowd its share', () => {
    // 100 px; the crowd keeps 40, so 6 features share 60: 10 px each, 20 and 40 by group.
    const demands = [
      { count: 2, crowded: false, minimum: 5 },
      { count: 4, crowded: false, minimum: 5 },
      { count: 50, crowded: true, minimum: 5 },
    ]
    const rules = { available: 100, widestPitch: 30, crowdedShare: 0.4 }
    expect(groupWidths(demands, rules)).toEqual([20, 40, 40])
  })

  it('gives what the widest pitch leaves to the crowd', () => {
    const demands = [
      { count: 2, crowded: false, minimum: 5 },
      { count: 50, crowded: true, minimum: 5 },
    ]
    // Two features of at most 10 px take 20 of 100.
    expect(groupWidths(demands, { available: 100, widestPitch: 10, crowdedShare: 0.2 })).toEqual([
      20, 80,
    ])
  })

  it('keeps the minimum of an empty group', () => {
    const demands = [
      { count: 0, crowded: false, minimum: 15 },
      { count: 5, crowded: false, minimum: 5 },
    ]
    expect(groupWidths(demands, { available: 65, widestPitch: 99, crowdedShare: 0 })).toEqual([
      15, 50,
    ])
  })

  it('always adds up to the room there is, with no negative width', () => {
    const demand = fc.record({
      count: fc.integer({ min: 0, max: 300 }),
      crowded: fc.boolean(),
      minimum: fc.integer({ min: 0, max: 120 }),
    })
    fc.assert(
      fc.property(
        fc.array(demand, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 150, max: 3000 }),
        (demands, available) => {
          const widths = groupWidths(demands, { available, widestPitch: 32, crowdedShare: 0.3 })
          const total = widths.reduce((sum, width) => sum + width, 0)
          expect(Math.min(...widths)).toBeGreaterThanOrEqual(0)
          expect(total).toBeLessThanOrEqual(available + 1e-6)
          if (demands.some(({ count }) => count > 0)) expect(total).toBeCloseTo(available, 6)
        },
      ),
    )
  })
})

describe('layOutSpectrum(input)', () => {
  it.each([330, 360, 720, 1280, 1920, 3840])(
    'keeps every feature inside the plot at %d px',
    (width) => {
      const { slots, plot } = layOut(width)
      expect(slots).toHaveLength(200)
      for (const { x } of slots) {
        expect(x).toBeGreaterThan(plot.x)
        expect(x).toBeLessThan(plot.x + plot.width)
      }
      expect(plot.x + plot.width).toBeLessThanOrEqual(width)
    },
  )

  it('orders the slots from left to right', () => {
    const xs = layOut(900).slots.map(({ x }) => x)
    expect(xs).toEqual(xs.toSorted((a, b) => a - b))
  })

  it('gives a feature at least 20 px where the chart is 1280 px wide', () => {
    expect(layOut(1280).groups[1]?.pitch).toBeGreaterThanOrEqual(20)
  })

  it('puts the text above the bands below 52 rem', () => {
    // 52 rem of 16 px are 832 px.
    expect(layOut(831).isNarrow).toBe(true)
    expect(layOut(832).isNarrow).toBe(false)
    const row = layOut(831).rows[0]
    // The tallest text was measured as 40 px.
    expect((row?.bandTop ?? 0) - (row?.top ?? 0)).toBe(40)
  })

  it('keeps a place for an empty group', () => {
    expect(layOut(360).groups[2]?.width).toBeGreaterThan(20)
  })

  it('stacks rows without overlap, the base below them', () => {
    const { rows, base, height } = layOut(500)
    const edges = rows.flatMap((row) => [row.top, row.top + row.height])
    expect(edges).toEqual(edges.toSorted((a, b) => a - b))
    expect(base?.top).toBeGreaterThan(edges.at(-1) ?? 0)
    expect(height).toBeGreaterThanOrEqual((base?.top ?? 0) + (base?.height ?? 0))
  })
})

describe('nearestSlot(slots, x)', () => {
  it('finds the feature under the pointer, and -1 among none', () => {
    const { slots } = layOut(1000)
    expect(nearestSlot(slots, (slots[18]?.x ?? 0) + 3)).toBe(18)
    expect(nearestSlot([], 5)).toBe(-1)
  })
})
