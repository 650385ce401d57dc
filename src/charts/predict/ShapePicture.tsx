import { curveMonotoneX, line } from 'd3'
import type { ReactElement } from 'react'

export type Shape =
  /** Named groups of stems, heights from 0 to 1. */
  | { kind: 'stems'; groups: readonly StemGroup[] }
  /** Evenly spaced heights from 0 to 1, with the names of both ends of x. */
  | { kind: 'curve'; heights: readonly number[]; ends: readonly [string, string] }

const WIDTH = 160
const HEIGHT = 72
const BASE = 52
const TOP = 6
const heightOf = (share: number): number => BASE - share * (BASE - TOP)

/** A small drawing of a shape, without numbers. */
export function ShapePicture({ shape }: { shape: Shape }): ReactElement {
  return (
    <svg
      className="shape-picture"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
      focusable="false"
    >
      {shape.kind === 'stems' ? <Stems groups={shape.groups} /> : <Curve {...shape} />}
    </svg>
  )
}

const GAP = 8
/** Room for a name, in the units of the drawing. */
const LEAST_WIDTH = 36

interface StemGroup {
  name: string
  heights: readonly number[]
}

/** Widths in proportion to the numbers of stems, but wide enough for the names. */
const widthsOf = (groups: readonly StemGroup[]): number[] => {
  const room = WIDTH - GAP * (groups.length - 1) - LEAST_WIDTH * groups.length
  const count = groups.reduce((sum, { heights }) => sum + heights.length, 0)
  return groups.map(({ heights }) => LEAST_WIDTH + (room * heights.length) / count)
}

function Stems({ groups }: { groups: readonly StemGroup[] }): ReactElement {
  const widths = widthsOf(groups)
  return (
    <>
      {groups.map(({ name, heights }, index) => {
        const width = widths[index] ?? 0
        const start = widths.slice(0, index).reduce((sum, before) => sum + before + GAP, 0)
        const end = start + width
        const places = heights.map((height, stem) => ({
          height,
          x: start + ((stem + 0.5) * width) / heights.length,
        }))
        return (
          <g key={name}>
            <path className="shape-axis" d={`M${start} ${BASE}H${end}`} />
            <path
              className="shape-stems"
              d={places.map(({ x, height }) => `M${x} ${BASE}V${heightOf(height)}`).join('')}
            />
            {places.map(({ x, height }) => (
              <circle key={x} className="shape-dot" cx={x} cy={heightOf(height)} r={2} />
            ))}
            <text className="shape-name" x={(start + end) / 2} y={BASE + 14}>
              {name}
            </text>
          </g>
        )
      })}
    </>
  )
}

function Curve({ heights, ends }: Extract<Shape, { kind: 'curve' }>): ReactElement {
  const [left, right] = [14, WIDTH - 14]
  const points = heights.map((height, index): [number, number] => [
    left + (index / Math.max(1, heights.length - 1)) * (right - left),
    heightOf(height),
  ])
  return (
    <>
      <path className="shape-axis" d={`M${left - 6} ${TOP}V${BASE + 2}H${right + 6}`} />
      <path className="shape-curve" d={line().curve(curveMonotoneX)(points) ?? ''} />
      <text className="shape-name shape-name-start" x={left - 6} y={BASE + 14}>
        {ends[0]}
      </text>
      <text className="shape-name shape-name-end" x={right + 6} y={BASE + 14}>
        {ends[1]}
      </text>
    </>
  )
}
