import type { ReactElement } from 'react'
import { splitPower } from '../frame/numbers.ts'
import { DASH_PATTERNS } from '../palette.ts'
import { levelY, type DrawLayout } from './drawLayout.ts'
import type { MarkedGap, ReferenceLine } from './types.ts'

interface AxesProps {
  layout: DrawLayout
  columns: readonly number[]
  xLabel: string
  yLabel: string
}

/** A decade with its power raised. */
function Power({ exponent }: { exponent: number }): ReactElement {
  const { mantissa, exponent: raised } = splitPower(exponent)
  if (raised === null) return <>{mantissa}</>
  return (
    <>
      10
      <tspan className="draw-raised" dy="-0.45em">
        {String(raised).replace('-', '−')}
      </tspan>
    </>
  )
}

/** Grid, ticks and titles. What lies below the lowest tick is drawn on it, and it says so. */
export function DrawAxes({ layout, columns, xLabel, yLabel }: AxesProps): ReactElement {
  const { plot, rem, yTicks, height } = layout
  const bottom = plot.y + plot.height
  const [lowest = 0] = layout.yScale.domain()
  const grid = [
    ...yTicks.map(({ y }) => `M${plot.x} ${y}h${plot.width}`),
    ...layout.columns.map((x) => `M${x} ${plot.y}v${plot.height}`),
  ]
  return (
    <>
      <path className="draw-grid" d={grid.join('')} />
      <text className="draw-title" x={0} y={rem}>
        {yLabel}
      </text>
      {yTicks.map(({ exponent, y }) => (
        <text key={exponent} className="draw-y-tick" x={plot.x - 0.5 * rem} y={y} dy="0.32em">
          {10 ** exponent <= lowest * 1.001 ? '≤ ' : ''}
          <Power exponent={exponent} />
        </text>
      ))}
      {layout.columns.map((x, index) => (
        <text key={x} className="draw-x-tick" x={x} y={bottom + 1.3 * rem}>
          {String(columns[index])}
        </text>
      ))}
      <text className="draw-x-tick" x={plot.x + plot.width / 2} y={height - 0.4 * rem}>
        {xLabel}
      </text>
    </>
  )
}

/** In rem: lines closer than this are named one above the other. */
const NAME_HEIGHT = 1.35

/**
 * Horizontal lines to compare with. Where names stand outside of the plot, EndNames writes theirs;
 * else they begin behind the first column, above their line and one another, or below the top edge.
 */
export function References({
  layout,
  lines,
}: {
  layout: DrawLayout
  lines: readonly ReferenceLine[]
}): ReactElement {
  const { plot, yScale, rem, namesOutside } = layout
  const isCrowded = (value: number, index: number): boolean =>
    lines
      .slice(0, index)
      .some((other) => Math.abs(yScale(other.value) - yScale(value)) < NAME_HEIGHT * rem)
  return (
    <>
      {lines.map(({ label, value, colourToken, dash }, index) => {
        const y = yScale(value)
        const isAtTop = y - plot.y < NAME_HEIGHT * rem
        const beside = (isAtTop ? 1.05 : isCrowded(value, index) ? -1.5 : -0.35) * rem
        return (
          <g key={label} className={`draw-tint-${colourToken}`}>
            <path
              className="draw-reference"
              d={`M${plot.x} ${y}h${plot.width}`}
              strokeDasharray={DASH_PATTERNS[dash].map((length) => length * 1.5).join(' ')}
            />
            {namesOutside ? null : (
              <text
                className="draw-name"
                x={(layout.columns[0] ?? plot.x) + 0.6 * rem}
                y={y + beside}
              >
                {label}
              </text>
            )}
          </g>
        )
      })}
    </>
  )
}

/** A bracket between the drawn and the measured value of one column, with its size in words. */
export function GapMark({
  layout,
  gap,
  level,
}: {
  layout: DrawLayout
  gap: MarkedGap
  level: number
}): ReactElement {
  const { plot, rem, yScale } = layout
  const x = layout.columns[gap.column] ?? 0
  const [own, measured] = [levelY(layout, level), yScale(gap.measured)]
  const isLeft = x < plot.x + plot.width / 2
  const cap = 0.35 * rem
  const path = [own, measured].map((y) => `M${x - cap} ${y}h${2 * cap}`).join('')
  return (
    <g className="draw-gap">
      <path d={`${path}M${x} ${own}V${measured}`} />
      <text
        className={isLeft ? 'draw-name' : 'draw-name draw-name-end'}
        x={x + (isLeft ? 0.7 : -0.7) * rem}
        y={(own + measured) / 2}
        dy="0.32em"
      >
        {gap.label}
      </text>
    </g>
  )
}
