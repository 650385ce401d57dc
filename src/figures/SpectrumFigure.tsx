import { useMemo, type ReactElement } from 'react'
import { NumberText } from '../charts/frame/NumberText.tsx'
import { SpectrumChart } from '../charts/spectrum/SpectrumChart.tsx'
import type { SpectrumRow } from '../charts/spectrum/types.ts'
import { METHODS } from '../protocol/methods.ts'
import { NETWORKS } from '../protocol/networks.ts'
import { needsPretraining, type RunSpec } from '../protocol/spec.ts'
import { shownNetwork, type ShownNetwork } from '../store/shown.ts'
import { describeNetworks, statusInWords, waitingInWords } from '../store/words.ts'
import { METHOD_RECIPES, type MethodId } from '../theory/methodRecipes.ts'
import { useFigureRows } from './figureRows.ts'
import { GROUP_PARTS, methodParts, useChartLight, type PartMarks } from './lit.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, usePlayground, useSampledTraining, useTraining } from './playgroundContext.ts'
import { spectrumExtent, spectrumGroups, spectrumSource } from './spectrumData.ts'

const MARKS: PartMarks = {
  ...GROUP_PARTS,
  ...methodParts('row'),
  teacher: 'teacher',
  exact: 'exactEnd',
  minimum: 'smallestNorm',
  base: 'pretraining',
}

const rowOf = (method: MethodId, spec: RunSpec): SpectrumRow => {
  const isRescaled = METHOD_RECIPES[method].startsFrom === 'pretraining'
  return {
    id: method,
    label: METHODS[method].label,
    ...(isRescaled && { sublabel: `rescale × ${String(spec.rescale)}` }),
    colourToken: METHOD_STYLES[method].colourToken,
    mark: METHOD_STYLES[method].mark,
  }
}

/** A count that need not be whole: one decimal while that says something. */
const inFeatures = (count: number): string => count.toFixed(count < 10 ? 1 : 0)

/** What the numbers belong to: "converged, 7·10⁻⁴ from exact end". */
const Standing = ({ shown }: { shown: ShownNetwork }): ReactElement => {
  if (shown.momentStep !== null) {
    return <>exact flow at step {shown.momentStep.toLocaleString('en')}</>
  }
  if (shown.isBesideMoment) return <>as trained: no exact flow</>
  const end = shown.isLeastSquares ? 'exact end (least squares)' : 'exact end'
  if (shown.isExact) return <>{end}; training follows</>
  if (shown.distance === null) return <>{statusInWords(shown.status)}</>
  return (
    <>
      {statusInWords(shown.status)}, <NumberText value={shown.distance} digits={1} /> from {end}
    </>
  )
}

/** The numbers beside a row, following the training a few times a second. */
const RowNumbers = ({ method }: { method: MethodId }): ReactElement => {
  const state = useSampledTraining()
  const { words } = useControls(({ spec }) => NETWORKS[spec.network])
  const shown = shownNetwork(state, method)
  if (shown === null) {
    return <p className="row-waiting">{waitingInWords(state)}</p>
  }
  const leaked = Math.round(100 * shown.measured.shares.unused)
  return (
    <div className="row-numbers">
      <dl>
        <div>
          <dt>error</dt>
          <dd className={`tint-${METHOD_STYLES[method].colourToken}`}>
            <NumberText value={shown.generalizationLoss} digits={2} />
          </dd>
        </div>
        <div>
          <dt>features in use</dt>
          <dd>{inFeatures(shown.measured.effectiveFeatures)}</dd>
        </div>
      </dl>
      <p>
        {leaked} % of weight {words.leaked}, <Standing shown={shown} />
      </p>
    </div>
  )
}

interface SpectrumFigureProps {
  isTall: boolean
  rowHeight?: number
}

/**
 * The feature spectrum of every chosen method, on one axis and one clock. `isTall`: there is room
 * for it at its full height beside what moves it. `rowHeight`, in rem, where a page knows better.
 */
export const SpectrumFigure = ({ isTall, rowHeight }: SpectrumFigureProps): ReactElement => {
  const { training, controls } = usePlayground()
  const spec = useControls((state) => state.spec)
  const feature = useControls((state) => state.view.feature)
  const task = useTraining((state) => state.task)
  const state = useSampledTraining()
  const light = useChartLight(MARKS)
  const { methods } = spec
  const live = useMemo(() => spectrumSource(training, methods), [training, methods])
  const groups = useMemo(
    () => (task === null ? [] : spectrumGroups(task, spec.network)),
    [task, spec.network],
  )
  const rows = useMemo(() => methods.map((method) => rowOf(method, spec)), [methods, spec])
  const asides = useMemo(
    () => methods.map((method) => <RowNumbers key={method} method={method} />),
    [methods],
  )
  useFigureRows(async () => {
    const { spectrumRows } = await import('./rows/spectrumRows.ts')
    return spectrumRows(training.getState(), spec)
  })
  if (task === null) return <p className="figure-empty">The first picture is being computed …</p>
  const pretrainedExtent = 1.2 / Math.sqrt(Math.max(1, spec.auxActive))
  return (
    <SpectrumChart
      label="Feature spectrum"
      describe={describeNetworks(state, spec)}
      groups={groups}
      rows={rows}
      teacher={task.mainTeacher}
      extent={spectrumExtent(task)}
      live={live}
      hasExact={NETWORKS[spec.network].hasExactFlow}
      hasMinimum={NETWORKS[spec.network].hasExactFlow && methods.includes('multiTask')}
      base={
        needsPretraining(spec)
          ? {
              label: 'what pretraining left',
              values: new Float64Array(task.featureCount),
              extent: pretrainedExtent,
            }
          : null
      }
      asides={asides}
      picked={feature}
      onPick={(next) => controls.setView({ feature: next })}
      rowHeight={rowHeight ?? (methods.length > 4 ? 5.5 : isTall ? 7.5 : 5.75)}
      orderNote="order within a group: by teacher"
      light={light}
    />
  )
}
