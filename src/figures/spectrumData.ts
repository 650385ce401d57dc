/** What the spectrum draws, from a task and the newest weights. */
import type { LiveSource } from '../charts/liveSource.ts'
import type { FeatureGroup, SpectrumData } from '../charts/spectrum/types.ts'
import type { TaskDescription } from '../protocol/messages.ts'
import { NETWORKS, type NetworkId } from '../protocol/networks.ts'
import { exactMark, shownBeta, shownPretraining } from '../store/shown.ts'
import type { TrainingState, TrainingStore } from '../store/training.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import type { FeatureGroups } from '../theory/tasks.ts'

const GROUP_LABELS: Record<keyof FeatureGroups, string> = {
  auxOnly: 'auxiliary only',
  shared: 'shared',
  mainOnly: 'main only',
  unused: 'unused',
}

const labelOf = (group: keyof FeatureGroups, network: NetworkId): string =>
  group === 'unused' ? NETWORKS[network].words.group : GROUP_LABELS[group]

const GROUP_ORDER = ['auxOnly', 'shared', 'mainOnly', 'unused'] as const

/** The name of the group that a feature stands in. */
export const groupOf = (task: TaskDescription, feature: number): string => {
  const group = GROUP_ORDER.find((id) => task.groups[id].includes(feature))
  return group === undefined ? '' : GROUP_LABELS[group]
}

/** Features of a group by their teachers' values, so that the order never changes in training. */
const inDrawingOrder = (features: readonly number[], task: TaskDescription): number[] => {
  const rank = (feature: number): number =>
    2 * (task.mainTeacher[feature] ?? 0) + (task.auxTeacher[feature] ?? 0)
  return [...features].sort((a, b) => rank(a) - rank(b) || a - b)
}

export const spectrumGroups = (
  task: TaskDescription,
  network: NetworkId = 'diagonal',
): FeatureGroup[] =>
  GROUP_ORDER.map((id) => ({
    id,
    label: labelOf(id, network),
    features: inDrawingOrder(task.groups[id], task),
    // One mark for each feature that no teacher uses; of a ReLU network there is one in all.
    crowded: id === 'unused' && task.groups[id].length > 1,
    ...(id === 'unused' && task.directions !== undefined && { isCounted: false }),
  }))

/** Half the height of a row: the teacher's largest coefficient with room for overshoot. */
export const spectrumExtent = (task: TaskDescription): number =>
  1.3 * task.mainTeacher.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

const dataOf = (state: TrainingState, methods: readonly MethodId[]): SpectrumData => ({
  rows: methods.map((method) => shownBeta(state, method)),
  base: shownPretraining(state),
  exact: methods.map((method) => exactMark(state, method)),
  minimum: methods.map((method) => (method === 'multiTask' ? state.smallestGroupNorm : null)),
})

/** The newest coefficients as a live source; makes no React render. */
export const spectrumSource = (
  training: TrainingStore,
  methods: readonly MethodId[],
): LiveSource<SpectrumData> => {
  let last: { data: SpectrumData; inputDim: number } | null = null
  const get = (): SpectrumData => {
    const state = training.getState()
    const data = dataOf(state, methods)
    const inputDim = state.task?.featureCount ?? 0
    // While the solver works at its answer, a frame or two, the last picture stays: no flicker.
    const isEmpty = data.rows.every((row) => row === null)
    if (isEmpty && state.isSolving && last?.inputDim === inputDim) return last.data
    last = { data, inputDim }
    return data
  }
  return {
    get,
    subscribe: (listener) =>
      training.subscribe((state, before) => {
        const isOther = state.networks !== before.networks || state.exact !== before.exact
        const isElsewhere = state.scrubbed !== before.scrubbed
        if (!isOther && !isElsewhere && state.phase === before.phase) return
        // Kept before it is drawn: a hand that moves in every frame asks anew, at the beginning of
        // the next one, before the answer to its last move could be drawn there.
        get()
        listener()
      }),
  }
}
