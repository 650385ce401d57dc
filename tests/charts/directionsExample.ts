import {
  bandUnits,
  dotOf,
  layOutDirections,
  type DirectionsLayout,
  type Dot,
} from '../../src/charts/directions/directionsLayout.ts'
import type {
  DirectionsData,
  DirectionsGroup,
  DirectionsRow,
  UnitsRow,
} from '../../src/charts/directions/types.ts'
import type { RowPlace } from '../../src/charts/spectrum/spectrumLayout.ts'

export const GROUPS: DirectionsGroup[] = [
  { id: 'auxOnly', label: 'auxiliary only', features: [0, 1] },
  { id: 'shared', label: 'shared', features: [3] },
  { id: 'mainOnly', label: 'main only', features: [2] },
]
export const radians = (degrees: number): number => (degrees * Math.PI) / 180

export const unitsRow = (
  units: { feature: number; degrees: number; strength: number; sign?: number }[],
): UnitsRow => ({
  feature: Int32Array.from(units, ({ feature }) => feature),
  angle: Float64Array.from(units, ({ degrees }) => radians(degrees)),
  strength: Float64Array.from(units, ({ strength }) => strength),
  sign: Int8Array.from(units, ({ sign = 1 }) => sign),
})

/** Two strong units, one of half a percent, one without a column. */
export const UNITS = unitsRow([
  { feature: 3, degrees: 2, strength: 0.5 },
  { feature: 0, degrees: 45, strength: 2, sign: -1 },
  { feature: 1, degrees: 70, strength: 0.01 },
  { feature: 9, degrees: 10, strength: 1 },
])
export const BASE = unitsRow([
  { feature: 0, degrees: 60, strength: 1 },
  { feature: 0, degrees: 44.9, strength: 1 },
  { feature: 1, degrees: 2, strength: 1 },
  { feature: 9, degrees: 2, strength: 1 },
])
export const ROWS: DirectionsRow[] = [
  ...[{ id: 'stl', label: 'Single task', colourToken: 'method-stl', mark: 'square' as const }],
  ...[{ id: 'ptft', label: 'Finetuned', colourToken: 'method-ptft', mark: 'circle' as const }],
].map((row) => ({ ...row, startsFromBase: row.id === 'ptft' }))
export const DATA: DirectionsData = {
  rows: [null, { ...UNITS, turned: Float64Array.of(radians(58.5), 0, NaN, 0) }],
  base: BASE,
}
export const bandsNow = [...DATA.rows, DATA.base]

export const layOut = (width = 1000): DirectionsLayout =>
  layOutDirections({
    ...{ width, rem: 16, strokeScale: 1, groups: GROUPS, bandCount: 3, bandHeight: 9 },
    ...{ tallestText: 40, hasAside: false },
  })
export const placeOf = (layout: DirectionsLayout, row: number): RowPlace => {
  const place = layout.frame.rows[row]
  if (place === undefined) throw new Error(`no band ${row}`)
  return place
}
export const dotIn = (layout: DirectionsLayout, row: number, unit: number): Dot => {
  const dot = dotOf(bandUnits(layout, placeOf(layout, row), bandsNow[row] ?? BASE), unit)
  if (dot === null) throw new Error(`unit ${unit} has no dot`)
  return dot
}
