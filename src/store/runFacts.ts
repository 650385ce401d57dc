/** The measured numbers of a run that has ended, as its sentences need them. */
import { NETWORKS } from '../protocol/networks.ts'
import type { TaskDescription } from '../protocol/messages.ts'
import type { RunSpec } from '../protocol/spec.ts'
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
import { l1Norm } from '../theory/metrics.ts'
import type { MethodFacts, RunFacts } from './explain.ts'
import {
  NEGLIGIBLE_SHARE,
  PENALIZED_METHODS,
  penalizedVectors,
  positionOf,
} from './featurePositions.ts'
import { measureMethod } from './measurements.ts'
import type { TrainingState } from './training.ts'

/** Features whose |value| exceeds a hundredth of the largest. */
const standingOut = (values: Float64Array): number[] => {
  const limit =
    NEGLIGIBLE_SHARE * values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return Array.from(values.keys()).filter((d) => Math.abs(values[d] ?? 0) > limit)
}

/** ∂log(Σ penalty)/∂log(scale of β): the mean of the ℓ-orders, weighted by the penalties. */
const orderOf = (state: TrainingState, method: MethodId, spec: RunSpec): number | null => {
  const penalized = PENALIZED_METHODS.find((known) => known === method)
  const vectors = penalized && penalizedVectors(state, penalized, spec)
  if (penalized === undefined || !vectors) return null
  let [weighted, total] = [0, 0]
  vectors.beta.forEach((_, feature) => {
    const { penalty, order } = positionOf(penalized, vectors, feature)
    if (!Number.isFinite(penalty)) return
    weighted += order * penalty
    total += penalty
  })
  return total > 0 ? weighted / total : null
}

const reuseOf = (
  beta: Float64Array,
  pretrained: Float64Array | null,
  { directions, groups }: TaskDescription,
): Pick<MethodFacts, 'pretrained' | 'reusedShare'> => {
  if (pretrained === null) return { pretrained: null, reusedShare: null }
  // Where features have directions, the last stands for weight along none of them.
  const isFeature = (d: number): boolean => directions === undefined || !groups.unused.includes(d)
  const old = standingOut(pretrained).filter(isFeature)
  const kept = new Set(standingOut(beta))
  const total = l1Norm(beta)
  const reused = old.reduce((sum, d) => sum + Math.abs(beta[d] ?? 0), 0)
  return {
    pretrained: { count: old.length, kept: old.filter((d) => kept.has(d)).length },
    reusedShare: total === 0 ? null : reused / total,
  }
}

const factsOf = (state: TrainingState, method: MethodId, spec: RunSpec): MethodFacts | null => {
  const network = state.networks[method]
  const measured = measureMethod(state, method)
  if (network === undefined || measured === null || state.task === null) return null
  const isPretrained = METHOD_RECIPES[method].startsFrom === 'pretraining'
  const pretrained = isPretrained ? (state.networks.pretraining?.beta ?? null) : null
  return {
    method,
    status: network.status,
    error: network.generalizationLoss,
    trainingLoss: network.trainingLoss,
    effectiveFeatures: measured.effectiveFeatures,
    unusedShare: measured.shares.unused,
    ...reuseOf(network.beta, pretrained, state.task),
    order: orderOf(state, method, spec),
  }
}

/** What the trained networks of a finished run measure, or nothing before a run has ended. */
export const runFacts = (state: TrainingState, spec: RunSpec): RunFacts | null => {
  const { task, phase } = state
  if (task === null || phase !== 'finished') return null
  // Not a scrubbed moment of the exact trajectory: the sentences are about what was trained.
  const trained = { ...state, scrubbed: null }
  const methods = spec.methods.flatMap((method) => factsOf(trained, method, spec) ?? [])
  const { words } = NETWORKS[spec.network]
  const needed = task.mainTeacher.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0)
  return methods.length === spec.methods.length ? { methods, needed, words } : null
}
