import { useMemo, useState, type ReactElement } from 'react'
import { DirectionsChart } from '../charts/directions/DirectionsChart.tsx'
import type { DirectionsRow } from '../charts/directions/types.ts'
import { Toggle } from '../controls/Toggle.tsx'
import { METHODS } from '../protocol/methods.ts'
import type { RunKey } from '../protocol/messages.ts'
import { needsPretraining, type RunSpec } from '../protocol/spec.ts'
import type { TrainingState } from '../store/training.ts'
import { waitingInWords } from '../store/words.ts'
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
import { directionsSource, unitsRow } from './directionsData.ts'
import { alignmentInWords, describeRow, rowFacts, type RowFacts } from './directionsWords.ts'
import { useFigureRows } from './figureRows.ts'
import { GROUP_PARTS, methodParts, useChartLight, type PartMarks } from './lit.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, usePlayground, useSampledTraining, useTraining } from './playgroundContext.ts'
import { directionsRows } from './rows/unitRows.ts'
import { spectrumGroups } from './spectrumData.ts'
import './reluFigures.css'

const startsFromBase = (method: MethodId): boolean =>
  METHOD_RECIPES[method].startsFrom === 'pretraining'

const rowOf = (method: MethodId, { rescale }: RunSpec): DirectionsRow => ({
  id: method,
  label: METHODS[method].label,
  ...(startsFromBase(method) && { sublabel: `rescale × ${String(rescale)}` }),
  ...METHOD_STYLES[method],
  startsFromBase: startsFromBase(method),
})

const factsOf = ({ networks, task }: TrainingState, key: RunKey): RowFacts | null => {
  const units = networks[key]?.units ?? null
  const row = units === null || task === null ? null : unitsRow(units, task)
  return row === null || task === null ? null : rowFacts(row, task.mainTeacher)
}

const describe = (state: TrainingState, methods: readonly MethodId[]): string =>
  methods
    .map((method) => {
      const { label } = METHODS[method]
      const facts = factsOf(state, method)
      return facts === null ? `${label}: not trained yet.` : describeRow(label, facts)
    })
    .join(' ')

/** The numbers beside a band, as beside a row of the spectrum. */
const BandNumbers = ({ band }: { band: RunKey }): ReactElement => {
  const state = useSampledTraining()
  const facts = factsOf(state, band)
  if (facts === null) {
    return <p className="row-waiting">{waitingInWords(state)}</p>
  }
  const { strong, count, found, alignment } = facts
  return (
    <div className="row-numbers">
      <dl>
        <div>
          <dt>strong units</dt>
          <dd>{strong}</dd>
        </div>
        {band === 'pretraining' ? null : (
          <div>
            <dt>within 10°</dt>
            <dd>{Math.round(100 * found)} %</dd>
          </div>
        )}
      </dl>
      <p>
        of {count} units
        {band === 'pretraining' ? '' : `; of the strength; ${alignmentInWords(alignment)}`}
      </p>
    </div>
  )
}

const MARKS: PartMarks = { ...GROUP_PARTS, ...methodParts('row'), 'row:base': 'pretraining' }

interface DirectionsFigureProps {
  /** Height of a band in rem. */
  bandHeight?: number
}

/** Where the hidden units of every network point. */
const DirectionsFigure = ({ bandHeight }: DirectionsFigureProps): ReactElement | null => {
  const { training, controls } = usePlayground()
  const spec = useControls((state) => state.spec)
  const feature = useControls((state) => state.view.feature)
  const task = useTraining((state) => state.task)
  const state = useSampledTraining()
  const light = useChartLight(MARKS)
  const [hasArrows, setArrows] = useState(true)
  const { methods, network } = spec
  const isPretrained = needsPretraining(spec)
  const live = useMemo(
    () => directionsSource(training, methods, startsFromBase),
    [training, methods],
  )
  useFigureRows(() => directionsRows(live.get(), methods, (task?.mainTeacher.length ?? 1) - 1))
  const groups = useMemo(
    () => (task === null ? [] : spectrumGroups(task, network)),
    [task, network],
  )
  const rows = useMemo(() => methods.map((method) => rowOf(method, spec)), [methods, spec])
  const asides = useMemo(() => {
    const bands: RunKey[] = isPretrained ? [...methods, 'pretraining'] : [...methods]
    return bands.map((band) => <BandNumbers key={band} band={band} />)
  }, [methods, isPretrained])
  if (task?.directions === undefined) return null
  return (
    <section className="directions-section" aria-labelledby="directions-title">
      <h2 id="directions-title">Where the hidden units point</h2>
      <div className="directions-head">
        <p className="figure-note">
          Every dot is a hidden unit, over the teacher unit that it points to: the higher, the
          smaller the angle between them; the larger, the stronger the unit. Within 10° counts the
          strength that is so near to a unit that the task needs; alignment is the mean cosine
          between units and their teacher unit, weighted by strength.
        </p>
        {isPretrained ? (
          <Toggle label="Arrows from pretraining" isOn={hasArrows} onChange={setArrows} />
        ) : null}
      </div>
      <DirectionsChart
        label="Where the hidden units point"
        describe={describe(state, methods)}
        groups={groups}
        rows={rows}
        teacher={task.mainTeacher}
        live={live}
        baseLabel={isPretrained ? 'what pretraining left' : null}
        hasArrows={hasArrows && isPretrained}
        asides={asides}
        feature={feature}
        {...(bandHeight !== undefined && { bandHeight })}
        onPick={(next) => controls.setView({ feature: next })}
        light={light}
      />
    </section>
  )
}

export default DirectionsFigure
