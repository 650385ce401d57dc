import type { Fact } from '../frame/FactList.tsx'
import { formatValue } from '../frame/numbers.ts'
import { strongestOf } from './directionsLayout.ts'
import type { DirectionsGroup, DirectionsRow, UnitPlace, UnitsRow } from './types.ts'

export interface UnitContext {
  groups: readonly DirectionsGroup[]
  /** With the base, if it has a band. */
  bands: readonly DirectionsRow[]
  /** The units of every band. */
  units: readonly (UnitsRow | null)[]
  base: UnitsRow | null
}

/** An angle in words: `3.1°`, `62°`. */
function formatAngle(radians: number): string {
  const degrees = (radians * 180) / Math.PI
  return Number.isFinite(degrees) ? `${degrees.toFixed(degrees < 9.95 ? 1 : 0)}°` : '–'
}

/** A teacher unit in words: its number, counted from 1, and its group. */
function nameOf(feature: number, groups: readonly DirectionsGroup[]): string {
  const group = groups.find(({ features }) => features.includes(feature))
  return group === undefined ? String(feature + 1) : `${feature + 1}, ${group.label}`
}

/** "0.116, 41 % of the strongest". */
function strengthInWords(units: UnitsRow, unit: number): string {
  const strength = units.strength[unit] ?? NaN
  const strongest = strongestOf(units)
  if (!(strongest > 0)) return formatValue(strength)
  const percent = Number(((100 * strength) / strongest).toPrecision(2))
  return `${formatValue(strength)}, ${formatValue(percent, 2)} % of the strongest`
}

const SIGNS: Readonly<Record<string, string>> = { '-1': 'negative', '0': 'zero', '1': 'positive' }

/** How a unit stood before finetuning; nothing for one that did not start there. */
function factsBefore({ row, unit }: UnitPlace, { bands, units, base }: UnitContext): Fact[] {
  if (base === null || bands[row]?.startsFromBase !== true) return []
  const feature = base.feature[unit]
  const angle = base.angle[unit]
  const turned = units[row]?.turned?.[unit] ?? NaN
  if (feature === undefined || angle === undefined) return []
  return [
    { term: 'before finetuning', value: `${formatAngle(angle)} from teacher unit ${feature + 1}` },
    ...(Number.isNaN(turned) ? [] : [{ term: 'turned since', value: formatAngle(turned) }]),
  ]
}

/** Everything the chart knows about one hidden unit. Units and teacher units count from 1. */
export function tellUnit(place: UnitPlace, context: UnitContext): Fact[] {
  const band = context.bands[place.row]
  const units = context.units[place.row] ?? null
  const feature = units?.feature[place.unit]
  if (band === undefined || units === null || feature === undefined) return []
  return [
    { term: band.label, value: `unit ${place.unit + 1}` },
    { term: 'closest teacher unit', value: nameOf(feature, context.groups) },
    { term: 'angle to it', value: formatAngle(units.angle[place.unit] ?? NaN) },
    { term: 'strength |w||v|', value: strengthInWords(units, place.unit) },
    { term: 'sign of v', value: SIGNS[String(units.sign[place.unit] ?? 0)] ?? '–' },
    ...factsBefore(place, context),
  ]
}
