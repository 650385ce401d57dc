/** What the charts of unit structure draw, from what the pool counted. */
import type { ClustersLine } from '../charts/clusters/types.ts'
import type { DimensionsRow } from '../charts/dimensionality/types.ts'
import type { StructureResult, UnitStructure } from '../protocol/computing.ts'
import { METHODS } from '../protocol/methods.ts'
import { needsPretraining, type RunSpec } from '../protocol/spec.ts'
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
import { METHOD_STYLES } from './methodStyles.ts'

const startsFromBase = (method: MethodId): boolean =>
  METHOD_RECIPES[method].startsFrom === 'pretraining'

type Numbers = Pick<DimensionsRow, 'before' | 'after' | 'shared'>

const numbersOf = (found: UnitStructure | undefined, base: UnitStructure | null): Numbers => ({
  before: base?.participationRatio ?? null,
  after: found?.participationRatio ?? null,
  shared: base === null ? null : (found?.sharedDimensions ?? null),
})

/** A row for each method; only those that begin with pretraining have something before. */
export const dimensionRows = (
  result: StructureResult | null,
  { methods, rescale }: RunSpec,
): DimensionsRow[] =>
  methods.map((method) => {
    const { colourToken, mark } = METHOD_STYLES[method]
    const isPretrained = startsFromBase(method)
    return {
      ...{ id: method, label: METHODS[method].label, colourToken, mark },
      ...(isPretrained && { sublabel: `rescale × ${String(rescale)}` }),
      ...numbersOf(result?.networks[method], isPretrained ? (result?.base ?? null) : null),
    }
  })

/** A network without any strength has no clusters. */
const valuesOf = (found: UnitStructure | null | undefined): readonly number[] | null =>
  found === null || found === undefined || found.inertia.length === 0 ? null : found.inertia

const PRETRAINED: Omit<ClustersLine, 'values'> = {
  ...{ id: 'pretraining', label: 'Pretrained', colourToken: 'ink-soft' },
  dash: 'dotted',
  mark: 'circle',
}

/** A line for each method, and one for what pretraining left. */
export const clusterLines = (result: StructureResult | null, spec: RunSpec): ClustersLine[] => [
  ...spec.methods.map((method) => ({
    ...{ id: method, label: METHODS[method].label },
    ...METHOD_STYLES[method],
    values: valuesOf(result?.networks[method]),
  })),
  ...(needsPretraining(spec) ? [{ ...PRETRAINED, values: valuesOf(result?.base) }] : []),
]
