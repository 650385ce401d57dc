import type { ReactElement } from 'react'
import { markPath } from '../frame/marks.ts'
import { DASH_PATTERNS } from '../palette.ts'
import { useThemeColours } from '../useThemeColours.ts'
import { elbowOf, type ClustersLayout } from './clustersLayout.ts'
import type { ClustersLine, ElbowLimit } from './types.ts'

interface PictureProps {
  layout: ClustersLayout
  lines: readonly ClustersLine[]
  limit: ElbowLimit
  /** The k that is pointed at. */
  picked: number | null
}

/** Everything without words: grid, expected counts, curves with a mark per k, elbows ringed. */
export function ClustersPicture({ layout, lines, limit, picked }: PictureProps): ReactElement {
  const { plot, rem, xScale, yScale, yTicks } = layout
  const [right, bottom] = [plot.x + plot.width, plot.y + plot.height]
  const grid = yTicks.map(({ y }) => `M${plot.x} ${y}H${right}`).join('')
  return (
    <svg className="clusters-picture" aria-hidden="true" focusable="false">
      <path className="clusters-grid" d={grid} />
      <path className="clusters-limit-line" d={`M${plot.x} ${yScale(limit.value)}H${right}`} />
      {layout.expected.map(({ x, row }, index) => (
        <path
          key={index}
          className="clusters-expected-line"
          d={`M${x} ${plot.y - (0.35 + 1.35 * row) * rem}V${bottom}`}
        />
      ))}
      {picked === null ? null : (
        <path className="clusters-picked" d={`M${xScale(picked)} ${plot.y}V${bottom}`} />
      )}
      {lines.map((one, index) => (
        <Curve key={one.id} {...{ layout, index }} line={one} elbow={elbowOf(one, limit)} />
      ))}
    </svg>
  )
}

interface CurveProps {
  layout: ClustersLayout
  line: ClustersLine
  index: number
  elbow: number | null
}

function Curve({ layout, line, index, elbow }: CurveProps): ReactElement | null {
  const { strokeScale } = useThemeColours()
  const { path, spots } = layout.curves[index] ?? { path: '', spots: [] }
  const colour = `var(--${line.colourToken})`
  const width = 1.75 * strokeScale
  const end = spots.find(({ k }) => k === elbow)
  return (
    <>
      <path
        className="clusters-curve"
        d={path}
        strokeWidth={width}
        strokeDasharray={DASH_PATTERNS[line.dash].map((length) => length * width).join(' ')}
        style={{ stroke: colour }}
      />
      <path
        d={spots.map(({ x, y }) => markPath(line.mark, { x, y, radius: 3 * strokeScale })).join('')}
        style={{ fill: colour }}
      />
      {end === undefined ? null : (
        <circle
          className="clusters-elbow"
          cx={end.x}
          cy={end.y}
          r={7 * strokeScale}
          strokeWidth={1.75 * strokeScale}
          style={{ stroke: colour }}
        />
      )}
    </>
  )
}
