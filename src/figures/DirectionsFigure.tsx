import { useMemo, useState, type ReactElement } from 'react'
import { DirectionsChart } from '../charts/directions/DirectionsChart.tsx'
import type { DirectionsRow, UnitsRow } from '../charts/directions/types.ts'
import { Toggle } from '../controls/Toggle.tsx'
import { METHODS } from '../protocol/methods.ts'
import { needsPretraining, type RunSpec } from '../protocol/spec.ts'
import type { TrainingState } from '../store/training.ts'
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
import { directionsSource, unitsRow } from './directionsData.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, usePlayground, useSampledTraining, useTraining } from './playgroundContext.ts'
import { spectrumGroups } from './spectrumData.ts'

const startsFromBase = (method: MethodId): boolean =>
  METHOD_RECIPES[method].startsFrom === 'pretraining'

const rowOf = (method: MethodId, { rescale }: RunSpec): DirectionsRow => ({
  id: method,
  label: METHODS[method].label,
  ...(startsFromBase(method) && { sublabel: `rescale × ${String(rescale)}` }),
  ...METHOD_STYLES[method],
  startsFromBase: startsFromBase(method),
})

/** Units of at least a hundredth of the strongest one's strength count. */
const STRONG = 0.01
/** A unit nearer than this to a teacher unit has found it. */
const FOUND = (10 * Math.PI) / 180

/** How much of a network's strength points to a teacher unit of the main task, in words. */
const describeRow = (label: string, row: UnitsRow, teacher: ArrayLike<number>): string => {
  const strongest = row.strength.reduce((most, value) => Math.max(most, value), 0)
  const strong = Array.from(row.strength.keys()).filter(
    (unit) => (row.strength[unit] ?? 0) > STRONG * strongest,
  )
  const found = strong.filter(
    (unit) => (row.angle[unit] ?? 0) < FOUND && (teacher[row.feature[unit] ?? 0] ?? 0) !== 0,
  )
  const total = row.strength.reduce((sum, value) => sum + value, 0)
  const share = found.reduce((sum, unit) => sum + (row.strength[unit] ?? 0), 0) / (total || 1)
  return `${label}: ${String(strong.length)} of ${String(row.strength.length)} hidden units are strong; ${String(Math.round(100 * share))} % of the strength lies within 10° of a unit that the main task needs.`
}

const describe = ({ networks, task }: TrainingState, methods: readonly MethodId[]): string =>
  methods
    .map((method) => {
      const { label } = METHODS[method]
      const units = networks[method]?.units ?? null
      const row = units === null || task === null ? null : unitsRow(units, task)
      return row === null || task === null
        ? `${label}: not trained yet.`
        : describeRow(label, row, task.mainTeacher)
    })
    .join(' ')

/** Where the hidden units of every network point. */
const DirectionsFigure = (): ReactElement | null => {
  const { training } = usePlayground()
  const spec = useControls((state) => state.spec)
  const task = useTraining((state) => state.task)
  const state = useSampledTraining()
  const [hasArrows, setArrows] = useState(true)
  const [feature, setFeature] = useState<number | null>(null)
  const { methods, network } = spec
  const live = useMemo(
    () => directionsSource(training, methods, startsFromBase),
    [training, methods],
  )
  const groups = useMemo(
    () => (task === null ? [] : spectrumGroups(task, network)),
    [task, network],
  )
  const rows = useMemo(() => methods.map((method) => rowOf(method, spec)), [methods, spec])
  if (task?.directions === undefined) return null
  const isPretrained = needsPretraining(spec)
  return (
    <section className="directions-section" aria-labelledby="directions-title">
      <h2 id="directions-title">Where the hidden units point</h2>
      <p className="figure-note">
        Every dot is a hidden unit, over the teacher unit that it points to: the higher, the smaller
        the angle between them; the larger, the stronger the unit.
      </p>
      {isPretrained ? (
        <Toggle
          label="Arrows from before finetuning"
          explanation="For the strongest units that pretraining left."
          isOn={hasArrows}
          onChange={setArrows}
        />
      ) : null}
      <DirectionsChart
        label="Where the hidden units point"
        describe={describe(state, methods)}
        groups={groups}
        rows={rows}
        teacher={task.mainTeacher}
        live={live}
        baseLabel={isPretrained ? 'what pretraining left' : null}
        hasArrows={hasArrows && isPretrained}
        feature={feature}
        onPick={setFeature}
      />
    </section>
  )
}

export default DirectionsFigure
