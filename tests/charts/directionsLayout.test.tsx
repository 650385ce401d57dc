import { describe, expect, it } from 'vitest'
import {
  angleToY,
  bandUnits,
  dotOf,
  scatter,
  unitAtPixel,
} from '../../src/charts/directions/directionsLayout.ts'
import { unitAfterKey } from '../../src/charts/directions/unitOrder.ts'
import { layOutSpectrum } from '../../src/charts/spectrum/spectrumLayout.ts'
import {
  bandsNow,
  dotIn,
  GROUPS,
  layOut,
  placeOf,
  radians,
  UNITS,
  unitsRow,
} from './directionsExample.ts'

describe('layOutDirections(input)', () => {
  it('puts columns where the spectrum puts the same features', () => {
    const spectrum = layOutSpectrum({
      ...{ width: 1000, rem: 16, strokeScale: 1, rowCount: 3, rowHeight: 9, tallestText: 40 },
      groups: GROUPS.map((group) => ({ ...group, crowded: false })),
      ...{ hasAside: false, hasBase: false },
    })
    const { columnX } = layOut()
    expect(spectrum.slots.map(({ x }) => x)).toEqual([0, 1, 3, 2].map((index) => columnX[index]))
  })

  it.each([330, 700, 1900])('keeps all dots of a column within its pitch at %i px', (width) => {
    const layout = layOut(width)
    for (const { feature, group } of layout.frame.slots) {
      const reach = (layout.columnHalf[feature] ?? 0) + layout.fullRadius
      expect(2 * reach).toBeLessThanOrEqual((layout.frame.groups[group]?.pitch ?? 0) * 1.2)
    }
  })
})

describe('angleToY(place, angle)', () => {
  it('spreads small angles by a square root, and holds a right angle and more at the edge', () => {
    const place = placeOf(layOut(), 0)
    const share = (degrees: number): number =>
      (angleToY(place, radians(degrees)) - place.centre + place.half) / (2 * place.half)
    expect(share(0)).toBe(0)
    // √(22.5 / 90) = ½.
    expect(share(22.5)).toBeCloseTo(0.5, 12)
    expect(share(90)).toBe(1)
    expect(share(140)).toBe(1)
  })
})

describe('scatter(unit)', () => {
  it('fills a column evenly: of 1000 units every tenth part holds about a tenth', () => {
    const counts = new Array<number>(10).fill(0)
    for (let unit = 0; unit < 1000; unit += 1) {
      const part = Math.floor(5 * (scatter(unit) + 1))
      counts[part] = (counts[part] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(5)
  })
})

describe('dotOf(band, unit)', () => {
  it('gives a dot an area in proportion to its strength', () => {
    const layout = layOut()
    const [quarter, full] = [dotIn(layout, 1, 0), dotIn(layout, 1, 1)]
    expect(full.radius).toBe(layout.fullRadius)
    // A quarter of the strength: half the radius.
    expect(quarter.radius).toBeCloseTo(layout.fullRadius / 2, 12)
  })

  it('makes a unit below a hundredth of the strongest a speck', () => {
    const layout = layOut()
    expect(dotIn(layout, 1, 2)).toMatchObject({ isWeak: true, radius: layout.weakRadius })
    expect(dotIn(layout, 1, 0).isWeak).toBe(false)
  })

  it('makes all units specks where none has any strength', () => {
    const layout = layOut()
    const silent = unitsRow([{ feature: 0, degrees: 50, strength: 0 }])
    expect(dotOf(bandUnits(layout, placeOf(layout, 0), silent), 0)?.isWeak).toBe(true)
  })

  it('has none for a unit without a column or without an angle', () => {
    const layout = layOut()
    const band = bandUnits(layout, placeOf(layout, 1), UNITS)
    expect(dotOf(band, 3)).toBeNull()
    const lost = unitsRow([{ feature: 0, degrees: NaN, strength: 1 }])
    expect(dotOf(bandUnits(layout, placeOf(layout, 1), lost), 0)).toBeNull()
  })

  it('draws many units smaller: sixteen times as many, half as wide', () => {
    const layout = layOut()
    const many = unitsRow(
      Array.from({ length: 4000 }, () => ({ feature: 0, degrees: 5, strength: 1 })),
    )
    const band = bandUnits(layout, placeOf(layout, 0), many)
    expect(band.fullRadius).toBeCloseTo(layout.fullRadius / 2, 12)
  })
})

describe('unitAtPixel(layout, bands, pixel)', () => {
  it('finds the nearest dot of the band under the pixel, and none out of reach', () => {
    const layout = layOut()
    const { x, y } = dotIn(layout, 1, 0)
    expect(unitAtPixel(layout, bandsNow, { x: x + 2, y: y - 2 })).toEqual({ row: 1, unit: 0 })
    expect(unitAtPixel(layout, bandsNow, { x: x + 60, y: y + 40 })).toBeNull()
    // The first band has no units yet.
    const { centre } = placeOf(layout, 0)
    expect(unitAtPixel(layout, bandsNow, { x, y: centre })).toBeNull()
  })
})

describe('unitAfterKey(key, standing)', () => {
  const from = (place: { row: number; unit: number } | null) => (key: string) =>
    unitAfterKey(key, { layout: layOut(), bands: bandsNow, place })

  it('begins at the strongest unit of the first band that has any', () => {
    expect(from(null)('ArrowRight')).toEqual({ row: 1, unit: 1 })
    expect(from(null)('Home')).toEqual({ row: 1, unit: 1 })
  })

  it('walks by strength with ← and →, and stops at the ends', () => {
    // Strengths 0.5, 2, 0.01, 1: units 1, 3, 0, 2 from strong to weak.
    const place = { row: 1, unit: 3 }
    expect(from(place)('ArrowRight')).toEqual({ row: 1, unit: 0 })
    expect(from(place)('ArrowLeft')).toEqual({ row: 1, unit: 1 })
    expect(from(place)('Home')).toEqual({ row: 1, unit: 1 })
    expect(from(place)('End')).toEqual({ row: 1, unit: 2 })
    expect(from({ row: 1, unit: 2 })('ArrowRight')).toEqual({ row: 1, unit: 2 })
  })

  it('goes to the strongest unit of the next column with Page Down, skipping empty ones', () => {
    // Columns stand in the order 0, 1, 3, 2; none of the units is closest to 2.
    expect(from({ row: 1, unit: 1 })('PageDown')).toEqual({ row: 1, unit: 2 })
    expect(from({ row: 1, unit: 2 })('PageDown')).toEqual({ row: 1, unit: 0 })
    expect(from({ row: 1, unit: 0 })('PageDown')).toEqual({ row: 1, unit: 0 })
    expect(from({ row: 1, unit: 0 })('PageUp')).toEqual({ row: 1, unit: 2 })
  })

  it('goes to the strongest unit of another band with ↑ and ↓, passing over empty bands', () => {
    expect(from({ row: 1, unit: 2 })('ArrowDown')).toEqual({ row: 2, unit: 0 })
    expect(from({ row: 1, unit: 2 })('ArrowUp')).toEqual({ row: 1, unit: 2 })
  })

  it('means nothing for other keys, and nowhere without units', () => {
    expect(from(null)('a')).toBeNull()
    expect(unitAfterKey('Home', { layout: layOut(), bands: [null], place: null })).toBeNull()
  })
})
