import { useEffect, useState, type ReactElement } from 'react'
import { BaselinesChart } from '../../src/charts/baselines/BaselinesChart.tsx'
import type { BaselinesRow } from '../../src/charts/baselines/types.ts'
import { ClustersChart } from '../../src/charts/clusters/ClustersChart.tsx'
import type { ClustersLine } from '../../src/charts/clusters/types.ts'
import { DimensionalityChart } from '../../src/charts/dimensionality/DimensionalityChart.tsx'
import type { DimensionsRow } from '../../src/charts/dimensionality/types.ts'
import { DirectionsChart } from '../../src/charts/directions/DirectionsChart.tsx'
import type { DirectionsRow } from '../../src/charts/directions/types.ts'
import { createLiveSource } from '../../src/charts/liveSource.ts'
import { PenaltyChart } from '../../src/charts/penalty/PenaltyChart.tsx'
import type { PenaltyPanel } from '../../src/charts/penalty/types.ts'
import { Slider } from '../../src/controls/Slider.tsx'
import { Toggle } from '../../src/controls/Toggle.tsx'
import {
  DIRECTION_GROUPS,
  directionsAt,
  inertia,
  MAIN_READOUTS,
  penalizedUnits,
  unitPenalty,
} from './reluExamples.ts'

const METHODS = [
  { id: 'stl', label: 'Single task', colourToken: 'method-stl', mark: 'square' },
  { id: 'mtl', label: 'Multi-task', colourToken: 'method-mtl', mark: 'diamond' },
  { id: 'ptft', label: 'Finetuned', colourToken: 'method-ptft', mark: 'circle' },
] as const

const ROWS: DirectionsRow[] = METHODS.map((method) => ({
  ...method,
  ...(method.id === 'ptft' && { sublabel: 'rescale × 1' }),
  startsFromBase: method.id === 'ptft',
}))

const UNITS = 200

function DirectionsExample(): ReactElement {
  const [live] = useState(() => createLiveSource(directionsAt(1, UNITS)))
  const [progress, setProgress] = useState(1)
  const [count, setCount] = useState(UNITS)
  const [hasArrows, setHasArrows] = useState(true)
  const [feature, setFeature] = useState<number | null>(null)
  useEffect(() => live.set(directionsAt(progress, count)), [live, progress, count])
  return (
    <>
      <DirectionsChart
        label="Directions of hidden units"
        describe="Finetuning stands on two of the six pretrained directions and turns one unit away to the new one."
        groups={DIRECTION_GROUPS}
        rows={ROWS}
        teacher={MAIN_READOUTS}
        live={live}
        baseLabel="what pretraining left"
        hasArrows={hasArrows}
        feature={feature}
        onPick={setFeature}
      />
      <div className="gallery-grid">
        <Slider
          label="Progress of directions"
          min={0}
          max={1}
          value={progress}
          defaultValue={1}
          onChange={setProgress}
          explanation="Share of training that is done."
        />
        <Slider
          label="Hidden units"
          scale="integer"
          min={50}
          max={1000}
          value={count}
          defaultValue={UNITS}
          onChange={setCount}
          explanation="In each network."
        />
        <Toggle
          label="Arrows"
          isOn={hasArrows}
          onChange={setHasArrows}
          explanation="From where pretraining left the strongest units."
        />
      </div>
    </>
  )
}

const LINES: ClustersLine[] = [
  {
    ...{ id: 'base', label: 'pretrained', colourToken: 'ink-soft', dash: 'dotted' },
    ...{ mark: 'plus', values: inertia(6, 0.008) },
  },
  { ...METHODS[0], dash: 'dashed', values: inertia(3, 0.12) },
  { ...METHODS[1], dash: 'dash-dot', values: inertia(8, 0.02) },
  { ...METHODS[2], dash: 'solid', values: inertia(3, 0.0035) },
]

function ClustersExample(): ReactElement {
  return (
    <ClustersChart
      label="Clusters of directions"
      describe="The pretrained units form six clusters, the finetuned ones three."
      lines={LINES}
      expected={[
        { k: 3, label: '3 main units' },
        { k: 6, label: '6 auxiliary units' },
      ]}
      limit={{ value: 0.01, label: '1 %' }}
      xLabel="clusters"
      yLabel="inertia / that of one cluster"
    />
  )
}

