import type { ReactElement, ReactNode } from 'react'
import { PartBoundary } from '../controls/PartBoundary.tsx'
import { FIGURES, type FigureId } from '../protocol/figures.ts'
import { playAddress } from './menu/addresses.ts'
import { useControls, usePlayground } from './playgroundContext.ts'

interface PlaygroundPartProps {
  /** As a sentence begins with it: "The panel of controls". */
  name: string
  children: ReactNode
}

/** A part of a playground, which says so where it fails, and is tried again under other settings. */
export const PlaygroundPart = ({ name, children }: PlaygroundPartProps): ReactElement => {
  const { link } = usePlayground()
  const spec = useControls((state) => state.spec)
  return (
    <PartBoundary name={name} cause={spec} address={() => playAddress(link())}>
      {children}
    </PartBoundary>
  )
}

/** The same for a figure. */
export const FigureBoundary = ({
  figure,
  children,
}: {
  figure: FigureId
  children: ReactNode
}): ReactElement => (
  <PlaygroundPart name={`The figure “${FIGURES[figure].title}”`}>{children}</PlaygroundPart>
)
