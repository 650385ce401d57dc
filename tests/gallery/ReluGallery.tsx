import { useEffect, useState, type ReactElement } from 'react'
import { ClustersChart } from '../../src/charts/clusters/ClustersChart.tsx'
import type { ClustersLine } from '../../src/charts/clusters/types.ts'
import { DirectionsChart } from '../../src/charts/directions/DirectionsChart.tsx'
import type { DirectionsRow } from '../../src/charts/directions/types.ts'
import { createLiveSource } from '../../src/charts/liveSource.ts'
import { Slider } from '../../src/controls/Slider.tsx'
import { Toggle } from '../../src/controls/Toggle.tsx'
import { DIRECTION_GROUPS, directionsAt, inertia, MAIN_READOUTS } from './reluExamples.ts'

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

/** The charts of ReLU networks, with made-up numbers. */
export function ReluGallery(): ReactElement {
  return (
    <section className="gallery-section">
      <h2>Directions</h2>
      <DirectionsExample />
      <h2>Clusters</h2>
      <ClustersExample />
    </section>
  )
}
