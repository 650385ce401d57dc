import { curveMonotoneX, line } from 'd3'
import type { ReactElement } from 'react'
import { levelY, type DrawLayout } from './drawLayout.ts'
import type { MeasuredCurve } from './types.ts'

interface NameProps {
  layout: DrawLayout
  label: string
  /** The end of the line. */
  y: number
  /** Moves a name that stands inside the plot to the other side of its line. */
  isBelow: boolean
}

/** A line's name at its right end. */
function EndName({ layout, label, y, isBelow }: NameProps): ReactElement {
  const { plot, rem, namesOutside } = layout
  const right = plot.x + plot.width
  if (namesOutside) {
    return (
      <text className="draw-name" x={right + 0.5 * rem} y={y} dy="0.32em">
        {label}
      </text>
    )
  }
  const beside = isBelow ? 1.5 * rem : -0.8 * rem
  return (
    <text className="draw-name draw-name-end" x={right - 0.3 * rem} y={y + beside}>
      {label}
    </text>
  )
}

const smooth = (points: readonly [number, number][]): string =>
  line().curve(curveMonotoneX)([...points]) ?? ''

interface OwnLineProps {
  layout: DrawLayout
  levels: readonly number[]
  isFinal: boolean
  isSuggested: boolean
  label: string
}

/** The reader's curve, with its points once they are no longer handles. */
export function OwnLine(props: OwnLineProps): ReactElement {
  const { layout, levels, isFinal, isSuggested, label } = props
  const points = levels.map((level, column): [number, number] => [
    layout.columns[column] ?? 0,
    levelY(layout, level),
  ])
  const end = points.at(-1)?.[1] ?? 0
  return (
    <g className="draw-own">
      <path
        className={isSuggested ? 'draw-line draw-line-suggested' : 'draw-line'}
        d={smooth(points)}
      />
      {isFinal
        ? points.map(([x, y]) => <circle key={x} cx={x} cy={y} r={0.22 * layout.rem} />)
        : null}
      <EndName {...{ layout, label }} y={end} isBelow={false} />
    </g>
  )
}

interface MeasuredLineProps {
  layout: DrawLayout
  columns: readonly number[]
  measured: MeasuredCurve
  style: { label: string; colourToken: string }
}

/** The medians as a line, and one dot for each value behind them. */
export function MeasuredLine({ layout, measured, style }: MeasuredLineProps): ReactElement {
  const { xScale, yScale } = layout
  const points = measured.x.flatMap((x, index): [number, number][] => {
    const value = measured.line[index] ?? NaN
    return Number.isNaN(value) ? [] : [[xScale(x), yScale(value)]]
  })
  const end = points.at(-1)?.[1]
  return (
    <g className={`draw-tint-${style.colourToken}`}>
      {measured.dots.map((values, column) => (
        <g key={layout.columns[column]} className="draw-dots">
          {values.map((value, row) =>
            Number.isNaN(value) ? null : (
              <circle
                // The rows of a column are always the same, in the same order.
                key={row}
                cx={layout.columns[column]}
                cy={yScale(value)}
                r={0.14 * layout.rem}
              />
            ),
          )}
        </g>
      ))}
      <path className="draw-measured" d={line()(points) ?? ''} />
      {end === undefined ? null : <EndName {...{ layout }} label={style.label} y={end} isBelow />}
    </g>
  )
}
