import type { DirectionsLayout } from './directionsLayout.ts'
import type { UnitPlace, UnitsRow } from './types.ts'

/** Units from strong to weak; equals in the order of their numbers. */
export function unitsByStrength({ strength }: UnitsRow): number[] {
  const order = Array.from(strength, (_, unit) => unit)
  return order.sort((a, b) => (strength[b] ?? 0) - (strength[a] ?? 0) || a - b)
}

interface Standing {
  layout: DirectionsLayout
  bands: readonly (UnitsRow | null)[]
  place: UnitPlace | null
}

/** The strongest unit of the first band from `row` on in steps of `step` that has units. */
function strongestFrom(
  bands: readonly (UnitsRow | null)[],
  row: number,
  step: 1 | -1,
): UnitPlace | null {
  for (let index = row; index >= 0 && index < bands.length; index += step) {
    const band = bands[index] ?? null
    const unit = band === null ? undefined : unitsByStrength(band)[0]
    if (unit !== undefined) return { row: index, unit }
  }
  return null
}

/** The strongest unit of the next or previous column that has any, from left to right. */
function inOtherColumn(
  { layout, bands }: Standing,
  { row, unit }: UnitPlace,
  step: 1 | -1,
): UnitPlace | null {
  const units = bands[row] ?? null
  if (units === null) return null
  const columns = layout.frame.slots.map(({ feature }) => feature)
  const order = unitsByStrength(units)
  const here = columns.indexOf(units.feature[unit] ?? -1)
  for (let column = here + step; column >= 0 && column < columns.length; column += step) {
    const found = order.find((one) => units.feature[one] === columns[column])
    if (found !== undefined) return { row, unit: found }
  }
  return null
}

/** The unit `steps` weaker than a place's, held at the ends. */
function alongStrength(
  { bands }: Standing,
  { row, unit }: UnitPlace,
  steps: number,
): UnitPlace | null {
  const units = bands[row] ?? null
  if (units === null) return null
  const order = unitsByStrength(units)
  const next = Math.max(0, Math.min(order.length - 1, order.indexOf(unit) + steps))
  const found = order[next]
  return found === undefined ? null : { row, unit: found }
}

type Move = (standing: Standing, place: UnitPlace) => UnitPlace | null

const MOVES: Readonly<Record<string, Move>> = {
  ArrowRight: (standing, place) => alongStrength(standing, place, 1),
  ArrowLeft: (standing, place) => alongStrength(standing, place, -1),
  Home: (standing, place) => alongStrength(standing, place, -Infinity),
  End: (standing, place) => alongStrength(standing, place, Infinity),
  ArrowDown: ({ bands }, { row }) => strongestFrom(bands, row + 1, 1),
  ArrowUp: ({ bands }, { row }) => strongestFrom(bands, row - 1, -1),
  PageDown: (standing, place) => inOtherColumn(standing, place, 1),
  PageUp: (standing, place) => inOtherColumn(standing, place, -1),
}

/**
 * The unit to which a key leads: ← → by strength, ↑ ↓ from band to band, Page Up and Down from
 * column to column. From nowhere every key leads to the strongest unit of the first band. At an end
 * the place stays; `null` for keys that mean nothing here, and where there are no units.
 */
export function unitAfterKey(key: string, standing: Standing): UnitPlace | null {
  const move = MOVES[key]
  if (move === undefined) return null
  const { bands, place } = standing
  return place === null ? strongestFrom(bands, 0, 1) : (move(standing, place) ?? place)
}
