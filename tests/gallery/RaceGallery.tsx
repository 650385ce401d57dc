import type { ReactElement } from 'react'
import { RaceChart } from '../../src/charts/race/RaceChart.tsx'
import type { RaceBar } from '../../src/charts/race/types.ts'

const bar = (name: string, value: number | null, changes: Partial<RaceBar> = {}): RaceBar => ({
  ...{ id: name, name, note: 'note', form: 'solid', colourToken: 'method-stl', place: null },
  ...{ isRunning: false, value, valueText: `${String(value)} /s`, multiple: '× 2' },
  samples: value === null ? [] : [0.6, 0.9, 1, 1.3].map((factor) => factor * value),
  ...{ time: '5 µs a step', detail: 'loss 0.5', message: null },
  ...changes,
})

const HATCHED = { form: 'hatched', colourToken: 'ink-soft' } as const

/** A race, with made-up numbers. */
export function RaceGallery(): ReactElement {
  return (
    <section className="gallery-section">
      <h2>Race</h2>
      <RaceChart
        label="Race"
        describe="Two contestants of each family, and one that cannot run."
        bars={[
          bar('First of ours', 230_000, { isRunning: true }),
          bar('Second of ours', 0.4),
          bar('Third of ours', null, { message: 'This browser has no such thing.' }),
          bar('First of theirs', 1800, HATCHED),
          bar('Second of theirs', 40, {
            ...HATCHED,
            message: 'Off: loss 0.70 at step 100, where the most precise has 0.50.',
          }),
        ]}
        axisLabel="steps a second"
        multipleLabel="× theirs"
        line={1800}
      />
    </section>
  )
}
