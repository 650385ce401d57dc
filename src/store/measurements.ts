/** The numbers of a run that make feature reuse measurable, derived from what was reported. */
import type { RunKey, TaskDescription } from '../protocol/messages.ts'
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
import { effectiveFeatures, groupNorm, groupShares, l1Norm, l2Norm } from '../theory/metrics.ts'
import type { FeatureGroups } from '../theory/tasks.ts'
import type { NetworkState, TrainingState } from './training.ts'

export interface Measurements {
  l1: number
  l2: number
  /** ℓ₁,₂ with the auxiliary coefficients the network carries; none for single-task networks. */
  group: number | null
  effectiveFeatures: number
  /** Share of Σ|β| in each feature group, 0 … 1. */
  shares: Record<keyof FeatureGroups, number>
}

export const measureBeta = (
  beta: ArrayLike<number>,
  auxBeta: ArrayLike<number> | null,
  groups: FeatureGroups,
): Measurements => ({
  l1: l1Norm(beta),
  l2: l2Norm(beta),
  group: auxBeta === null ? null : groupNorm(auxBeta, beta),
  effectiveFeatures: effectiveFeatures(beta),
  shares: groupShares(beta, groups),
})

/** β of the auxiliary task that a method's network learned: its own, or what pretraining left. */
export const auxiliaryBeta = (
  method: MethodId,
  networks: Readonly<Partial<Record<RunKey, NetworkState>>>,
): Float64Array | null =>
  METHOD_RECIPES[method].startsFrom === 'pretraining'
    ? (networks.pretraining?.beta ?? null)
    : (networks[method]?.auxBeta ?? null)

/** The measurements of a method's network now, or nothing before its first picture. */
export const measureMethod = (
  { task, networks }: Pick<TrainingState, 'task' | 'networks'>,
  method: MethodId,
): Measurements | null => {
  const network = networks[method]
  if (task === null || network === undefined) return null
  return measureBeta(network.beta, auxiliaryBeta(method, networks), task.groups)
}

/** The same of the teachers. */
export const measureTeacher = (task: TaskDescription): Measurements =>
  measureBeta(task.mainTeacher, task.auxTeacher, task.groups)
