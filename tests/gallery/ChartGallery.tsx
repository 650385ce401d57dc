import { useEffect, useState, type ReactElement } from 'react'
import { NumberText } from '../../src/charts/frame/NumberText.tsx'
import { createLiveSource } from '../../src/charts/liveSource.ts'
import { LossChart } from '../../src/charts/loss/LossChart.tsx'
import type { LossData, LossPanel, LossSeries } from '../../src/charts/loss/types.ts'
import { SpectrumChart } from '../../src/charts/spectrum/SpectrumChart.tsx'
import type { SpectrumData } from '../../src/charts/spectrum/types.ts'
import { TimelineChart } from '../../src/charts/timeline/TimelineChart.tsx'
import { IconButton } from '../../src/controls/IconButton.tsx'
import { Slider } from '../../src/controls/Slider.tsx'
import { BASE, coefficients, curve, GROUPS, LANES, ROWS, TEACHER } from './exampleData.ts'

const EXACT = [0, 1, 2].map((row) => coefficients(row, 1))
const spectrumAt = (progress: number): SpectrumData => ({
  rows: [0, 1, 2].map((row) => coefficients(row, progress)),
  base: null,
  exact: EXACT,
})

const PANELS: LossPanel[] = [
  { id: 'pretraining', title: 'pretraining', xLabel: 'steps', widthShare: 1, xDomain: [1, 1e4] },
  {
    id: 'main',
    title: 'main task',
    xLabel: 'steps',
    widthShare: 2,
    xDomain: [1, 1e4],
    dividerLabel: 'rescale × 0.01',
  },
]
const SERIES: LossSeries[] = [
  {
    id: 'pre',
    panel: 'pretraining',
    label: 'pretraining',
    colourToken: 'method-ptft',
    dash: 'solid',
  },
  { id: 'stl', panel: 'main', label: 'single task', colourToken: 'method-stl', dash: 'dashed' },
  { id: 'mtl', panel: 'main', label: 'multi-task', colourToken: 'method-mtl', dash: 'dash-dot' },
  { id: 'ptft', panel: 'main', label: 'finetuned', colourToken: 'method-ptft', dash: 'solid' },
  { id: 'lp', panel: 'main', label: 'linear probe', colourToken: 'method-stl-lp', dash: 'dotted' },
  {
    id: 'plp',
    panel: 'main',
    label: 'frozen features',
    colourToken: 'method-ptft-lp',
    dash: 'long-dash',
  },
  {
    id: 'lpft',
    panel: 'main',
    label: 'probe, then finetune',
    colourToken: 'method-lp-ft',
    dash: 'sparse-dot',
  },
]
const lossAt = (share: number): LossData => ({
  series: {
    pre: curve(1, 1e-14, { last: 8000, share: 1 }),
    stl: curve(1, 0.5, { last: 80_000, share }),
    mtl: curve(1, 0.09, { last: 80_000, share }),
    ptft: curve(0.9, 7e-6, { last: 80_000, share }),
    lp: curve(1, 0.44, { last: 80_000, share }),
    plp: curve(0.8, 0.08, { last: 80_000, share }),
    lpft: curve(0.8, 2e-4, { last: 80_000, share }),
  },
  cursor: share < 1 ? { panel: 'main', x: 80_000 ** share } : null,
})

function Statistic({ error, inUse }: { error: number; inUse: number }): ReactElement {
  return (
    <p className="statistic">
      <span>error</span>
      <span>features in use</span>
      <b>
        <NumberText value={error} digits={2} />
      </b>
      <b>{inUse}</b>
      <span>57 % of the weight on unused</span>
    </p>
  )
}

const ASIDES = [
  <Statistic key="stl" error={0.5} inUse={11} />,
  <Statistic key="mtl" error={0.09} inUse={6.8} />,
  <Statistic key="ptft" error={7e-6} inUse={3} />,
]

function TimelineExample(): ReactElement {
  const [step, setStep] = useState<number | null>(1200)
  const words = step === null ? 'as trained' : `step ${step.toLocaleString('en')}`
  return (
    <TimelineChart
      label="Exact trajectory"
      describe="Finetuning picks up three features and converges."
      lanes={LANES}
      xLabel="gradient steps"
      shortXLabel="steps"
      lastStep={1_000_000}
      endLabel="trained"
      value={step}
      valueText={words}
      clock={{ step: 18_399, words: 'training, step 18,399' }}
      isDisabled={false}
      onScrub={setStep}
      controls={<IconButton icon="play" label="Play" onClick={() => setStep(0)} />}
      aside={<p>{words}</p>}
    />
  )
}

export function ChartGallery(): ReactElement {
  const [spectrum] = useState(() => createLiveSource(spectrumAt(1)))
  const [loss] = useState(() => createLiveSource(lossAt(1)))
  const [progress, setProgress] = useState(1)
  useEffect(() => {
    spectrum.set(spectrumAt(progress))
    loss.set(lossAt(progress))
  }, [spectrum, loss, progress])
  return (
    <>
      <SpectrumChart
        label="Feature spectrum"
        describe="Finetuning after shrinking stands on the three shared features alone."
        groups={GROUPS}
        rows={ROWS}
        teacher={TEACHER}
        extent={0.7}
        live={spectrum}
        base={{ label: 'what pretraining left', values: BASE, extent: 0.25 }}
        asides={ASIDES}
        orderNote="within a group: by teacher, then by size"
      />
      <Slider
        label="Progress"
        min={0}
        max={1}
        value={progress}
        defaultValue={1}
        onChange={setProgress}
        explanation="Share of training that is done."
      />
      <section className="gallery-section">
        <h2>Loss</h2>
        <LossChart
          label="Loss"
          describe="Finetuning falls furthest."
          panels={PANELS}
          series={SERIES}
          yLabel="loss / zero-function loss"
          live={loss}
          floor={1e-12}
        />
      </section>
      <section className="gallery-section">
        <h2>Timeline</h2>
        <TimelineExample />
      </section>
      <section className="gallery-section">
        <h2>Cut stems, no aside, no base</h2>
        <SpectrumChart
          label="Cut spectrum"
          describe="The same picture on a scale that is too small."
          groups={GROUPS}
          rows={ROWS.slice(0, 1)}
          teacher={TEACHER}
          extent={0.25}
          live={spectrum}
        />
      </section>
    </>
  )
}
