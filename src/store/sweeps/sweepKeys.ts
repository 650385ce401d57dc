/** What the measures of a sweep depend on (docs/model.md, "The rescaling ladder"). */
import type { Measure } from '../../protocol/computing.ts'
import { NUMBER_FIELDS, type NumberField } from '../../protocol/controls.ts'
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
  const ignored = measures.map((measure) => IGNORED[measure])
  const isIgnored = (field: NumberField): boolean =>
    NEVER.includes(field) ||
    swept.includes(field) ||
    (field === 'readoutInit' && spec.readoutTied) ||
    ignored.every((fields) => fields.includes(field))
  return JSON.stringify([
    measures,
    swept,
    spec.readoutTied,
    ...NUMBER_FIELDS.filter((field) => !isIgnored(field)).map((field) => spec[field]),
  ])
}
