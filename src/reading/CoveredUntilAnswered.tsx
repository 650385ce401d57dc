import type { ReactElement, ReactNode } from 'react'
import type { PredictionId } from '../protocol/predictions.ts'
import { useIsOpen } from './answersContext.ts'
import './prediction.css'
import { useIsLive } from './useIsLive.ts'

/**
 * A figure that would give an answer away: covered until the question has been answered or skipped.
 * Without scripts, and on pages that ask nothing, it is never covered.
 */
export function CoveredUntilAnswered({
  by,
  children,
}: {
  by: PredictionId
  children: ReactNode
}): ReactElement {
  const isOpen = useIsOpen(by)
  const isCovered = useIsLive() && isOpen
  return (
    <div className="covered">
      <div className="covered-content" inert={isCovered}>
        {children}
      </div>
      {isCovered ? (
        <p className="covered-note">
          This figure shows the answer. It is hidden until you have predicted or skipped above.
        </p>
      ) : null}
    </div>
  )
}
