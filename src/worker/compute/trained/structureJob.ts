/** How many directions networks use, from their hidden units alone. */
import type {
  NamedUnits,
  StructureJob,
  StructureResult,
  UnitStructure,
} from '../../../protocol/computing.ts'
import { effectiveSharedDimensions, participationRatio } from '../../../theory/dimensionality.ts'
import type { HiddenUnits } from '../../../theory/network.ts'
import { clusterDirections } from '../../../theory/relu/clusters.ts'
import { asReluUnits } from '../../../theory/relu/hiddenUnits.ts'
import { hiddenCovariance } from '../../../theory/relu/hiddenCovariance.ts'
import type { Sliced } from '../../../theory/sliced.ts'

function* structureOf(
  hidden: HiddenUnits,
  base: Float64Array | null,
  seed: number,
): Sliced<UnitStructure> {
  const units = asReluUnits(hidden)
  const moments = hiddenCovariance(units)
  yield
  const shared = base?.length === moments.length ? effectiveSharedDimensions(moments, base) : null
  return {
    participationRatio: participationRatio(moments),
    sharedDimensions: shared,
    inertia: (yield* clusterDirections(units, { seed })).map(({ inertia }) => inertia),
  }
}

export function* solveStructure(
  { spec, networks, base }: StructureJob,
  tell: (share: number) => void,
): Sliced<StructureResult> {
  const before = base === null ? null : hiddenCovariance(asReluUnits(base))
  const found: StructureResult = {
    networks: {},
    base: base === null ? null : yield* structureOf(base, null, spec.dataSeed),
  }
  const entries: readonly NamedUnits[] = networks
  for (const [index, { key, units }] of entries.entries()) {
    found.networks[key] = yield* structureOf(units, before, spec.dataSeed)
    tell((index + 1) / entries.length)
  }
  return found
}
