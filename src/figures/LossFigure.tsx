import { useMemo, type ReactElement } from 'react'
import type { LiveSource } from '../charts/liveSource.ts'
import { LossChart } from '../charts/loss/LossChart.tsx'
import type { LossData, LossPanel, LossPoints, LossSeries } from '../charts/loss/types.ts'
import type { RunKey } from '../protocol/messages.ts'
import { METHODS } from '../protocol/methods.ts'
import { needsPretraining, type RunSpec } from '../protocol/spec.ts'
import type { TrainingState, TrainingStore } from '../store/training.ts'
import { spoken } from '../store/words.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, usePlayground, useSampledTraining } from './playgroundContext.ts'

export type LossQuantity = 'generalizationLoss' | 'trainingLoss'

const TITLES: Record<LossQuantity, string> = {
  generalizationLoss: 'Error on new inputs',
  trainingLoss: 'Training loss',
}

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

const dataOf = (state: TrainingState, quantity: LossQuantity): LossData => {
  const series: Record<string, LossPoints> = {}
  for (const [key, curve] of state.curves) {
    series[key] = { x: curve.step, y: curve[quantity], length: curve.length }
  }
  const { stage, step } = state.clock
  const isMoving = state.phase === 'playing' || state.phase === 'paused'
  return { series, cursor: isMoving ? { panel: stage, x: Math.max(1, step) } : null }
}

const sourceOf = (training: TrainingStore, quantity: LossQuantity): LiveSource<LossData> => ({
  get: () => dataOf(training.getState(), quantity),
  subscribe: (listener) =>
    training.subscribe((state, before) => {
      if (state.networks !== before.networks || state.phase !== before.phase) listener()
    }),
})

const nameOf = (key: RunKey): string => (key === 'pretraining' ? 'Pretraining' : METHODS[key].label)

const summaryOf = (state: TrainingState, quantity: LossQuantity): string =>
  Object.values(state.networks)
    .map(
      ({ key, step, [quantity]: loss }) => `${nameOf(key)}: ${spoken(loss)} after ${step} steps.`,
    )
    .join(' ')

/** One loss of every network against its steps, pretraining and main task on one clock. */
export const LossFigure = ({ quantity }: { quantity: LossQuantity }): ReactElement => {
  const { training } = usePlayground()
  const spec = useControls((state) => state.spec)
  const state = useSampledTraining()
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
        height={17}
      />
    </section>
  )
}
