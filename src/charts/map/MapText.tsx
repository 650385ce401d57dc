import type { CSSProperties, ReactElement } from 'react'
import { ScriptText } from '../frame/ScriptText.tsx'
import { formatValue } from '../frame/numbers.ts'
import { NumberText, PowerText } from '../frame/NumberText.tsx'
import { boxOf, pixelAt, type MapLayout } from './mapLayout.ts'
import { placeWords, type Contour } from './regions.ts'
import type { MapCells, MapFact, MapPlace } from './types.ts'

/** Small powers of ten are raised; other numbers stand in full. */
function TickText({ value }: { value: number }): ReactElement {
  return value > 0 && value < 1e-3 ? (
    <PowerText exponent={Math.round(Math.log10(value))} />
  ) : (
    <>{String(value)}</>
  )
}

interface MapAxesProps {
  layout: MapLayout
  xLabel: string
  yLabel: string
}

/** Ticks and titles, as text around the canvas. */
export function MapAxes({ layout, xLabel, yLabel }: MapAxesProps): ReactElement {
  const { plot, rem } = layout
  return (
    <div className="loss-axes">
      <span className="loss-row" style={{ left: 0, top: 1.35 * rem }}>
        <ScriptText text={yLabel} />
      </span>
      {layout.yTicks.map(({ value, at }) => (
        <span key={value} className="loss-y-tick" style={{ top: at, width: plot.x }}>
          <TickText value={value} />
        </span>
      ))}
      {layout.xTicks.map(({ value, at }) => (
        <span key={value} className="loss-x-tick" style={{ left: at, top: plot.y + plot.height }}>
          <TickText value={value} />
        </span>
      ))}
      <span className="loss-x-title" style={{ left: plot.x + plot.width / 2, top: layout.height }}>
        <ScriptText text={xLabel} />
      </span>
    </div>
  )
}

interface MapWordsProps {
  layout: MapLayout
  cells: MapCells
  contours: readonly Contour[]
}

/** Mean width of a character of a word, in rem. */
const CHARACTER = 0.5

/** Keeps a word inside the plot. */
const wordStyle = (
  layout: MapLayout,
  spot: { x: number; y: number },
  label: string,
): CSSProperties => {
  const { plot, rem } = layout
  const { x, y } = pixelAt(layout, spot)
  const half = (label.length * CHARACTER * rem) / 2
  const top = Math.min(Math.max(y, plot.y + 0.8 * rem), plot.y + plot.height - 0.8 * rem)
  return { left: Math.min(Math.max(x, plot.x + half), plot.x + plot.width - half), top }
}

/** What regions and lines are called, where they are. */
export function MapWords({ layout, cells, contours }: MapWordsProps): ReactElement {
  const words =
    cells.kind === 'values'
      ? contours.map(({ label, word }) => ({ label, spot: word }))
      : placeWords(cells.indices, layout, cells.categories.length).map((spot, kind) => ({
          label: cells.categories[kind]?.label ?? '',
          spot,
        }))
  return (
    <div aria-hidden="true">
      {words.map(({ label, spot }) =>
        spot === null ? null : (
          <span key={label} className="map-word" style={wordStyle(layout, spot, label)}>
            <ScriptText text={label} />
          </span>
        ),
      )}
    </div>
  )
}

interface MapMarksProps {
  layout: MapLayout
  current: MapPlace
  place: MapPlace | null
}

/** The cell of the run on screen, with its place on both axes, and the cell that is pointed at. */
export function MapMarks({ layout, current, place }: MapMarksProps): ReactElement {
  const box = boxOf(layout, current)
  const { plot } = layout
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
  return (
    <>
      <div className="map-line" style={{ left: x, top: plot.y, height: plot.height, width: 0 }} />
      <div className="map-line" style={{ left: plot.x, top: y, width: plot.width, height: 0 }} />
      <div className="map-current" style={{ left: x, top: y }} />
      {place === null ? null : <div className="map-picked" style={boxOf(layout, place)} />}
    </>
  )
}

/** Facts in words, for the value of the focused chart. */
export const factsToText = (facts: readonly MapFact[]): string =>
  facts
    .map(({ term, value }) => `${term} ${typeof value === 'number' ? formatValue(value) : value}`)
    .join('; ')

/** Facts as a line of numbers. */
export function MapReadout({ facts }: { facts: readonly MapFact[] }): ReactElement {
  return (
    <dl className="readout">
      {facts.map(({ term, value }) => (
        <div key={term}>
          <dt>
            <ScriptText text={term} />
          </dt>
          <dd>{typeof value === 'number' ? <NumberText value={value} /> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
