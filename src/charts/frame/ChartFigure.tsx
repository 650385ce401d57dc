import { useId, type ReactElement, type ReactNode } from 'react'
import '../charts.css'

export interface ChartFigureProps {
  /** Class of the kind of chart, beside `chart`. */
  kind: string
  /** Short name for screen readers. */
  label: string
  /** What the picture shows, in a sentence or two, for readers who do not see it. */
  describe: string
  children: ReactNode
}

/** What every chart stands in: a named group with its description in words. */
export function ChartFigure({ kind, label, describe, children }: ChartFigureProps): ReactElement {
  const descriptionId = useId()
  return (
    <div
      className={`chart ${kind}`}
      role="group"
      aria-label={label}
      aria-describedby={descriptionId}
    >
      <p id={descriptionId} className="visually-hidden">
        {describe}
      </p>
      {children}
    </div>
  )
}
