/** What a link leaves out is not on the page at all. */
import type { ReactElement, ReactNode } from 'react'
import type { Hidable } from '../protocol/hides.ts'
import { useControls } from './playgroundContext.ts'

export const useIsHidden = (part: Hidable): boolean =>
  useControls(({ view }) => view.hides.includes(part))

/** Its children, unless the link leaves the part out. */
export const Hideable = ({
  part,
  children,
}: {
  part: Hidable
  children: ReactNode
}): ReactElement | null => (useIsHidden(part) ? null : <>{children}</>)
