import type { ReactElement } from 'react'
import { formatValue } from '../frame/numbers.ts'
import { DecadeTicks } from '../frame/DecadeTicks.tsx'
import { NumberText, PowerText } from '../frame/NumberText.tsx'
import { placeNames, type LadderLayout } from './ladderLayout.ts'
import type { LadderData, LadderFact, LadderLine } from './types.ts'

interface LadderAxesProps {
  layout: LadderLayout
  xLabel: string
  yLabel: string
  floor: number
}

/** Ticks and titles, as text over the canvas. */
export function LadderAxes({ layout, xLabel, yLabel, floor }: LadderAxesProps): ReactElement {
  const { plot, rem } = layout
  return (
    <div className="loss-axes">
      <span className="loss-row" style={{ left: 0, top: 1.35 * rem }}>
        {yLabel}
      </span>
      <DecadeTicks ticks={layout.yTicks} width={plot.x} floor={floor} />
      {layout.xTicks.map(({ exponent, x }) => (
        <span key={exponent} className="loss-x-tick" style={{ left: x, top: plot.y + plot.height }}>
          <PowerText exponent={exponent} />
        </span>
      ))}
      <span className="loss-x-title" style={{ left: plot.x + plot.width / 2, top: layout.height }}>
        {xLabel}
      </span>
    </div>
  )
}

interface LadderNamesProps {
  layout: LadderLayout
  data: LadderData
  line: LadderLine
  reference: LadderLine
}

/** The names of the two lines at their ends. */
export function LadderNames({ layout, data, line, reference }: LadderNamesProps): ReactElement {
  const { plot, rem, width, namesOutside } = layout
  const places = placeNames(layout, data)
  const name = (top: number | null, { label, colourToken }: LadderLine): ReactElement | null =>
    top === null ? null : (
      <span
        className={namesOutside ? 'ladder-name' : 'ladder-name loss-name-inside'}
        style={{
          top,
          color: `var(--${colourToken})`,
          ...(namesOutside
            ? { left: plot.x + plot.width + 0.5 * rem }
            : { right: width - plot.x - plot.width }),
        }}
      >
        {label}
      </span>
    )
  return (
    <>
      {name(places.line, line)}
      {name(places.reference, reference)}
    </>
  )
}

/** Facts in words, for the value of the focused chart. */
export const factsToText = (facts: readonly LadderFact[]): string =>
  facts
    .map(({ term, value }) => `${term} ${typeof value === 'number' ? formatValue(value) : value}`)
    .join('; ')

/** Facts as a line of numbers. */
export function LadderReadout({ facts }: { facts: readonly LadderFact[] }): ReactElement {
  return (
    <dl className="readout">
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{typeof value === 'number' ? <NumberText value={value} /> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
