import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { columnAfterKey, placeAtPixel, type LadderLayout } from './ladderLayout.ts'
import type { LadderData, LadderPlace } from './types.ts'

export interface LadderPick {
  place: LadderPlace | null
  handlers: {
    onPointerMove: (event: PointerEvent<HTMLElement>) => void
    onPointerDown: (event: PointerEvent<HTMLElement>) => void
    onPointerLeave: (event: PointerEvent<HTMLElement>) => void
    onClick: (event: React.MouseEvent<HTMLElement>) => void
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  }
}

interface PickOptions {
  layout: LadderLayout
  data: LadderData
  /** The column at which the keyboard begins. */
  startColumn: number
  /** A dot was clicked, or a column taken by the keyboard (then without a row). */
  onTake: (place: LadderPlace) => void
}

const isShortcut = ({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  altKey || ctrlKey || metaKey

/** Keeps the column and the dot that the pointer or the keyboard points at. */
export function useLadderPick({ layout, data, startColumn, onTake }: PickOptions): LadderPick {
  const [place, setPlace] = useState<LadderPlace | null>(null)
  const placeOf = (event: React.MouseEvent<HTMLElement>): LadderPlace => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const x = event.clientX - left + layout.plot.x
    const y = event.clientY - top + layout.plot.y
    return placeAtPixel(layout, data, { x, y })
  }
  const point = (event: PointerEvent<HTMLElement>): void => setPlace(placeOf(event))
  const pressKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (isShortcut(event)) return
    const column = place?.column ?? startColumn
    if (event.key === 'Escape') setPlace(null)
    const isTaken = event.key === 'Enter' || event.key === ' '
    const next = isTaken ? column : columnAfterKey(event.key, column, data.x.length)
    if (next === null) return
    event.preventDefault()
    if (isTaken) onTake({ column, row: null })
    else setPlace({ column: next, row: null })
  }
  return {
    place,
    handlers: {
      onPointerMove: point,
      onPointerDown: point,
      onPointerLeave: (event) => {
        if (event.pointerType === 'mouse') setPlace(null)
      },
      onClick: (event) => {
        const clicked = placeOf(event)
        if (clicked.row !== null) onTake(clicked)
      },
      onKeyDown: pressKey,
    },
  }
}
