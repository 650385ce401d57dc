import { curveMonotoneX, line } from 'd3'
import type { ReactElement } from 'react'
import { spreadLabels } from '../frame/spreadLabels.ts'
import { levelY, type DrawLayout } from './drawLayout.ts'
import type { MeasuredCurve } from './types.ts'

/** A line's name and where the line ends. */
export interface NamedEnd {
  label: string
  className: string
  y: number
}

/** The names of the lines at their right ends; inside the plot above the upper one and below the lower. */
export function EndNames({
  layout,
  ends,
}: {
  layout: DrawLayout
  ends: readonly NamedEnd[]
}): ReactElement {
  const { plot, rem, namesOutside } = layout
  const right = plot.x + plot.width
  const height = 1.3 * rem
  const outside = spreadLabels(
    ends.map(({ y }) => ({ wanted: y, height })),
    plot.y - height / 2,
    plot.y + plot.height + height / 2,
  )
  const highest = Math.min(...ends.map(({ y }) => y))
  return (
    <>
      {ends.map(({ label, className, y }, index) => (
        <text
          key={label}
          className={`draw-name ${className}${namesOutside ? '' : ' draw-name-end'}`}
          x={namesOutside ? right + 0.5 * rem : right - 0.3 * rem}
          y={namesOutside ? outside[index] : y + (y === highest ? -0.8 : 1.5) * rem}
          dy={namesOutside ? '0.32em' : undefined}
        >
          {label}
        </text>
      ))}
    </>
  )
}

/** Where the measured line ends; `null` before it is known. */
export const measuredEnd = (
  { yScale }: DrawLayout,
  { line: medians }: MeasuredCurve,
): number | null => {
  const last = medians.findLast((value) => !Number.isNaN(value))
  return last === undefined ? null : yScale(last)
}

const smooth = (points: readonly [number, number][]): string =>
  line().curve(curveMonotoneX)([...points]) ?? ''

interface OwnLineProps {
  layout: DrawLayout
  levels: readonly number[]
  isFinal: boolean
  isSuggested: boolean
}

/** The reader's curve, with its points once they are no longer handles. */
export function OwnLine(props: OwnLineProps): ReactElement {
  const { layout, levels, isFinal, isSuggested } = props
  const points = levels.map((level, column): [number, number] => [
    layout.columns[column] ?? 0,
    levelY(layout, level),
  ])
  return (
    <g className="draw-own">
      <path
        className={isSuggested ? 'draw-line draw-line-suggested' : 'draw-line'}
        d={smooth(points)}
      />
      {isFinal
        ? points.map(([x, y]) => <circle key={x} cx={x} cy={y} r={0.22 * layout.rem} />)
        : null}
    </g>
  )
}

interface MeasuredLineProps {
  layout: DrawLayout
  measured: MeasuredCurve
  colourToken: string
}

/** The medians as a line, and one dot for each value behind them. */
export function MeasuredLine({ layout, measured, colourToken }: MeasuredLineProps): ReactElement {
  const { xScale, yScale } = layout
  const points = measured.x.flatMap((x, index): [number, number][] => {
    const value = measured.line[index] ?? NaN
    return Number.isNaN(value) ? [] : [[xScale(x), yScale(value)]]
  })
  return (
    <g className={`draw-tint-${colourToken}`}>
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
    </g>
  )
}
