import type { ReactElement } from 'react'
import { ScriptText } from '../frame/ScriptText.tsx'
import { formatValue } from '../frame/numbers.ts'
import type { ChartLight } from '../frame/light.ts'
import { PartName } from '../frame/PartName.tsx'
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
      {layout.xTicks.map(({ value, x }) => (
        <span key={value} className="loss-x-tick" style={{ left: x, top: layout.track }}>
          <TickText value={value} />
        </span>
      ))}
      <span className="loss-x-title" style={{ left: plot.x + plot.width / 2, top: layout.height }}>
        <ScriptText text={xLabel} />
      </span>
    </div>
  )
}

/** Small powers of ten are raised; other numbers stand in full. */
function TickText({ value }: { value: number }): ReactElement {
  return value > 0 && value < 1e-3 ? (
    <PowerText exponent={Math.round(Math.log10(value))} />
  ) : (
    <>{String(value)}</>
  )
}

interface LadderNamesProps {
  layout: LadderLayout
  data: LadderData
  line: LadderLine
  rivals: readonly LadderLine[]
  light?: ChartLight | undefined
}

/** The names of the lines at their ends. */
export function LadderNames(props: LadderNamesProps): ReactElement {
  const { layout, data, line, rivals, light } = props
  const { plot, rem, width, namesOutside } = layout
  const places = placeNames(layout, data)
  const name = (
    { id = '', label, colourToken }: LadderLine,
    top: number | null | undefined,
  ): ReactElement | null =>
    typeof top !== 'number' ? null : (
      <PartName
        key={label}
        part={`line:${id}`}
        light={light}
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
      </PartName>
    )
  return <>{[line, ...rivals].map((one, index) => name(one, places[index]))}</>
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
