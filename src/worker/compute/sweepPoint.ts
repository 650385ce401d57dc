/** The numbers that can be asked of one point of a sweep. */
import type { Measure } from '../../protocol/computing.ts'
import type { RunSpec } from '../../protocol/spec.ts'
import { coefficients } from '../../theory/diagonalNetwork.ts'
import { observedSteps, solveExactEnd, solveExactWay } from '../../theory/exactWay.ts'
import { METHOD_RECIPES, type MethodId } from '../../theory/methodRecipes.ts'
import { effectiveFeatures, groupShares, relativeGeneralizationLoss } from '../../theory/metrics.ts'
import {
  startingWeights,
  trainMethodInSlices,
  type TrainingContext,
} from '../../theory/referenceTrainer.ts'
import type { Sliced } from '../../theory/sliced.ts'
import { solveGroupLassoInSlices } from '../../theory/solvers/groupLasso.ts'
import { finetunePenalty } from '../../theory/solvers/penalties.ts'
import type { FeatureGroups } from '../../theory/tasks.ts'
import { bendsOf } from './ends.ts'
import { contextOf, mainTaskKey, pretrainedKey, type Prepared } from './prepared.ts'
import type { SharedWork } from './sharedWork.ts'
import type { SolvedMethod, WarmSolver } from './warmStarts.ts'

/** What the points of all jobs of a thread share. */
export interface SweepMemory {
  prepared: Prepared
  /** Measures that many points have in common. */
  numbers: SharedWork<readonly number[]>
}

/** One point, and what its measures share. */
export interface SweepSite {
  spec: RunSpec
  context: TrainingContext
  memory: SweepMemory
  /** The exact end of finetuning; computed when first asked for. */
  finetuned: () => Sliced<SolvedMethod>
}

/** A pretrained feature counts as kept above this share of the largest |β|. */
const KEPT = 0.01

/** Share of the pretrained features whose |β| exceeds a hundredth of the largest; 0 for β = 0. */
export const keptShare = (beta: Float64Array, { auxOnly, shared }: FeatureGroups): number => {
  const pretrained = [...auxOnly, ...shared]
  const largest = beta.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const kept = pretrained.filter((feature) => Math.abs(beta[feature] ?? 0) > KEPT * largest)
  return pretrained.length === 0 ? 0 : kept.length / pretrained.length
}

/**
 * ∂log Σq_d / ∂log(scale of β) = Σ q_d ℓ_d / Σ q_d with k_d = s_d: the ℓ-order of the whole penalty,
 * 1 … 2; its limit 2 at β = 0.
 * @param bends s, shape D
 */
const orderOf = (beta: Float64Array, bends: Float64Array): number => {
  let total = 0
  let weighted = 0
  beta.forEach((value, d) => {
    const { penalty, order } = finetunePenalty(value, bends[d] ?? 0)
    total += penalty
    weighted += penalty * order
  })
  return total === 0 ? 2 : weighted / total
}

const errorOf = ({ context }: SweepSite, beta: Float64Array): number =>
  relativeGeneralizationLoss(beta, context.tasks.mainTeacher)

/** The smallest error along the exact way up to the step limit, and at its end. */
function* bestOf(site: SweepSite, method: MethodId, end: SolvedMethod): Sliced<number> {
  const { context } = site
  const steps = observedSteps(context.settings.stepLimit)
  try {
    const betas = yield* solveExactWay(method, { context, weights: end.weights }, steps)
    return Math.min(errorOf(site, end.beta), ...betas.map((beta) => errorOf(site, beta)))
  } catch (error) {
    if (error instanceof RangeError) return NaN
    throw error
  }
}

/** A measure of the exact end of finetuning; NaN where its solver stalled. */
const ofFinetuned = (read: (site: SweepSite, end: SolvedMethod) => number | Sliced<number>) =>
  function* (site: SweepSite): Sliced<number> {
    const end = yield* site.finetuned()
    if (end.status === 'stalled') return NaN
    const value = read(site, end)
    return typeof value === 'number' ? value : yield* value
  }

