/** Pictures of hidden units as tables. */
import type { Cell, DataTable } from '../../charts/export/csv.ts'
import type { BaselinesRow } from '../../charts/baselines/types.ts'
import type { ClustersLine } from '../../charts/clusters/types.ts'
import type { DimensionsRow } from '../../charts/dimensionality/types.ts'
import type { DirectionsData, UnitsRow } from '../../charts/directions/types.ts'
import { METHODS } from '../../protocol/methods.ts'
import type { MethodId } from '../../theory/methodRecipes.ts'
import { rowAlignment } from '../directionsWords.ts'

const inDegrees = (radians: number | undefined): number =>
  radians === undefined ? NaN : (180 * radians) / Math.PI

const rowsOfUnits = (network: string, units: UnitsRow | null, teacherUnits: number): Cell[][] => {
  if (units === null) return []
  const { whole, perUnit } = rowAlignment(units, teacherUnits)
  return Array.from(units.feature, (feature, unit): Cell[] => [
    ...[network, unit + 1, feature + 1],
    inDegrees(units.angle[unit]),
    units.strength[unit] ?? NaN,
    units.sign[unit] ?? NaN,
    inDegrees(units.turned?.[unit]),
    ...[perUnit[feature] ?? NaN, whole],
  ])
}

/** One row per hidden unit of each network; `teacherUnits`: how many units it may point to. */
export const directionsRows = (
  { rows, base }: DirectionsData,
  methods: readonly MethodId[],
  teacherUnits: number,
): DataTable => ({
  columns: [
    'network',
    'hidden unit',
    'closest teacher unit',
    'angle to it (degrees)',
    'strength |w||v|',
    'sign of readout',
    'turned since pretraining (degrees)',
    'alignment of all units that point there',
    'alignment of the network',
  ],
  rows: [
    ...methods.flatMap((method, index) =>
      rowsOfUnits(METHODS[method].label, rows[index] ?? null, teacherUnits),
    ),
    ...rowsOfUnits('what pretraining left', base, teacherUnits),
  ],
})

/** One row per number: dimensions, and inertia for each number of clusters. */
export const structureRows = (
  dimensions: readonly DimensionsRow[],
  lines: readonly ClustersLine[],
): DataTable => ({
  columns: ['network', 'quantity', 'clusters k', 'value'],
  rows: [
    ...dimensions.flatMap(({ label, before, after, shared }): Cell[][] => [
      [label, 'dimensions before', null, before],
      [label, 'dimensions now', null, after],
      [label, 'dimensions shared', null, shared],
    ]),
    ...lines.flatMap(({ label, values }) =>
      (values ?? []).map((value, index): Cell[] => [label, 'inertia', index + 1, value]),
    ),
  ],
})

/** One row per way to learn. */
export const baselinesRows = (rows: readonly BaselinesRow[]): DataTable => ({
  columns: ['network', 'what is trained', 'error on new inputs (zero function = 1)', 'state'],
  rows: rows.map(({ label, note, value, state }) => [label, note ?? '', value, state]),
})
