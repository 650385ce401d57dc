/** What is measured of a trained ReLU network, by the settings it depends on. */
import { RELU_PRESETS } from '../../src/protocol/reluPresets.ts'
import type { RunSpec } from '../../src/protocol/spec.ts'
import { effectiveSharedDimensions, participationRatio } from '../../src/theory/dimensionality.ts'
import { METHOD_RECIPES, type MethodId } from '../../src/theory/methodRecipes.ts'
import { alignmentOf } from '../../src/theory/relu/alignment.ts'
import { hiddenCovariance } from '../../src/theory/relu/hiddenCovariance.ts'
import { unitFeatures } from '../../src/theory/relu/reluFeatures.ts'
import { reluUnits, type ReluUnits } from '../../src/theory/relu/reluNetwork.ts'
import { unitDirections } from '../../src/theory/relu/unitDirections.ts'
import { finish } from '../../src/theory/sliced.ts'
import type { PreparedRuns } from '../../src/worker/compute/trained/preparedRuns.ts'
import type { Measure } from './claim.ts'

export interface ReluFacts {
  /** Error on new inputs relative to the zero function's. */
  error: number
  /** Mean cosine of hidden units to the main teacher's, by strength. */
  alignment: number
  /**
   * Mean angle in degrees by which units turned, weighted by their strength in the new task. This and
   * the rest are NaN of a network that was not pretrained.
   */
  angle: number
  /** Participation ratios, and the effective number of shared dimensions. */
  before: number
  after: number
  shared: number
}

const cosineOf = (one: Float64Array, other: Float64Array): number => {
  const product = one.reduce((sum, value, d) => sum + value * (other[d] ?? NaN), 0)
  return Math.max(-1, Math.min(1, product))
}

/** How a finetuned network differs from the pretrained one. */
const changeOf = (
  before: ReluUnits,
  after: ReluUnits,
): Pick<ReluFacts, 'angle' | 'before' | 'after' | 'shared'> => {
  const [old, now] = [unitDirections(before), unitDirections(after)]
  const oldStrengths = unitDirections({ ...before, readouts: after.readouts.map(Math.abs) })
  let [turned, total] = [0, 0]
  oldStrengths.strengths.forEach((weight, unit) => {
    const at = [unit * old.inputDim, (unit + 1) * old.inputDim] as const
    const cosine = cosineOf(old.directions.subarray(...at), now.directions.subarray(...at))
    turned += weight * ((Math.acos(cosine) * 180) / Math.PI)
    total += weight
  })
  const [one, other] = [hiddenCovariance(before), hiddenCovariance(after)]
  return {
    angle: turned / total,
    before: participationRatio(one),
    after: participationRatio(other),
    shared: effectiveSharedDimensions(one, other),
  }
}

const UNCHANGED = { angle: NaN, before: NaN, after: NaN, shared: NaN }

const NAMES = ['error', 'alignment', 'angle', 'before', 'after', 'shared'] as const

/** Trains the network to its end, and measures it. */
const measureRelu = (runs: PreparedRuns, spec: RunSpec, method: MethodId): ReluFacts => {
  const tasks = finish(runs.tasks(spec))
  if (!('teachers' in tasks)) throw new RangeError('invalid claim: not a ReLU network')
  const { final, weights } = finish(runs.end(spec, method))
  const { startsFrom } = METHOD_RECIPES[method]
  const after = reluUnits(weights, spec, method === 'multiTask' ? 1 : 0)
  const teacher = tasks.teachers.main
  const units = unitFeatures(after, teacher)
  const change =
    startsFrom === 'pretraining'
      ? changeOf(reluUnits(finish(runs.pretrained(spec)), spec, 0), after)
      : UNCHANGED
  return { error: final, alignment: alignmentOf(units, teacher.readouts.length).whole, ...change }
}

/** Settings that a method does not know are set to one value. */
const keyOf = (spec: RunSpec, method: MethodId): string => {
  const isPretrained = METHOD_RECIPES[method].startsFrom === 'pretraining'
  const ignored = isPretrained ? {} : { rescale: 0, readoutInit: 0 }
  return `${method} ${JSON.stringify({ ...spec, methods: [], ...ignored })}`
}

/** A method on a preset, with what of its settings is different. */
export interface Condition {
  method: 'singleTask' | 'multiTask' | 'finetune'
  changes?: Partial<RunSpec>
}

/** What a trained ReLU network is like at its end. */
export const reluFacts = (preset: string, { method, changes }: Condition): Measure<ReluFacts> => {
  const found = RELU_PRESETS.find(({ id }) => id === preset)
  if (found === undefined) throw new RangeError(`invalid claim: no preset ${preset}`)
  return (dataSeed, lab) => {
    const spec = { ...found.spec, ...lab.reduced, ...changes, dataSeed }
    const numbers = lab.remember(keyOf(spec, method), () => {
      const facts = measureRelu(lab.runs, spec, method)
      return NAMES.map((name) => facts[name])
    })
    const [error = NaN, alignment = NaN, angle = NaN, before = NaN, after = NaN, shared = NaN] =
      numbers
    return { error, alignment, angle, before, after, shared }
  }
}
