/** One part of a chart can stand out: it keeps its strength, and everything else is drawn paler. */
import type { KeyboardEvent, PointerEvent } from 'react'

/** Which part of a chart stands out, and what to do when a part's name is pointed at. */
export interface ChartLight {
  /** The part that stands out; `null`: all are drawn alike. */
  lit: string | null
  /** The parts whose names can be pointed at. */
  named: ReadonlySet<string>
  /** A name is pointed at, or (`null`) no longer. */
  onPoint: (part: string | null) => void
  /** A name was pressed: its part stays lit, or no longer. */
  onHold: (part: string) => void
}

/** Opacity of what does not stand out. */
const PALE = 0.2

/** How strongly a mark is drawn that belongs to these parts. */
export const strengthOf = (lit: string | null, ...parts: readonly string[]): number =>
  lit === null || parts.includes(lit) ? 1 : PALE

interface Pointing {
  onPoint: (isPointed: boolean) => void
  onHold: () => void
}

interface PointingHandlers {
  onPointerEnter: (event: PointerEvent<HTMLElement>) => void
  onPointerLeave: () => void
  onFocus: (event: React.FocusEvent<HTMLElement>) => void
  onBlur: () => void
  onClick: () => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/**
 * For a word that is pointed at by pointer or keyboard focus, and held by a press. A finger cannot
 * hover and leaves no focus ring: for it, only the press counts.
 */
export const pointingHandlers = ({ onPoint, onHold }: Pointing): PointingHandlers => ({
  onPointerEnter: (event) => {
    if (event.pointerType !== 'touch') onPoint(true)
  },
  onPointerLeave: () => onPoint(false),
  onFocus: (event) => {
    if (event.currentTarget.matches(':focus-visible')) onPoint(true)
  },
  onBlur: () => onPoint(false),
  onClick: onHold,
  onKeyDown: (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    onHold()
  },
})
