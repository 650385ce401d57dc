/** The dial and the penalties as tables: one row per dot, and one per point of each curve. */
import type { Cell, DataTable } from '../../charts/export/csv.ts'
import type { DialData } from '../../charts/dial/types.ts'
import { METHODS } from '../../protocol/methods.ts'
import { PENALIZED_METHODS } from '../../store/featurePositions.ts'

/** Features count from 1; ℓ-order and dependence are powers, without a unit (docs/model.md). */
export const dialRows = ({ dots, curves }: DialData): DataTable => ({
  columns: [
    'network',
    'mark',
    'feature',
    '|beta_aux| / |beta_main|',
    'l-order',
    'feature dependence',
  ],
  rows: PENALIZED_METHODS.flatMap((method, lane): Cell[][] => {
    const { label } = METHODS[method]
    const curve = curves[lane] ?? { ratio: [], order: [] }
    return [
      ...(dots[lane] ?? []).map(({ feature, ratio, order, dependence }): Cell[] => [
        ...[label, 'feature', feature + 1, ratio, order, dependence],
      ]),
      ...Array.from({ length: curve.ratio.length }, (_, index): Cell[] => {
        const order = curve.order[index] ?? NaN
        return [label, 'curve', null, curve.ratio[index] ?? NaN, order, 1 - order]
      }),
    ]
  }),
})

/** What a panel of penalties draws. */
interface PanelNumbers {
  network: string
  sizes: readonly number[]
  curves: readonly { name: string; values: readonly number[] }[]
  points: readonly { name: string; x: number; y: number }[]
}

/** Sizes are coefficients; a penalty stands in the units of its panel. */
export const penaltyRows = (
  panels: readonly PanelNumbers[],
  columns: { size: string; penalty: string },
): DataTable => ({
  columns: ['network', 'curve', columns.size, columns.penalty],
  rows: panels.flatMap(({ network, sizes, curves, points }): Cell[][] => [
    ...curves.flatMap(({ name, values }) =>
      sizes.map((size, index): Cell[] => [network, name, size, values[index] ?? NaN]),
    ),
    ...points.map(({ name, x, y }): Cell[] => [network, name, x, y]),
  ]),
})