/** One of several numbers that are computed together and kept by their key. */
function* shared(
  { memory }: SweepSite,
  key: readonly unknown[],
  compute: () => Sliced<readonly number[]>,
): Sliced<number> {
  const [value = NaN] = yield* memory.numbers(JSON.stringify(key), compute)
  return value
}

/** c and γ do not touch it: one solution for all of them, from the same start. */
const ofSingleTask = (wantsBest: boolean) => (site: SweepSite) => {
  const { spec, context } = site
  const { initScale, initSpread, initSeed, learningRate, stepLimit } = spec
  const way = wantsBest ? [learningRate, stepLimit] : []
  const key = ['singleTask', mainTaskKey(spec), initScale, initSpread, initSeed, ...way]
  return shared(site, key, function* () {
    const weights = startingWeights(METHOD_RECIPES.singleTask, context)
    const end = yield* solveExactEnd('singleTask', { main: context.tasks.main, weights })
    if (end.status === 'stalled') return [NaN]
    if (wantsBest) return [yield* bestOf(site, 'singleTask', { ...end, weights })]
    return [errorOf(site, end.beta)]
  })
}

const ofGroupNorm = (site: SweepSite): Sliced<number> => {
  const { spec, context, memory } = site
  const key = ['groupNorm', mainTaskKey(spec), pretrainedKey(spec, 'solved')]
  return shared(site, key, function* () {
    const weights = yield* memory.prepared.pretrained(spec, 'solved')
    const aux = coefficients(weights, spec.inputDim, 0)
    return [errorOf(site, yield* solveGroupLassoInSlices(context.tasks.main, aux))]
  })
}

const ofMultiTask = (wantsBest: boolean) =>
  function* (site: SweepSite): Sliced<number> {
    const { spec, memory } = site
    const unused = { rescale: 0, readoutInit: 0, readoutTied: true, probeLoss: 0, methods: [] }
    const key = JSON.stringify(['multiTask', { ...spec, ...unused }])
    const [error, best] = yield* memory.numbers(key, function* () {
      const whole = yield* memory.prepared.training(spec)
      const { run, beta } = yield* trainMethodInSlices('multiTask', whole)
      const final = errorOf(site, beta)
      return [final, Math.min(final, run.bestGeneralizationLoss)]
    })
    return (wantsBest ? best : error) ?? NaN
  }

export const MEASURE_FUNCTIONS: Record<Measure, (site: SweepSite) => Sliced<number>> = {
  finetuneError: ofFinetuned((site, { beta }) => errorOf(site, beta)),
  finetuneBest: ofFinetuned((site, end) => bestOf(site, 'finetune', end)),
  singleTaskError: ofSingleTask(false),
  singleTaskBest: ofSingleTask(true),
  groupNormError: ofGroupNorm,
  multiTaskError: ofMultiTask(false),
  multiTaskBest: ofMultiTask(true),
  effectiveFeatures: ofFinetuned((_, { beta }) => effectiveFeatures(beta)),
  reuse: ofFinetuned(({ context }, { beta }) => {
    const shares = groupShares(beta, context.tasks.groups)
    return shares.auxOnly + shares.shared
  }),
  keptShare: ofFinetuned(({ context }, { beta }) => keptShare(beta, context.tasks.groups)),
  order: ofFinetuned((_, { beta, weights }) => orderOf(beta, bendsOf(weights))),
}

/** A point of a sweep; `solve` may start from the point before it. */
export function* openSite(
  spec: RunSpec,
  memory: SweepMemory,
  solve: WarmSolver,
): Sliced<SweepSite> {
  const context = contextOf(spec, yield* memory.prepared.tasks(spec))
  let known: SolvedMethod | null = null
  return {
    spec,
    context,
    memory,
    finetuned: function* () {
      if (known !== null) return known
      const pretrained = yield* memory.prepared.pretrained(spec, 'solved')
      const { inputDim, mainSamples, dataSeed } = spec
      const place = `${inputDim} ${mainSamples} ${dataSeed}`
      known = yield* solve('finetune', context, { pretrained, place })
      return known
    },
  }
}
