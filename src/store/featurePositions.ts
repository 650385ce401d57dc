/**
 * Where each feature of the run on screen stands between sparse and lazy: its ℓ-order and feature
 * dependence under the penalty of its method (docs/model.md, "Penalties").
 */
import { NETWORKS } from '../protocol/networks.ts'
import type { RunSpec } from '../protocol/spec.ts'
import { readoutInitOf } from '../protocol/spec.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import {
  finetunePenalty,
  multiTaskPenalty,
  type PenaltyReading,
} from '../theory/solvers/penalties.ts'
import { pretrainedBend } from '../theory/solvers/pretrainedBends.ts'
import { shownBeta, shownPretraining } from './shown.ts'
import type { TrainingState } from './training.ts'

/** The methods whose penalty per feature is known. */
export const PENALIZED_METHODS = ['finetune', 'multiTask'] as const satisfies readonly MethodId[]
export type PenalizedMethod = (typeof PENALIZED_METHODS)[number]

/** Features whose |β| is at most this share of the method's largest are left out. */
export const NEGLIGIBLE_SHARE = 0.01

export interface FeaturePosition extends PenaltyReading {
  feature: number
  /** |β_main| and |β_aux|. */
  size: number
  auxSize: number
  /** What the penalty bends at: s for finetuning, |β_aux| for multi-task learning. */
  bend: number
}

/** The vectors behind a method's positions, each of shape D. */
export interface PenalizedVectors {
  beta: Float64Array
  betaAux: Float64Array
  bends: Float64Array
}

export const penaltyOf: Record<PenalizedMethod, (beta: number, bend: number) => PenaltyReading> = {
  finetune: finetunePenalty,
  multiTask: multiTaskPenalty,
}

/**
 * s of every feature of finetuning: the solver's, or, before it has answered, from what pretraining
 * left, if all weights started alike.
 */
const finetuneBends = (
  state: TrainingState,
  betaAux: Float64Array,
  spec: RunSpec,
): Float64Array | null => {
  const solved = state.bends.finetune
  if (solved?.length === betaAux.length) return solved
  if (spec.initSpread > 0) return null
  const { initScale, rescale } = spec
  const handover = { initScale, rescale, readoutInit: readoutInitOf(spec) }
  return betaAux.map((value) => pretrainedBend(value, handover))
}

/** What a method's positions are computed from, or nothing before it is known. */
export const penalizedVectors = (
  state: TrainingState,
  method: PenalizedMethod,
  spec: RunSpec,
): PenalizedVectors | null => {
  if (!NETWORKS[spec.network].hasExactFlow) return null
  const beta = shownBeta(state, method)
  const betaAux =
    method === 'finetune' ? shownPretraining(state) : (state.networks.multiTask?.auxBeta ?? null)
  if (beta === null || betaAux === null || !spec.methods.includes(method)) return null
  const bends = method === 'finetune' ? finetuneBends(state, betaAux, spec) : betaAux.map(Math.abs)
  return bends === null ? null : { beta, betaAux, bends }
}

/** One feature, however small. */
export const positionOf = (
  method: PenalizedMethod,
  { beta, betaAux, bends }: PenalizedVectors,
  feature: number,
): FeaturePosition => {
  const size = Math.abs(beta[feature] ?? 0)
  const bend = bends[feature] ?? 0
  const auxSize = Math.abs(betaAux[feature] ?? 0)
  return { feature, size, auxSize, bend, ...penaltyOf[method](size, bend) }
}

/** The features that are not negligible, in their own order. */
export const featurePositions = (
  method: PenalizedMethod,
  vectors: PenalizedVectors,
): FeaturePosition[] => {
  const { beta } = vectors
  const largest = beta.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const positions: FeaturePosition[] = []
  for (let feature = 0; feature < beta.length; feature += 1) {
    if (Math.abs(beta[feature] ?? 0) <= NEGLIGIBLE_SHARE * largest) continue
    positions.push(positionOf(method, vectors, feature))
  }
  return positions
}

/** The feature with the largest |β|, or nothing if all are zero. */
export const largestFeature = (beta: ArrayLike<number>): number | null => {
  let [found, most]: [number | null, number] = [null, 0]
  for (let feature = 0; feature < beta.length; feature += 1) {
    const size = Math.abs(beta[feature] ?? 0)
    if (size > most) [found, most] = [feature, size]
  }
  return found
}

/**
 * Nested selection, as far as the penalty decides: pretrained features are preferred by more than a
 * trifle (feature dependence below −0.05) while few of them are enough (ℓ-order below 1.5).
 */
export const NESTED_ORDERS = { from: 1.05, to: 1.5 } as const

/** The ratio |β_aux|/|β| at which a penalty reaches an ℓ-order between 1 and 2; it grows with it. */
export const ratioAtOrder = (orderAt: (ratio: number) => number, order: number): number => {
  let [low, high] = [-30, 30]
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (low + high) / 2
    if (orderAt(10 ** middle) < order) low = middle
    else high = middle
  }
  return 10 ** ((low + high) / 2)
}

/** ℓ-order against |β_aux|/|β| in the limit γ → 0; c moves that of finetuning. */
export const orderAtRatio = (method: PenalizedMethod, rescale: number) => {
  const bendOfRatio = method === 'finetune' ? rescale ** 2 / 2 : 1
  return (ratio: number): number => penaltyOf[method](1, bendOfRatio * ratio).order
}
