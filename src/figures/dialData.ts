/** What the dial draws, from the newest weights, exact or trained. */
import type { DialCurve, DialData, DialDot } from '../charts/dial/types.ts'
import type { LiveSource } from '../charts/liveSource.ts'
import type { RunSpec } from '../protocol/spec.ts'
import type { ControlsStore } from '../store/controls.ts'
import {
  featurePositions,
  NESTED_ORDERS,
  orderAtRatio,
  PENALIZED_METHODS,
  penalizedVectors,
  ratioAtOrder,
  type PenalizedMethod,
  type PenalizedVectors,
} from '../store/featurePositions.ts'
import { multiTaskKey } from '../store/multiTaskTruth.ts'
import type { TrainingState, TrainingStore } from '../store/training.ts'

/** |β_aux|/|β_main| at the edges of the picture. */
export const RATIO_DOMAIN = [1e-4, 1e4] as const

const POINTS_PER_DECADE = 16

const curveOf = (method: PenalizedMethod, rescale: number): DialCurve => {
  const [from, to] = RATIO_DOMAIN.map(Math.log10) as [number, number] // of a pair
  const count = Math.round((to - from) * POINTS_PER_DECADE) + 1
  const ratio = Array.from(
    { length: count },
    (_, index) => 10 ** (from + index / POINTS_PER_DECADE),
  )
  return { ratio, order: ratio.map(orderAtRatio(method, rescale)) }
}

/** Decades of |β_aux|/|β_main| over which a penalty is nested; c moves them, and changes no width. */
export const nestedDecades = (method: PenalizedMethod): number => {
  const orderAt = orderAtRatio(method, 1)
  return Math.log10(
    ratioAtOrder(orderAt, NESTED_ORDERS.to) / ratioAtOrder(orderAt, NESTED_ORDERS.from),
  )
}

export type DialVectors = Record<PenalizedMethod, PenalizedVectors | null>

/** Whether what was last known of a method may stand until it is known anew. */
const mayKeep: Record<PenalizedMethod, (state: TrainingState, isSameNetwork: boolean) => boolean> =
  {
    // For the frame or two that the solver works.
    finetune: ({ isSolving }) => isSolving,
    // While a change that does not touch it is answered.
    multiTask: ({ isAnswer }, isSameNetwork) => isAnswer && isSameNetwork,
  }

interface Known {
  vectors: PenalizedVectors
  /** What they depend on. */
  key: string
}

/** The vectors behind the dots; while a drag is answered they stay where they can. */
export const createDialVectors = (): ((state: TrainingState, spec: RunSpec) => DialVectors) => {
  const known = new Map<PenalizedMethod, Known>()
  const vectorsOf = (
    method: PenalizedMethod,
    state: TrainingState,
    spec: RunSpec,
  ): PenalizedVectors | null => {
    const key = multiTaskKey(spec)
    const vectors = penalizedVectors(state, method, spec)
    if (vectors !== null) {
      known.set(method, { vectors, key })
      return vectors
    }
    const last = known.get(method)
    const isChosen = spec.methods.includes(method)
    const isSameSize = last?.vectors.beta.length === state.task?.featureCount
    if (last === undefined || !isChosen || !isSameSize) return null
    return mayKeep[method](state, last.key === key) ? last.vectors : null
  }
  return (state, spec) => ({
    finetune: vectorsOf('finetune', state, spec),
    multiTask: vectorsOf('multiTask', state, spec),
  })
}

const dotsOf = (
  method: PenalizedMethod,
  vectors: PenalizedVectors | null,
  { task }: TrainingState,
): DialDot[] =>
  vectors === null
    ? []
    : featurePositions(method, vectors).map(({ feature, size, auxSize, order, dependence }) => ({
        ...{ feature, order, dependence },
        ratio: auxSize / size,
        group: (task?.auxTeacher[feature] ?? 0) === 0 ? 'new' : 'old',
      }))

/** The newest dots and curves as a live source; makes no React render. */
export const dialSource = (
  training: TrainingStore,
  controls: ControlsStore,
): LiveSource<DialData> & { vectors: () => DialVectors } => {
  const vectorsOf = createDialVectors()
  const multiTaskCurve = curveOf('multiTask', 1)
  let drawn = { rescale: 1, curve: curveOf('finetune', 1) }
  const vectors = (): DialVectors => vectorsOf(training.getState(), controls.getState().spec)
  return {
    vectors,
    get: () => {
      const { rescale } = controls.getState().spec
      if (rescale !== drawn.rescale) drawn = { rescale, curve: curveOf('finetune', rescale) }
      const now = vectors()
      const state = training.getState()
      return {
        dots: PENALIZED_METHODS.map((method) => dotsOf(method, now[method], state)),
        curves: PENALIZED_METHODS.map((method) =>
          method === 'finetune' ? drawn.curve : multiTaskCurve,
        ),
      }
    },
    subscribe: (listener) => {
      const stops = [training.subscribe(listener), controls.subscribe(listener)]
      return () => stops.forEach((stop) => stop())
    },
  }
}
