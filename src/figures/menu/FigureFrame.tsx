import { Suspense, useCallback, useMemo, useRef, type ReactElement, type ReactNode } from 'react'
import { lazyPart } from '../../controls/lazyPart.ts'
import type { NumberField } from '../../protocol/controls.ts'
import type { FigureId } from '../../protocol/figures.ts'
import { FigureRowsProvider, type OfferRows, type ReadRows } from '../figureRows.ts'
import { FigureBoundary, PlaygroundPart } from '../FigureBoundary.tsx'
import { useIsHidden } from '../hiding.tsx'
import './figureFrame.css'

// It is not part of the picture, and comes after it.
const FigureMenu = lazyPart(() => import('./FigureMenu.tsx'))

export interface FigureFrameProps {
  figure: FigureId
  children: ReactNode
  /** On the page that all links lead to, the menu does not lead there. */
  isInPlay?: boolean
  /** The sliders that an embedded copy has. */
  controls?: readonly NumberField[]
  className?: string
}

/** Figures whose upper right corner is taken: their menu stands at the end of their last line. */
const MENU_AT_FOOT: readonly FigureId[] = ['spectrum', 'trajectory']

const LEAD: readonly NumberField[] = ['rescale']

/**
 * What a figure stands in: with a menu through which it travels elsewhere. Nothing, where a link
 * leaves the figure out.
 */
export const FigureFrame = (props: FigureFrameProps): ReactElement | null =>
  useIsHidden(props.figure) ? null : <ShownFrame {...props} />

const ShownFrame = (props: FigureFrameProps): ReactElement => {
  const { figure, children, isInPlay = false, controls = LEAD, className = '' } = props
  const frame = useRef<HTMLDivElement>(null)
  const rows = useRef<ReadRows>(null)
  const offer = useCallback<OfferRows>((read) => {
    rows.current = read
    return () => {
      if (rows.current === read) rows.current = null
    }
  }, [])
  const source = useMemo(
    () => ({
      figure,
      controls,
      element: () => frame.current,
      rows: () => rows.current,
    }),
    [figure, controls],
  )
  const isAtFoot = MENU_AT_FOOT.includes(figure)
  const menu = (
    <PlaygroundPart name="The menu of this figure">
      <Suspense fallback={null}>
        <FigureMenu {...{ source, isInPlay }} />
      </Suspense>
    </PlaygroundPart>
  )
  const place = isAtFoot ? 'figure-frame-foot' : 'figure-frame-head'
  return (
    <div ref={frame} className={`figure-frame ${place} ${className}`}>
      {isAtFoot ? null : menu}
      <FigureBoundary figure={figure}>
        <FigureRowsProvider value={offer}>{children}</FigureRowsProvider>
      </FigureBoundary>
      {isAtFoot ? menu : null}
    </div>
  )
}
