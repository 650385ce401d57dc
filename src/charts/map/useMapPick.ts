import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { cellAfterKey, cellAtPixel, type MapLayout } from './mapLayout.ts'
import type { MapPlace } from './types.ts'

export interface MapPick {
  place: MapPlace | null
  handlers: {
    onPointerMove: (event: PointerEvent<HTMLElement>) => void
    onPointerDown: (event: PointerEvent<HTMLElement>) => void
    onPointerLeave: (event: PointerEvent<HTMLElement>) => void
    onClick: (event: React.MouseEvent<HTMLElement>) => void
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  }
}

interface PickOptions {
  layout: MapLayout
  /** The cell at which the keyboard begins. */
  start: MapPlace
  /** A cell was clicked, or taken by the keyboard. */
  onTake: (place: MapPlace) => void
}

/** Keeps the cell that the pointer or the keyboard points at. */
export function useMapPick({ layout, start, onTake }: PickOptions): MapPick {
  const [place, setPlace] = useState<MapPlace | null>(null)
  const placeOf = (event: React.MouseEvent<HTMLElement>): MapPlace => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const x = event.clientX - left + layout.plot.x
    const y = event.clientY - top + layout.plot.y
    return cellAtPixel(layout, { x, y })
  }
  const point = (event: PointerEvent<HTMLElement>): void => setPlace(placeOf(event))
  const pressKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const from = place ?? start
    if (event.key === 'Escape') setPlace(null)
    const isTaken = event.key === 'Enter' || event.key === ' '
    const next = isTaken ? from : cellAfterKey(event.key, from, layout)
    if (next === null) return
    event.preventDefault()
    if (isTaken) onTake(next)
    else setPlace(next)
  }
  return {
    place,
    handlers: {
      onPointerMove: point,
      onPointerDown: point,
      onPointerLeave: (event) => {
        if (event.pointerType === 'mouse') setPlace(null)
      },
      onClick: (event) => onTake(placeOf(event)),
      onKeyDown: pressKey,
    },
  }
}
