import type { ReactElement } from 'react'
import { DASH_PATTERNS, type DashName, type MarkShape } from '../palette.ts'
import { markPath } from './marks.ts'

/** A series' mark, as it stands in the chart, for use beside its name. */
export function MarkIcon({
  shape,
  colourToken,
}: {
  shape: MarkShape
  colourToken: string
}): ReactElement {
  return (
    <svg className="mark-icon" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <path
        d={markPath(shape, { x: 6, y: 6, radius: 4 })}
        style={{ fill: `var(--${colourToken})` }}
      />
    </svg>
  )
}

/** A short piece of a series' line, for use beside its name. */
export function DashIcon({
  dash,
  colourToken,
}: {
  dash: DashName
  colourToken: string
}): ReactElement {
  const pattern = DASH_PATTERNS[dash].map((length) => length * 2).join(' ')
  return (
    <svg className="dash-icon" viewBox="0 0 28 12" aria-hidden="true" focusable="false">
      <path
        d="M0 6H28"
        strokeWidth={2}
        strokeDasharray={pattern}
        style={{ stroke: `var(--${colourToken})` }}
      />
    </svg>
  )
}
