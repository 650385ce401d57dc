import type { ReactElement, ReactNode } from 'react'
import type { Depth as DepthName } from '../protocol/articleLink.ts'

interface DepthProps {
  /** The first depth at which it is read. */
  from: Exclude<DepthName, 'intuition'>
  children: ReactNode
}

/**
 * Prose of a deeper reading. It always stands in the page, so that it can be read without scripts;
 * the depth on the root hides it (reading.css).
 */
export const Depth = ({ from, children }: DepthProps): ReactElement => (
  <div className={`depth-${from}`}>{children}</div>
)
