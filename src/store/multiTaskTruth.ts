/**
 * Trained multi-task learning beside the smallest group norm that it is said to find (docs/model.md,
 * "Multi-task learning").
 */
import type { RunSpec } from '../protocol/spec.ts'
import { groupNorm, l2Norm, relativeGeneralizationLoss } from '../theory/metrics.ts'
import type { RunStatus } from '../theory/methodRun.ts'
import type { NetworkState, TrainingState } from './training.ts'

/** A trained multi-task network, measured against the minimizer. */
export interface MultiTaskNetwork {
  weightDecay: number
  status: RunStatus
  /** ℓ₁,₂ of its main and its own auxiliary coefficients. */
  group: number
  /** Relative to the zero function's. */
  error: number
  /** |β − β_min|₂, and ℓ₁,₂ over the smallest minus 1; `null` while the minimizer is unknown. */
  distance: number | null
  excess: number | null
}

export interface MultiTaskTruth {
  /** The network of the present weight decay; `null` before it has been trained. */
  now: MultiTaskNetwork | null
  /** The last one without decay, all else being equal; `null` if none was seen, or it is `now`. */
  undecayed: MultiTaskNetwork | null
  smallest: { group: number; error: number } | null
  /** At least D auxiliary rows: they fix the auxiliary coefficients, so the minimum is joint. */
  isJoint: boolean
}

/** What the trained network depends on; while only the rest changes, it stays. */
export const multiTaskKey = (spec: RunSpec): string =>
  JSON.stringify({
    ...spec,
    ...{ rescale: 0, readoutInit: 0, readoutTied: false, learningRate: 0, probeLoss: 0 },
    methods: spec.methods.includes('multiTask'),
  })

const undecayedKey = (spec: RunSpec): string => multiTaskKey({ ...spec, weightDecay: 0 })

type Minimizer = Pick<TrainingState, 'smallestGroupNorm' | 'groupNormAux'>

const smallestOf = ({ smallestGroupNorm, groupNormAux, task }: TrainingState) =>
  smallestGroupNorm === null || groupNormAux === null || task === null
    ? null
    : {
        group: groupNorm(groupNormAux, smallestGroupNorm),
        error: relativeGeneralizationLoss(smallestGroupNorm, task.mainTeacher),
      }

/** Weights that have been seen, whatever the minimizer was then. */
interface Seen {
  network: NetworkState
  weightDecay: number
}

const measured = (
  { network, weightDecay }: Seen,
  { smallestGroupNorm }: Minimizer,
  smallestGroup: number | null,
): MultiTaskNetwork | null => {
  const { beta, auxBeta, status, generalizationLoss } = network
  if (auxBeta === null) return null
  const group = groupNorm(auxBeta, beta)
  return {
    ...{ weightDecay, status, group, error: generalizationLoss },
    distance:
      smallestGroupNorm === null
        ? null
        : l2Norm(beta.map((value, d) => value - (smallestGroupNorm[d] ?? 0))),
    excess: smallestGroup === null ? null : group / smallestGroup - 1,
  }
}

/** Follows the runs, so that the last network without decay can stand beside the present one. */
export const createMultiTaskTruth = (): ((
  state: TrainingState,
  spec: RunSpec,
) => MultiTaskTruth) => {
  let last: (Seen & { key: string }) | null = null
  let plain: (Seen & { key: string }) | null = null
  return (state, spec) => {
    const network = state.networks.multiTask
    const { weightDecay } = spec
    if (network !== undefined) {
      last = { network, weightDecay, key: multiTaskKey(spec) }
      // A network on its way does not yet say where the way ends.
      const isEnd = weightDecay === 0 && state.phase === 'finished'
      if (isEnd) plain = { network, weightDecay, key: undecayedKey(spec) }
    }
    const smallest = smallestOf(state)
    const take = (seen: (Seen & { key: string }) | null, key: string): MultiTaskNetwork | null =>
      seen?.key === key ? measured(seen, state, smallest?.group ?? null) : null
    return {
      now: take(last, multiTaskKey(spec)),
      undecayed: weightDecay === 0 ? null : take(plain, undecayedKey(spec)),
      smallest,
      isJoint: spec.auxSamples >= spec.inputDim,
    }
  }
}
