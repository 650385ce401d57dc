import { useEffect, useState, type ReactElement } from 'react'
import { DialChart } from '../../src/charts/dial/DialChart.tsx'
import type { DialData, DialDot, DialLane } from '../../src/charts/dial/types.ts'
import { createLiveSource } from '../../src/charts/liveSource.ts'
import { PenaltyChart } from '../../src/charts/penalty/PenaltyChart.tsx'
import type { PenaltyPanel } from '../../src/charts/penalty/types.ts'
import { Slider } from '../../src/controls/Slider.tsx'

const LANES: DialLane[] = [
  { id: 'ptft', label: 'Finetuned', colourToken: 'method-ptft', mark: 'circle', dash: 'solid' },
  { id: 'mtl', label: 'Multi-task', colourToken: 'method-mtl', mark: 'diamond', dash: 'dash-dot' },
]

const RATIOS = Array.from({ length: 129 }, (_, index) => 10 ** (index / 16 - 4))

/** A made-up ℓ-order that rises from 1 to 2 around `centre`, over about `decades`. */
const orderAt = (ratio: number, centre: number, decades: number): number =>
  1 + 1 / (1 + (centre / ratio) ** (2 / decades))

const dotsAt = (places: readonly number[], centre: number, decades: number): DialDot[] =>
  places.map((ratio, feature) => {
    const order = orderAt(ratio, centre, decades)
    return { feature, ratio, order, dependence: 1 - order }
  })

const CROWD = Array.from({ length: 24 }, (_, index) => 0.3 * 1.15 ** index)

const dialAt = (centre: number): DialData => ({
  dots: [dotsAt([0.3, 0.35, 0.4, 0, 3], centre, 4), dotsAt(CROWD, 1, 1)],
  curves: [
    { ratio: RATIOS, order: RATIOS.map((ratio) => orderAt(ratio, centre, 4)) },
    { ratio: RATIOS, order: RATIOS.map((ratio) => orderAt(ratio, 1, 1)) },
  ],
})

const SIZES = Array.from({ length: 51 }, (_, index) => index / 40)

const PANELS: PenaltyPanel[] = LANES.map(({ id, label, colourToken, mark }, index) => ({
  ...{ id, title: label, colourToken, mark, x: SIZES },
  curves: [1, 1.3 + 0.4 * index, 2].map((power) => ({
    ...{ id: String(power), label: `power ${power.toFixed(1)}`, weight: 1 },
    ...{ colourToken: power === 1 ? 'ink-soft' : colourToken, dash: 'solid' },
    values: SIZES.map((size) => size ** power),
  })),
  point: { x: 0.7, y: 0.7 ** (1.3 + 0.4 * index) },
}))

/** The dial and the penalties, with made-up numbers. */
export function PenaltyGallery(): ReactElement {
  const [live] = useState(() => createLiveSource(dialAt(100)))
  const [centre, setCentre] = useState(100)
  const [picked, setPicked] = useState<number | null>(2)
  useEffect(() => live.set(dialAt(centre)), [live, centre])
  return (
    <section className="gallery-section">
      <h2>Dial and penalties</h2>
      <DialChart
        label="Dial"
        describe="Two methods on one line; the first is nested over more decades."
        lanes={LANES}
        live={live}
        axes={{ order: 'ℓ-order', dependence: 'feature dependence', ratio: 'ratio' }}
        corners={{ lazy: 'lazy', nested: 'nested', sparse: 'sparse' }}
        curveNotes={['moves', 'stands']}
        band={{ from: 1.05, to: 1.5 }}
        ratioDomain={[1e-4, 1e4]}
        picked={picked}
        onPick={setPicked}
        tell={(feature) => [{ term: 'feature', value: String(feature + 1) }]}
      />
      <Slider
        label="Centre"
        scale="log"
        min={1e-3}
        max={1e4}
        value={centre}
        defaultValue={100}
        onChange={setCentre}
        explanation="Where the first curve rises."
      />
      <PenaltyChart
        label="Penalties"
        describe="Powers between 1 and 2."
        panels={PANELS}
        xLabel="size"
        yLabel="penalty"
        reference={1}
      />
    </section>
  )
}
