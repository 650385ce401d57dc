import { useMemo, type ReactElement } from 'react'
import type { LiveSource } from '../charts/liveSource.ts'
import { LossChart } from '../charts/loss/LossChart.tsx'
import type { LossData, LossPanel, LossPoints, LossSeries } from '../charts/loss/types.ts'
import type { RunKey } from '../protocol/messages.ts'
import { METHODS } from '../protocol/methods.ts'
import { needsPretraining, type RunSpec } from '../protocol/spec.ts'
import type { TrainingState, TrainingStore } from '../store/training.ts'
import { spoken } from '../store/words.ts'
import { methodParts, useChartLight, type PartMarks } from './lit.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, usePlayground, useSampledTraining } from './playgroundContext.ts'

export type LossQuantity = 'generalizationLoss' | 'trainingLoss'

const TITLES: Record<LossQuantity, string> = {
  generalizationLoss: 'Error on new inputs',
  trainingLoss: 'Training loss',
}

const MARKS: PartMarks = { ...methodParts('series'), 'series:pretraining': 'pretraining' }

const panelsOf = (spec: RunSpec): LossPanel[] => {
  const main: LossPanel = {
    id: 'main',
    title: 'main task',
    xLabel: 'steps',
    widthShare: 5,
    xDomain: [1, 1000],
  }
  if (!needsPretraining(spec)) return [main]
  const pretraining: LossPanel = {
    id: 'pretraining',
    title: 'pretraining',
    xLabel: 'steps',
    widthShare: 2,
    xDomain: [1, 100],
  }
  return [pretraining, { ...main, dividerLabel: `rescale × ${String(spec.rescale)}` }]
}

const seriesOf = (spec: RunSpec): LossSeries[] => {
  const methods = spec.methods.map((method): LossSeries => ({
    id: method,
    panel: 'main',
    label: METHODS[method].abbreviation,
    colourToken: METHOD_STYLES[method].colourToken,
    dash: METHOD_STYLES[method].dash,
  }))
  if (!needsPretraining(spec)) return methods
  const pretraining: LossSeries = {
    id: 'pretraining',
    panel: 'pretraining',
    label: 'PT',
    colourToken: 'ink-soft',
    dash: 'solid',
  }
  return [pretraining, ...methods]
}

const curvesOf = ({ curves }: TrainingState, quantity: LossQuantity): LossData['series'] => {
  const series: Record<string, LossPoints> = {}
  for (const [key, curve] of curves) {
    series[key] = { x: curve.step, y: curve[quantity], length: curve.length }
  }
  return series
}

const exactCurvesOf = (
  { trajectory }: TrainingState,
  quantity: LossQuantity,
): LossData['series'] => {
  const series: Record<string, LossPoints> = {}
  if (trajectory === null) return series
  const { steps, paths } = trajectory
  for (const [method, path] of Object.entries(paths)) {
    series[method] = { x: steps, y: path[quantity], length: steps.length }
  }
  return series
}

/** Where the exact trajectory is looked at; else where training stands, if it is under way. */
const cursorOf = ({ phase, clock, scrubbed }: TrainingState): LossData['cursor'] => {
  if (scrubbed !== null) return { panel: 'main', x: Math.max(1, scrubbed.step), isBehind: true }
  const isMoving = phase === 'playing' || phase === 'paused'
  return isMoving ? { panel: clock.stage, x: Math.max(1, clock.step) } : null
}

const dataOf = (state: TrainingState, quantity: LossQuantity): LossData => ({
  series: curvesOf(state, quantity),
  behind: exactCurvesOf(state, quantity),
  cursor: cursorOf(state),
})

const sourceOf = (training: TrainingStore, quantity: LossQuantity): LiveSource<LossData> => ({
  get: () => dataOf(training.getState(), quantity),
  subscribe: (listener) =>
    training.subscribe((state, before) => {
      const isTrained = state.networks !== before.networks || state.phase !== before.phase
      const isOther = state.trajectory !== before.trajectory || state.scrubbed !== before.scrubbed
      if (isTrained || isOther) listener()
    }),
})

const nameOf = (key: RunKey): string => (key === 'pretraining' ? 'Pretraining' : METHODS[key].label)

const summaryOf = (state: TrainingState, quantity: LossQuantity): string =>
  Object.values(state.networks)
    .map(
      ({ key, step, status, [quantity]: loss }) =>
        `${nameOf(key)}: ${spoken(loss)} after ${step} steps${status === 'running' ? ', still in training' : ''}.`,
    )
    .join(' ')

/** One loss of every network against its steps, pretraining and main task on one clock. */
export const LossFigure = ({ quantity }: { quantity: LossQuantity }): ReactElement => {
  const { training } = usePlayground()
  const spec = useControls((state) => state.spec)
  const state = useSampledTraining()
  const light = useChartLight(MARKS)
  const live = useMemo(() => sourceOf(training, quantity), [training, quantity])
  const panels = useMemo(() => panelsOf(spec), [spec])
  const series = useMemo(() => seriesOf(spec), [spec])
  return (
    <section className="loss-figure">
      <h2>{TITLES[quantity]}</h2>
      <LossChart
        label={TITLES[quantity]}
        describe={summaryOf(state, quantity)}
        panels={panels}
        series={series}
        yLabel="loss / zero function’s"
        live={live}
        behindLabel={state.trajectory === null ? undefined : 'exact flow'}
        height={17}
        light={light}
      />
    </section>
  )
}
