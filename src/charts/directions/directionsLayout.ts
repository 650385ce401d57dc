import { layOutSpectrum, type RowPlace, type SpectrumLayout } from '../spectrum/spectrumLayout.ts'
import type { DirectionsGroup, UnitPlace, UnitsRow } from './types.ts'

export interface DirectionsLayoutInput {
  /** Width of the whole chart in CSS pixels. */
  width: number
  /** CSS pixels in one rem. */
  rem: number
  /** Factor on marks. */
  strokeScale: number
  groups: readonly DirectionsGroup[]
  /** With the base, if it has a band. */
  bandCount: number
  /** Height of a band in rem. */
  bandHeight: number
  /** Height in pixels of the tallest row label or aside, as measured. */
  tallestText: number
  hasAside: boolean
}

/** All lengths in CSS pixels from the top left corner of the chart. */
export interface DirectionsLayout {
  /** Headings, bands and columns, which stand where the spectrum's stand. */
  frame: SpectrumLayout
  rem: number
  /** By teacher unit: centre of its column; NaN for one without a column. */
  columnX: Float64Array
  /** By teacher unit: how far from the centre a dot may stand. */
  columnHalf: Float64Array
  /** By teacher unit: position of its group in `groups`, -1 for none. */
  columnGroup: Int32Array
  /** Radius of the strongest unit's dot where units are few. */
  fullRadius: number
  /** Radius of the dot of a weak unit. */
  weakRadius: number
}

/** Weaker than this share of the strongest unit of its band, a unit is drawn as a faint speck. */
const WEAK_SHARE = 0.01

/** In rem: wider, a column would look like a field. */
const WIDEST_COLUMN = 8

const sizeOf = (groups: readonly DirectionsGroup[]): number =>
  1 + Math.max(-1, ...groups.flatMap(({ features }) => features))

export function layOutDirections(input: DirectionsLayoutInput): DirectionsLayout {
  const { rem, groups, strokeScale } = input
  const frame = layOutSpectrum({
    width: input.width,
    rem,
    strokeScale,
    groups: groups.map((group) => ({ ...group, crowded: false })),
    rowCount: input.bandCount,
    rowHeight: input.bandHeight,
    tallestText: input.tallestText,
    hasAside: input.hasAside,
    hasBase: false,
  })
  const count = sizeOf(groups)
  const columnX = new Float64Array(count).fill(NaN)
  const columnHalf = new Float64Array(count)
  const columnGroup = new Int32Array(count).fill(-1)
  let narrowest = Infinity
  for (const { feature, group, x } of frame.slots) {
    const pitch = frame.groups[group]?.pitch ?? 0
    narrowest = Math.min(narrowest, pitch)
    columnX[feature] = x
    columnHalf[feature] = 0.4 * Math.min(pitch, WIDEST_COLUMN * rem)
    columnGroup[feature] = group
  }
  return {
    frame,
    rem,
    columnX,
    columnHalf,
    columnGroup,
    fullRadius: Math.max(2, Math.min(0.17 * narrowest, 8 * strokeScale)),
    weakRadius: 0.9 * strokeScale,
  }
}

/** Angles that have a line, in degrees: their places along the axis are nearly even. */
export const ANGLE_TICKS = [0, 5, 20, 45, 90]

const RIGHT_ANGLE = Math.PI / 2

/**
 * Pixel of an angle (radians) along y. Trained units lie within a few degrees of their teacher
 * unit, untrained ones mostly beyond 45°: a square root gives both room. From a right angle on, all
 * stand at the lower edge.
 */
export const angleToY = ({ centre, half }: RowPlace, angle: number): number =>
  centre - half + 2 * half * Math.sqrt(Math.min(1, angle / RIGHT_ANGLE))

/**
 * Where a unit stands within its column, −1 … 1: multiples of the golden ratio, which fill a column
 * evenly. It depends on nothing but the unit's number, so that a dot moves only when its unit does.
 */
export const scatter = (unit: number): number => 2 * (((unit + 1) * 0.6180339887498949) % 1) - 1

/** The strength of the strongest unit; numbers that are not finite do not count. */
export function strongestOf({ strength }: UnitsRow): number {
  let strongest = 0
  for (let unit = 0; unit < strength.length; unit += 1) {
    const value = strength[unit] ?? 0
    if (value > strongest && value < Infinity) strongest = value
  }
  return strongest
}

/** A hidden unit as it is drawn. */
export interface Dot {
  x: number
  y: number
  /** Its square grows with the strength. */
  radius: number
  isWeak: boolean
}

/** A band and what is in it. */
export interface BandUnits {
  layout: DirectionsLayout
  place: RowPlace
  units: UnitsRow
  /** Strength of its strongest unit, and radius of that unit's dot. */
  strongest: number
  fullRadius: number
}

/** From this many units on, dots are smaller the more there are. */
const FEW_UNITS = 250

/** What all dots of a band depend on. */
export function bandUnits(layout: DirectionsLayout, place: RowPlace, units: UnitsRow): BandUnits {
  const crowding = Math.max(1, units.feature.length / FEW_UNITS)
  const fullRadius = layout.fullRadius / crowding ** 0.25
  return { layout, place, units, strongest: strongestOf(units), fullRadius }
}

/** The dot of a unit; `null` where it has no place: no column, or numbers that are not finite. */
export function dotOf(band: BandUnits, unit: number): Dot | null {
  const { layout, place, units, strongest, fullRadius } = band
  const feature = units.feature[unit] ?? -1
  const x = (layout.columnX[feature] ?? NaN) + scatter(unit) * (layout.columnHalf[feature] ?? 0)
  const y = angleToY(place, units.angle[unit] ?? NaN)
  if (!Number.isFinite(x + y)) return null
  const share = (units.strength[unit] ?? 0) / strongest
  const { weakRadius } = layout
  // Without any strength the share is no number, and the unit weak.
  return share >= WEAK_SHARE
    ? { x, y, radius: Math.max(1.2 * weakRadius, fullRadius * Math.sqrt(share)), isWeak: false }
    : { x, y, radius: weakRadius, isWeak: true }
}

/** In rem: a dot is meant if none is nearer and its edge is no farther than this. */
const REACH = 0.6

/** The unit whose dot is nearest to a pixel, if one is in reach. */
export function unitAtPixel(
  layout: DirectionsLayout,
  bands: readonly (UnitsRow | null)[],
  pixel: { x: number; y: number },
): UnitPlace | null {
  const row = layout.frame.rows.findIndex(
    ({ bandTop, bandHeight }) => pixel.y >= bandTop && pixel.y <= bandTop + bandHeight,
  )
  const place = layout.frame.rows[row]
  const units = bands[row] ?? null
  if (place === undefined || units === null) return null
  const band = bandUnits(layout, place, units)
  let found: UnitPlace | null = null
  let nearest = REACH * layout.rem
  for (let unit = 0; unit < units.feature.length; unit += 1) {
    const dot = dotOf(band, unit)
    if (dot === null) continue
    const distance = Math.hypot(dot.x - pixel.x, dot.y - pixel.y) - dot.radius
    if (distance >= nearest) continue
    nearest = distance
    found = { row, unit }
  }
  return found
}
