import { useMemo, type ReactElement } from 'react'
import { DialChart } from '../charts/dial/DialChart.tsx'
import type { DialFact, DialLane } from '../charts/dial/types.ts'
import './penaltyFigures.css'
import { METHODS } from '../protocol/methods.ts'
import type { TaskDescription } from '../protocol/messages.ts'
import {
  featurePositions,
  NESTED_ORDERS,
  PENALIZED_METHODS,
  positionOf,
  type PenalizedMethod,
} from '../store/featurePositions.ts'
import { dialSource, nestedDecades, RATIO_DOMAIN, type DialVectors } from './dialData.ts'
import { useFigureRows } from './figureRows.ts'
import { methodParts, useChartLight, type PartMarks } from './lit.ts'
import { METHOD_STYLES } from './methodStyles.ts'
import { useControls, usePlayground, useSampledTraining } from './playgroundContext.ts'
import { dialRows } from './rows/penaltyRows.ts'
import { groupOf } from './spectrumData.ts'

const DECADES: Record<PenalizedMethod, string> = {
  finetune: nestedDecades('finetune').toFixed(1),
  multiTask: nestedDecades('multiTask').toFixed(1),
}

const AXES = {
  order: 'ℓ-order',
  dependence: 'feature dependence',
  ratio: (
    <>
      |β<sub>aux</sub>| / |β<sub>main</sub>| of a feature
    </>
  ),
}

const CORNERS = {
  lazy: 'lazy: full reuse, like ℓ₂',
  nested: 'nested: reuse,\nstill sparse',
  sparse: 'sparse: no reuse',
}

const MARKS: PartMarks = {
  ...methodParts('lane'),
  'dots:old': 'features:old',
  'dots:new': 'features:new',
  band: 'nested',
  line: 'conservation',
  lazy: 'lazy',
  sparse: 'sparse',
}

/** Counts and mean ℓ-order of the dots of one method. */
const describeLane = (method: PenalizedMethod, vectors: DialVectors): string => {
  const found = vectors[method]
  const { label } = METHODS[method]
  if (found === null) return `${label}: no dots.`
  const orders = featurePositions(method, found).map(({ order }) => order)
  if (orders.length === 0) return `${label}: all coefficients are zero.`
  const count = `${String(orders.length)} ${orders.length === 1 ? 'feature' : 'features'}`
  const [low, high] = [Math.min(...orders), Math.max(...orders)].map((order) => order.toFixed(2))
  return `${label}: ${count} with an ℓ-order ${low === high ? `of ${String(low)}` : `between ${String(low)} and ${String(high)}`}.`
}

const factsOf = (
  feature: number,
  vectors: DialVectors,
  task: TaskDescription | null,
): DialFact[] => [
  { term: `feature ${String(feature + 1)}`, value: task === null ? '' : groupOf(task, feature) },
  ...PENALIZED_METHODS.flatMap((method): DialFact[] => {
    const found = vectors[method]
    if (found === null) return []
    const { size, auxSize, order } = positionOf(method, found, feature)
    const { label } = METHODS[method]
    return [
      { term: `${label}: |β|`, value: size },
      { term: 'auxiliary |β|', value: auxSize },
      { term: 'ℓ-order', value: order },
    ]
  }),
]

/** Sparsity against reuse: every feature of the run on the line ℓ-order + dependence = 1. */
const DialFigure = (): ReactElement => {
  const { training, controls } = usePlayground()
  const live = useMemo(() => dialSource(training, controls), [training, controls])
  const rescale = useControls(({ spec }) => spec.rescale)
  const feature = useControls(({ view }) => view.feature)
  const { task } = useSampledTraining()
  const light = useChartLight(MARKS)
  const vectors = live.vectors()
  useFigureRows(() => dialRows(live.get()))
  const c = `c = ${String(Number(rescale.toPrecision(3)))}`
  const lanes = useMemo(
    () =>
      PENALIZED_METHODS.map((method): DialLane => ({
        id: method,
        label: METHODS[method].label,
        ...METHOD_STYLES[method],
      })),
    [],
  )
  return (
    <>
      <p className="figure-note dial-note">
        Each dot is a feature of this run, if its |β| exceeds 1 % of the largest. The ℓ-order is the
        power with which its penalty grows with |β<sub>main</sub>|; feature dependence is the power
        with which |β<sub>aux</sub>| makes it cheaper. They add up to 1 (for γ → 0): no method
        leaves the line. But finetuning is nested (ℓ-order {NESTED_ORDERS.from} to{' '}
        {NESTED_ORDERS.to}) over {DECADES.finetune} decades of |β<sub>aux</sub>|/|β
        <sub>main</sub>|, multi-task learning over {DECADES.multiTask}; and c moves it.
      </p>
      <DialChart
        label="Sparsity against reuse"
        describe={[
          `ℓ-order against feature dependence of every feature of the run, at ${c}.`,
          ...PENALIZED_METHODS.map((method) => describeLane(method, vectors)),
          `Finetuning is nested over ${DECADES.finetune} decades of the ratio between auxiliary and main coefficient, multi-task learning over ${DECADES.multiTask}.`,
        ].join(' ')}
        lanes={lanes}
        live={live}
        axes={AXES}
        corners={CORNERS}
        curveNotes={[
          `${c}; nested over ${DECADES.finetune} decades`,
          `nested over ${DECADES.multiTask} decades`,
        ]}
        band={NESTED_ORDERS}
        ratioDomain={RATIO_DOMAIN}
        picked={feature}
        onPick={(next) => controls.setView({ feature: next })}
        tell={(told) => factsOf(told, vectors, task)}
        light={light}
      />
    </>
  )
}

export default DialFigure
