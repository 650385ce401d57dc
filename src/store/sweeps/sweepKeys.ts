/** What the measures of a sweep depend on (docs/model.md, "The rescaling ladder"). */
import type { Measure } from '../../protocol/computing.ts'
import { NUMBER_FIELDS, type NumberField } from '../../protocol/controls.ts'
import { NETWORKS } from '../../protocol/networks.ts'
import type { RunSpec } from '../../protocol/spec.ts'

/** Exact ends know nothing of steps, and sweeps choose their own data seeds. */
const NEVER: readonly NumberField[] = ['dataSeed', 'probeLoss']
const STEPS: readonly NumberField[] = ['learningRate', 'stepLimit']
const TRAINING: readonly NumberField[] = [...STEPS, 'auxLearningRate', 'weightDecay', 'stopLoss']
const REWEIGHTING: readonly NumberField[] = ['rescale', 'readoutInit']

const BEST = TRAINING.filter((field) => !STEPS.includes(field))

/** The settings that each measure does not depend on, besides those of all. */
const IGNORED: Record<Measure, readonly NumberField[]> = {
  finetuneError: TRAINING,
  finetuneBest: BEST,
  singleTaskError: [...TRAINING, ...REWEIGHTING],
  singleTaskBest: [...BEST, ...REWEIGHTING],
  groupNormError: [...TRAINING, ...REWEIGHTING],
  multiTaskError: ['learningRate', ...REWEIGHTING],
  multiTaskBest: ['learningRate', ...REWEIGHTING],
  effectiveFeatures: TRAINING,
  reuse: TRAINING,
  keptShare: TRAINING,
  order: TRAINING,
}

/** Where ends are trained, all but the rescaling counts: an end depends on its way. */
const ignoredOf = (
  measure: Measure,
  { network }: Pick<RunSpec, 'network'>,
): readonly NumberField[] =>
  NETWORKS[network].hasExactFlow
    ? IGNORED[measure]
    : IGNORED[measure].filter((field) => REWEIGHTING.includes(field))

/** True for measures on which neither c nor γ has an influence. */
export const isBlindToRescaling = (measure: Measure): boolean =>
  IGNORED[measure].includes('rescale')

/**
 * Everything that the measures depend on besides the swept controls, as one text. What only some of
 * the measures depend on counts.
 */
export const sweepKey = (
  spec: RunSpec,
  measures: readonly Measure[],
  swept: readonly NumberField[],
): string => {
  const ignored = measures.map((measure) => ignoredOf(measure, spec))
  const isIgnored = (field: NumberField): boolean =>
    NEVER.includes(field) ||
    swept.includes(field) ||
    (field === 'readoutInit' && spec.readoutTied) ||
    ignored.every((fields) => fields.includes(field))
  return JSON.stringify([
    spec.network,
    measures,
    swept,
    spec.readoutTied,
    ...NUMBER_FIELDS.filter((field) => !isIgnored(field)).map((field) => spec[field]),
  ])
}