const DIMENSIONS: DimensionsRow[] = [
  { ...METHODS[0], before: null, after: 2.93, shared: 0.94 },
  { ...METHODS[1], before: null, after: 4.3, shared: null },
  { ...METHODS[2], sublabel: 'rescale × 1', before: 5.19, after: 1.42, shared: 1.31 },
]

const BASELINES: BaselinesRow[] = [
  { ...METHODS[0], note: 'from a random start', value: 0.0806, state: 'done' },
  { ...METHODS[1], note: 'both tasks at once', value: 8.7e-3, state: 'training' },
  { ...METHODS[2], note: 'all weights', value: 4.8e-5, state: 'done' },
  {
    ...{ id: 'lp', label: 'Linear probe', note: 'readout alone', colourToken: 'method-ptft-lp' },
    ...{ mark: 'plus', value: 0.31, state: 'done' },
  },
  {
    ...{ id: 'lp-ft', label: 'Probe, then finetune', colourToken: 'method-lp-ft' },
    ...{ note: 'readout, then all weights', mark: 'triangle', value: 2.1e-4, state: 'done' },
  },
  {
    ...{ id: 'ntk', label: 'Tangent kernel', note: 'linearized at pretraining' },
    ...{ colourToken: 'ink', mark: 'cross', value: null, state: 'waiting' },
  },
]

const SIZES = Array.from({ length: 73 }, (_, index) => index / 100)
const REFERENCE = 0.577
const BASES = [
  { base: 0, dash: 'dashed' },
  { base: 0.1, dash: 'dotted' },
  { base: 0.41, dash: 'solid' },
] as const

/** Panel of a method by what a unit costs, in units of what a fresh one costs at the reference. */
const panelOf = (
  { id, label, colourToken, mark }: (typeof METHODS)[number],
  penalty: (size: number, base: number) => number,
): PenaltyPanel => {
  const cost = (size: number, base: number): number => penalty(size, base) / penalty(REFERENCE, 0)
  return {
    ...{ id, title: label, colourToken, mark, x: SIZES, point: null, nameWidth: 6.5 },
    curves: BASES.map(({ base, dash }) => ({
      ...{ id: String(base), colourToken, dash, weight: 1.25 },
      label: (
        <>
          |β<sub>aux</sub>| = {base}
        </>
      ),
      values: SIZES.map((size) => cost(size, base)),
    })),
    dots: penalizedUnits(cost),
  }
}

const PENALTIES: PenaltyPanel[] = [
  panelOf(METHODS[2], (size, base) => unitPenalty(size, base, 0.95)),
  panelOf(METHODS[1], (size, base) => Math.hypot(size, base) - base),
]

/** The charts of ReLU networks, with made-up numbers. */
export function ReluGallery(): ReactElement {
  return (
    <section className="gallery-section">
      <h2>Directions</h2>
      <DirectionsExample />
      <h2>Clusters</h2>
      <ClustersExample />
      <h2>Penalty of a unit</h2>
      <PenaltyChart
        label="What a unit costs"
        describe="A unit that pretraining left large is cheap to grow."
        panels={PENALTIES}
        xLabel={
          <>
            |β<sub>main</sub>| of the unit
          </>
        }
        yLabel="penalty / that of a new unit at the teacher’s size"
        reference={REFERENCE}
      />
      <h2>Dimensionality</h2>
      <DimensionalityChart
        label="Dimensions"
        describe="Finetuning goes from 5.2 dimensions to 1.4, 1.3 of them shared with pretraining."
        rows={DIMENSIONS}
        names={{ before: 'pretrained', after: 'now', shared: 'shared by both' }}
        axisLabel="dimensions in use"
      />
      <h2>Baselines</h2>
      <BaselinesChart
        label="Baselines"
        describe="Finetuning all weights has the smallest error."
        rows={BASELINES}
        axisLabel="error / that of the zero function"
        start={{ value: 1, label: 'zero function' }}
      />
    </section>
  )
}
