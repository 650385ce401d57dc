import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { LiveSource } from '../liveSource.ts'
import { unitAtPixel, type DirectionsLayout } from './directionsLayout.ts'
import { bandsOf } from './drawDirections.ts'
import type { DirectionsData, UnitPlace } from './types.ts'
import { unitAfterKey } from './unitOrder.ts'

export interface UnitPick {
  place: UnitPlace | null
  handlers: {
    onPointerMove: (event: PointerEvent<HTMLElement>) => void
    onPointerDown: (event: PointerEvent<HTMLElement>) => void
    onPointerLeave: (event: PointerEvent<HTMLElement>) => void
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  }
}

interface PickOptions {
  layout: DirectionsLayout | null
  bandCount: number
  live: LiveSource<DirectionsData>
  /** Called with the closest teacher unit of a picked hidden unit. */
  onPick: ((feature: number | null) => void) | undefined
}

const isSame = (a: UnitPlace | null, b: UnitPlace | null): boolean =>
  a?.row === b?.row && a?.unit === b?.unit

/** Keeps which hidden unit the pointer or the keyboard points at. */
export function useUnitPick({ layout, bandCount, live, onPick }: PickOptions): UnitPick {
  const [place, setPlace] = useState<UnitPlace | null>(null)
  const bands = (): ReturnType<typeof bandsOf> => bandsOf(live.get()).slice(0, bandCount)
  const pick = (next: UnitPlace | null): void => {
    if (isSame(next, place)) return
    setPlace(next)
    onPick?.(next === null ? null : (bands()[next.row]?.feature[next.unit] ?? null))
  }
  const pickAt = (event: PointerEvent<HTMLElement>): void => {
    if (layout === null) return
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const { plot } = layout.frame
    const pixel = { x: event.clientX - left + plot.x, y: event.clientY - top + plot.top }
    pick(unitAtPixel(layout, bands(), pixel))
  }
  return {
    place,
    handlers: {
      onPointerMove: pickAt,
      onPointerDown: pickAt,
      onPointerLeave: (event) => {
        // A finger leaves the screen with every tap; its pick stays to be read.
        if (event.pointerType === 'mouse') pick(null)
      },
      onKeyDown: (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey || layout === null) return
        if (event.key === 'Escape') pick(null)
        const next = unitAfterKey(event.key, { layout, bands: bands(), place })
        if (next === null) return
        event.preventDefault()
        pick(next)
      },
    },
  }
}
