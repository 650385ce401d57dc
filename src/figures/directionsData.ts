/** What the directions chart draws, from the hidden units of every network. */
import type { DirectionsData, UnitsRow } from '../charts/directions/types.ts'
import type { LiveSource } from '../charts/liveSource.ts'
import type { TrainingState, TrainingStore } from '../store/training.ts'
import type { MethodId } from '../theory/methodRecipes.ts'
import type { HiddenUnits, TaskDescription } from '../theory/network.ts'
import { asReluUnits } from '../theory/relu/hiddenUnits.ts'
import { unitFeatures } from '../theory/relu/reluFeatures.ts'
import type { ReluUnits } from '../theory/relu/reluNetwork.ts'

/** The directions of the main task's features, as units. */
const teacherOf = (task: TaskDescription): ReluUnits | null => {
  const { directions } = task
  if (directions === undefined) return null
  const { inputDim, main } = directions
  return { inputDim, directions: main, readouts: new Float64Array(main.length / inputDim).fill(1) }
}

/** Angle between each unit's weights in two networks of the same units; NaN beside a zero vector. */
const turnedBetween = (one: ReluUnits, other: ReluUnits): Float64Array => {
  const { inputDim } = one
  return Float64Array.from(one.readouts, (_, unit) => {
    let [product, own, others] = [0, 0, 0]
    for (let index = unit * inputDim; index < (unit + 1) * inputDim; index += 1) {
      const [a, b] = [one.directions[index] ?? 0, other.directions[index] ?? 0]
      product += a * b
      own += a * a
      others += b * b
    }
    return Math.acos(Math.min(1, Math.max(-1, product / Math.sqrt(own * others))))
  })
}

/** Every hidden unit over the teacher unit that it points to. */
export const unitsRow = (
  units: HiddenUnits,
  task: TaskDescription,
  base: HiddenUnits | null = null,
): UnitsRow | null => {
  const teacher = teacherOf(task)
  if (teacher === null) return null
  const own = asReluUnits(units)
  const { features, cosines, strengths, signs } = unitFeatures(own, teacher)
  const isComparable = base?.weights.length === units.weights.length
  return {
    feature: features,
    angle: cosines.map(Math.acos),
    strength: strengths,
    sign: signs,
    ...(isComparable && { turned: turnedBetween(asReluUnits(base), own) }),
  }
}

type Networks = TrainingState['networks']

/** The row of a network, computed once for each of its snapshots. */
const createRows = () => {
  const known = new Map<
    string,
    { units: HiddenUnits; task: TaskDescription; row: UnitsRow | null }
  >()
  return (
    key: MethodId | 'pretraining',
    { networks, task }: Pick<TrainingState, 'networks' | 'task'>,
    base: HiddenUnits | null,
  ): UnitsRow | null => {
    const units = networks[key]?.units ?? null
    if (units === null || task === null) return null
    const found = known.get(key)
    if (found?.units === units && found.task === task) return found.row
    const row = unitsRow(units, task, base)
    known.set(key, { units, task, row })
    return row
  }
}

const baseUnits = (networks: Networks): HiddenUnits | null => networks.pretraining?.units ?? null

/** The newest hidden units as a live source; makes no React render. */
export const directionsSource = (
  training: TrainingStore,
  methods: readonly MethodId[],
  startsFromBase: (method: MethodId) => boolean,
): LiveSource<DirectionsData> => {
  const rowOf = createRows()
  return {
    get: () => {
      const state = training.getState()
      const base = baseUnits(state.networks)
      return {
        rows: methods.map((method) => rowOf(method, state, startsFromBase(method) ? base : null)),
        base: rowOf('pretraining', state, null),
      }
    },
    subscribe: (listener) =>
      training.subscribe((state, before) => {
        if (state.networks !== before.networks || state.task !== before.task) listener()
      }),
  }
}
