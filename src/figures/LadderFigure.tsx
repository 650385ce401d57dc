import { useMemo, type ReactElement } from 'react'
import { ScriptText } from '../charts/frame/ScriptText.tsx'
import { LadderChart } from '../charts/ladder/LadderChart.tsx'
import type { LadderData, LadderLine, LadderPlace } from '../charts/ladder/types.ts'
import { Choice } from '../controls/Choice.tsx'
import { CONTROLS, isWhole } from '../protocol/controls.ts'
import { isUsed } from '../protocol/networks.ts'
import {
  LOSS_KINDS,
  SWEEP_CONTROLS,
  type LossKind,
  type SweepControl,
} from '../protocol/sweepView.ts'
import { createLadder, type LadderSubject } from '../store/ladder.ts'
import { summarizeLadder, type LadderSummary } from '../store/ladderSummary.ts'
import { nearestIndex } from '../store/sweeps/sweepGrid.ts'
import { useFigureRows } from './figureRows.ts'
import { describeLadder, factsAt, LADDER_TITLES, noteOf } from './ladderWords.ts'
import { useChartLight, type PartMarks } from './lit.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, usePlayground } from './playgroundContext.ts'
import { Sentence } from './Sentence.tsx'
import { ladderRows } from './rows/ladderRows.ts'
import { axisText, settingText } from './sweepWords.ts'
import { hasBegun, useSweep } from './useSweep.ts'
import './sweeps.css'

const LINE: LadderLine = { id: 'finetune', label: 'finetuned', ...METHOD_STYLES.finetune }
const SINGLE_TASK: LadderLine = {
  id: 'singleTask',
  label: 'single task',
  ...METHOD_STYLES.singleTask,
}
const MULTI_TASK: LadderLine = {
  id: 'multiTask',
  label: 'multi-task',
  ...METHOD_STYLES.multiTask,
}
const RIVALS: Record<LadderSubject['multiTask'], readonly LadderLine[]> = {
  trained: [SINGLE_TASK, MULTI_TASK],
  groupNorm: [SINGLE_TASK, { ...MULTI_TASK, id: 'groupNorm', label: 'smallest group norm' }],
}

const MARKS: PartMarks = {
  'line:finetune': 'method:finetune',
  'line:singleTask': 'method:singleTask',
  'line:multiTask': 'method:multiTask',
  'line:groupNorm': 'smallestNorm',
  offer: 'optimal',
}

const SWEEP_LABELS: Record<SweepControl, string> = {
  rescale: 'rescaling c',
  overlap: 'overlap o',
  initScale: 'init scale α',
  mainSamples: 'examples n',
  mainActive: 'features k₂',
  featureCorrelation: 'correlation ρ',
  featureMagnitude: 'magnitude m',
}

const LOSS_LABELS: Record<LossKind, string> = { final: 'at the end', best: 'best on the way' }

/** The two that are the reader's to choose; the others are the task's. */
const CHOSEN_FREELY: readonly SweepControl[] = ['rescale', 'initScale']

const LadderChoices = (): ReactElement => {
  const { controls } = usePlayground()
  const sweep = useControls(({ view }) => view.sweep)
  const network = useControls(({ spec }) => spec.network)
  const loss = useControls(({ view }) => view.loss)
  return (
    <div className="sweep-choices">
      <Choice
        label="Sweep"
        options={SWEEP_CONTROLS.filter((value) => isUsed(network, value)).map((value) => ({
          value,
          label: <ScriptText text={SWEEP_LABELS[value]} />,
        }))}
        value={sweep}
        onChange={(next) => controls.setView({ sweep: next })}
      />
      <Choice
        label="Error"
        options={LOSS_KINDS.map((value) => ({ value, label: LOSS_LABELS[value] }))}
        value={loss}
        onChange={(next) => controls.setView({ loss: next })}
      />
    </div>
  )
}

/** A place on the track as a value that the control takes. */
const valueAt = (control: SweepControl, x: number): number =>
  isWhole(CONTROLS[control]) ? Math.round(x) : Number(x.toPrecision(3))

const dataOf = (values: readonly number[], summary: LadderSummary): LadderData => ({
  x: values,
  // A copy: the sheet's numbers go on changing.
  values: summary.errors.slice(),
  line: summary.columns.map(({ median }) => median),
  rivals: [summary.singleTask.medians, summary.multiTask.medians],
})

/** Where finetuning ends over the values of one control, one dot per data seed. */
const LadderFigure = (): ReactElement => {
  const { controls } = usePlayground()
  const { figure, state } = useSweep(createLadder)
  const { control, grid, multiTask } = state.subject
  const light = useChartLight(MARKS)
  const summary = useMemo(() => summarizeLadder(state), [state])
  const data = useMemo(() => dataOf(grid.values, summary), [grid, summary])
  useFigureRows(() => ladderRows(state, summary))
  const value = useControls(({ spec }) => spec[control])
  const dataSeed = useControls(({ spec }) => spec.dataSeed)

  const column = nearestIndex(grid, value)
  const row = state.seeds.indexOf(dataSeed)
  const take = (place: LadderPlace): void => {
    const { spec } = controls.getState()
    const seed = place.row === null ? undefined : state.seeds[place.row]
    controls.setSpec({
      ...spec,
      [control]: grid.values[place.column] ?? spec[control],
      dataSeed: seed ?? spec.dataSeed,
    })
  }
  const isOffered = summary.best !== null && CHOSEN_FREELY.includes(control)
  return (
    <div ref={figure} className={hasBegun(state) ? 'ladder-figure' : 'ladder-figure nothing-yet'}>
      <h2>{LADDER_TITLES[control]}</h2>
      <LadderChoices />
      <LadderChart
        label={LADDER_TITLES[control]}
        describe={describeLadder(state, summary, column)}
        data={data}
        line={LINE}
        rivals={RIVALS[multiTask]}
        scale={grid.scale}
        xLabel={axisText(control)}
        yLabel="error / zero function’s"
        current={{
          x: value,
          label: settingText(control, value),
          column,
          row: row < 0 ? null : row,
        }}
        offer={isOffered ? { column: summary.best ?? 0, label: 'optimal' } : null}
        tell={(place) => factsAt(state, summary, place)}
        onTake={take}
        onSlide={(x) => controls.setNumber(control, valueAt(control, x))}
        light={light}
      />
      <p className="figure-note">
        <Sentence text={noteOf(state, summary, column)} />
      </p>
    </div>
  )
}

export default LadderFigure
