import { useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react'
import type { LiveSource } from '../liveSource.ts'
import { featureAfterKey, featuresInOrder, placeAtPixel, type DialLayout } from './dialLayout.ts'
import type { DialData } from './types.ts'

export interface DialPick {
  /** The feature that is pointed at, else the picked one. */
  feature: number | null
  handlers: {
    onPointerMove: (event: PointerEvent<HTMLElement>) => void
    onPointerLeave: () => void
    onClick: (event: MouseEvent<HTMLElement>) => void
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  }
}

interface PickOptions {
  layout: DialLayout
  live: LiveSource<DialData>
  picked: number | null
  onPick: (feature: number | null) => void
}

/** A dot is read while pointed at, and picked by a click or by the keyboard. */
export function useDialPick({ layout, live, picked, onPick }: PickOptions): DialPick {
  const [hovered, setHovered] = useState<number | null>(null)
  const featureAt = (event: MouseEvent<HTMLElement>): number | null => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const pixel = { x: event.clientX - left, y: event.clientY - top }
    return placeAtPixel(layout, live.get(), pixel)?.dot.feature ?? null
  }
  return {
    feature: hovered ?? picked,
    handlers: {
      onPointerMove: (event) => setHovered(featureAt(event)),
      onPointerLeave: () => setHovered(null),
      onClick: (event) => {
        const feature = featureAt(event)
        if (feature !== null) onPick(feature)
      },
      onKeyDown: (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return
        if (event.key === 'Escape') onPick(null)
        const next = featureAfterKey(event.key, featuresInOrder(live.get()), picked)
        if (next === null) return
        event.preventDefault()
        onPick(next)
      },
    },
  }
}
