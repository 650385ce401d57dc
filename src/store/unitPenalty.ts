/**
 * What the explicit penalty says of the hidden units of a run: how much their weights had to change
 * at least, and how much they did (docs/model.md, "ReLU networks").
 */
import type { RunSpec } from '../protocol/spec.ts'
import type { HiddenUnits } from '../theory/network.ts'
import { explicitMultiTaskPenalty, explicitPenalty } from '../theory/relu/explicitPenalty.ts'
import { asReluUnits } from '../theory/relu/hiddenUnits.ts'
import type { ReluUnits } from '../theory/relu/reluNetwork.ts'
import { rowLengths } from '../theory/relu/unitDirections.ts'

/** All units of a finetuned network beside where finetuning began; readouts began at 0. */
export interface UnitChanges {
  /** |w||v| now, shape H. */
  strengths: Float64Array
  /** The least squared change of weights that takes a unit where it is, shape H. */
  least: Float64Array
  /** Sums over all units: the squared change that was made, the least one, and of fresh units. */
  total: { made: number; least: number; fresh: number }
}

/** w·w′ of one unit, whose weights before finetuning are `rescale` times those in `base`. */
const productOf = (now: ReluUnits, base: ReluUnits, unit: number): number => {
  let sum = 0
  for (let index = unit * now.inputDim; index < (unit + 1) * now.inputDim; index += 1) {
    sum += (now.directions[index] ?? 0) * (base.directions[index] ?? 0)
  }
  return sum
}

/** Nothing if the two do not have the same units. */
export const unitChanges = (
  units: HiddenUnits,
  pretrained: HiddenUnits,
  rescale: number,
): UnitChanges | null => {
  if (units.weights.length !== pretrained.weights.length) return null
  const [now, base] = [asReluUnits(units), asReluUnits(pretrained)]
  const [lengths, before] = [rowLengths(now.directions, now.inputDim), baseLengths(base, rescale)]
  const total = { made: 0, least: 0, fresh: 0 }
  const strengths = now.readouts.map((value, unit) => Math.abs(value) * (lengths[unit] ?? 0))
  const least = strengths.map((beta, unit) => {
    const [length, start] = [lengths[unit] ?? 0, before[unit] ?? 0]
    const product = rescale * productOf(now, base, unit)
    // A unit without length points nowhere: no turn can be told.
    const cosine = length * start === 0 ? 1 : product / (length * start)
    const correlation = Math.max(-1, Math.min(1, cosine))
    const { penalty } = explicitPenalty({ beta, betaAux: start ** 2, correlation })
    total.made += length ** 2 + start ** 2 - 2 * product + (now.readouts[unit] ?? 0) ** 2
    total.least += penalty
    total.fresh += 2 * beta
    return penalty
  })
  return { strengths, least, total }
}

/** |c·w| of every unit. */
const baseLengths = (base: ReluUnits, rescale: number): Float64Array =>
  rowLengths(base.directions, base.inputDim).map((length) => Math.abs(rescale) * length)

/** Units below this share of the largest are not counted among those that pretraining left. */
const NEGLIGIBLE_SHARE = 0.01

/** |w|² of what pretraining left: the strength of a unit whose readout is as long as its weights. */
export interface PretrainedSizes {
  median: number
  largest: number
}

/** Nothing if all weights are 0. */
export const pretrainedSizes = (pretrained: HiddenUnits): PretrainedSizes | null => {
  const { directions, inputDim } = asReluUnits(pretrained)
  const sizes = rowLengths(directions, inputDim).map((length) => length ** 2)
  const sorted = sizes.sort()
  const largest = sorted.at(-1) ?? 0
  const counted = sorted.filter((size) => size >= NEGLIGIBLE_SHARE * largest)
  return largest > 0 ? { median: counted[counted.length >> 1] ?? largest, largest } : null
}

const UNIT_KINDS = ['fresh', 'median', 'largest'] as const
type UnitKind = (typeof UNIT_KINDS)[number]

/** The penalty of one kind of unit, in units of what a fresh unit costs at the reference. */
export interface UnitCurve {
  kind: UnitKind
  /** Shape of the sizes. */
  values: number[]
  /** At the reference. */
  cost: number
}

interface CurvesRequest {
  sizes: readonly number[]
  /** The strength at which a fresh unit's curve is 1. */
  reference: number
  pretrained: PretrainedSizes
  spec: RunSpec
}

/** ρ: a main teacher that shares no unit points away from all that pretraining left. */
export const correlationOf = ({ overlap, featureCorrelation }: RunSpec): number =>
  overlap === 0 ? 0 : featureCorrelation

/** Of every kind of unit, by what pretraining left of it. */
const curvesOf = (
  { sizes, reference }: CurvesRequest,
  levels: Partial<Record<UnitKind, number>>,
  penaltyAt: (beta: number, betaAux: number) => number,
): UnitCurve[] => {
  const fresh = penaltyAt(reference, 0)
  return UNIT_KINDS.flatMap((kind) => {
    const betaAux = levels[kind]
    if (betaAux === undefined) return []
    const values = sizes.map((beta) => penaltyAt(beta, betaAux) / fresh)
    return [{ kind, values, cost: penaltyAt(reference, betaAux) / fresh }]
  })
}

/** Finetuning's: what pretraining left is larger by c² when finetuning begins. */
export const finetuneCurves = (request: CurvesRequest): UnitCurve[] => {
  const { pretrained, spec } = request
  const correlation = correlationOf(spec)
  const squared = spec.rescale ** 2
  const levels = {
    fresh: 0,
    median: squared * pretrained.median,
    largest: squared * pretrained.largest,
  }
  return curvesOf(
    request,
    levels,
    (beta, betaAux) => explicitPenalty({ beta, betaAux, correlation }).penalty,
  )
}

/** Multi-task learning's: one curve for all units where none can be shared. */
export const multiTaskCurves = (request: CurvesRequest): UnitCurve[] => {
  const correlation = correlationOf(request.spec)
  const levels = correlation === 1 ? { fresh: 0, ...request.pretrained } : { fresh: 0 }
  return curvesOf(
    request,
    levels,
    (beta, betaAux) => explicitMultiTaskPenalty({ beta, betaAux, correlation }).penalty,
  )
}
