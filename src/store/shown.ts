/**
 * Which coefficients stand on screen for a method: the trained ones; or, while training still works
 * at the answer to a change, the exact end point that it will confirm; or a scrubbed moment of the
 * exact trajectory, for methods that have one.
 */
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
import { l2Norm, relativeGeneralizationLoss } from '../theory/metrics.ts'
import type { TaskDescription } from '../protocol/messages.ts'
import type { RunStatus } from '../theory/methodRun.ts'
import { auxiliaryBeta, measureBeta, type Measurements } from './measurements.ts'
import type { NetworkState, TrainingState } from './training.ts'

export interface ShownNetwork {
  /** β of the main task, shape D. */
  beta: Float64Array
  /** True if β is the end point of exact gradient flow instead of trained weights. */
  isExact: boolean
  /** The step of the exact trajectory that β belongs to, if a moment of it is shown. */
  momentStep: number | null
  /** Others show a moment of their exact trajectory, but this method has none. */
  isBesideMoment: boolean
  status: RunStatus
  /** Relative to the zero function's. */
  generalizationLoss: number
  /** The rows contradict each other: the exact end point has their least squares. */
  isLeastSquares: boolean
  /** |β_trained − β_exact|₂, where both are known and went through the same pretraining. */
  distance: number | null
  measured: Measurements
}

/** What decides which coefficients are shown. */
export type ShownState = Pick<
  TrainingState,
  | ('task' | 'networks' | 'isAnswer' | 'phase' | 'scrubbed')
  | ('exact' | 'exactFrom' | 'exactPretrained' | 'leastSquares')
>

const showsExact = ({ isAnswer, phase }: ShownState): boolean =>
  isAnswer && (phase === 'starting' || phase === 'playing')

/** The coefficients on screen, or nothing before the first picture. */
export const shownBeta = (state: ShownState, method: MethodId): Float64Array | null => {
  const moment = state.scrubbed?.betas[method]
  if (moment !== undefined) return moment
  const exact = state.exact[method]
  if (exact !== undefined && showsExact(state)) return exact
  return state.networks[method]?.beta ?? null
}

/** β of the auxiliary task that pretraining left, or nothing before it is known. */
export const shownPretraining = (state: ShownState): Float64Array | null =>
  (showsExact(state) ? state.exactPretrained : null) ?? state.networks.pretraining?.beta ?? null

/** The exact end point to mark beside trained coefficients. */
export const exactMark = (state: ShownState, method: MethodId): Float64Array | null =>
  showsExact(state) ? null : (state.exact[method] ?? null)

/** |β_trained − β_exact|₂, if the exact end has gone through the same pretraining. */
const distanceOf = (state: ShownState, method: MethodId, trained: Float64Array): number | null => {
  const exact = state.exact[method]
  const isPretrained = METHOD_RECIPES[method].startsFrom === 'pretraining'
  if (exact === undefined || (isPretrained && state.exactFrom !== 'trained')) return null
  return l2Norm(trained.map((value, d) => value - (exact[d] ?? 0)))
}

/** What β is, if it is not what was trained. */
const standingOf = (
  { exact, scrubbed }: ShownState,
  method: MethodId,
  beta: Float64Array,
): Pick<ShownNetwork, 'isExact' | 'momentStep' | 'isBesideMoment'> => {
  const isMoment = beta === scrubbed?.betas[method]
  return {
    isExact: beta === exact[method],
    momentStep: isMoment ? scrubbed.step : null,
    isBesideMoment: scrubbed !== null && !isMoment,
  }
}

/** Where features have directions, coefficients alone do not tell the error. */
const errorOf = (
  beta: Float64Array,
  { directions, mainTeacher }: TaskDescription,
  trained: NetworkState | undefined,
): number =>
  directions !== undefined && trained !== undefined
    ? trained.generalizationLoss
    : relativeGeneralizationLoss(beta, mainTeacher)

/** Everything beside a row of the spectrum. */
export const shownNetwork = (state: ShownState, method: MethodId): ShownNetwork | null => {
  const beta = shownBeta(state, method)
  const { task, networks } = state
  if (beta === null || task === null) return null
  const trained = networks[method]
  const standing = standingOf(state, method, beta)
  const isTrained = !standing.isExact && standing.momentStep === null
  const isPretrained = METHOD_RECIPES[method].startsFrom === 'pretraining'
  const aux = isTrained || isPretrained ? auxiliaryBeta(method, networks) : null
  return {
    beta,
    ...standing,
    status: trained?.status ?? 'running',
    generalizationLoss: errorOf(beta, task, trained),
    isLeastSquares: state.leastSquares.includes(method),
    distance: isTrained ? distanceOf(state, method, beta) : null,
    measured: measureBeta(beta, aux, task.groups),
  }
}
