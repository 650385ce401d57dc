import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { LossPlace } from './drawLoss.ts'
import type { LossLayout } from './lossLayout.ts'

export interface LossPick {
  place: LossPlace | null
  /** Position across all panels, 0 to 100. */
  percent: number
  handlers: {
    onPointerMove: (event: PointerEvent<HTMLElement>) => void
    onPointerDown: (event: PointerEvent<HTMLElement>) => void
    onPointerLeave: (event: PointerEvent<HTMLElement>) => void
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  }
}

/** The place under a pixel of the chart; in a gap, the nearest panel's edge. */
export function placeAtPixel(layout: LossLayout, pixel: number): LossPlace | null {
  let best: LossPlace | null = null
  let bestDistance = Infinity
  for (const panel of layout.panels) {
    const distance = Math.max(panel.x - pixel, pixel - panel.x - panel.width, 0)
    if (distance >= bestDistance) continue
    bestDistance = distance
    // Twelve digits hide what logarithms round off: a panel's edge is the end of its domain.
    best = { panel: panel.id, x: Number(panel.xScale.invert(pixel).toPrecision(12)) }
  }
  return best
}

function pixelOfPlace(layout: LossLayout, place: LossPlace): number {
  const panel = layout.panels.find(({ id }) => id === place.panel)
  return panel === undefined ? layout.plot.x : panel.xScale(place.x)
}

/** Pixels that one press of a key moves along x. */
const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -6,
  ArrowDown: -6,
  ArrowRight: 6,
  ArrowUp: 6,
  PageDown: -48,
  PageUp: 48,
}

/** Where a key leads; `null` for keys that mean nothing here. */
export function pixelAfterKey(key: string, layout: LossLayout, pixel: number): number | null {
  const { x: from, width } = layout.plot
  if (key === 'Home') return from
  if (key === 'End') return from + width
  const step = KEY_STEPS[key]
  if (step === undefined) return null
  return Math.max(from, Math.min(from + width, acrossGaps(layout, pixel, pixel + step)))
}

/** A step that ends in the gap between two panels goes on to the panel on the other side. */
function acrossGaps({ panels }: LossLayout, from: number, to: number): number {
  const right = panels.findIndex((panel) => panel.x > to)
  const [before, after] = [panels[right - 1], panels[right]]
  if (before === undefined || after === undefined) return to
  const edge = before.x + before.width
  if (to <= edge) return to
  return to > from ? after.x : edge
}

/** Keeps the place along x that the pointer or the keyboard points at. */
export function useLossPick(layout: LossLayout): LossPick {
  const [place, setPlace] = useState<LossPlace | null>(null)
  const pixel = place === null ? null : pixelOfPlace(layout, place)
  const pickAt = (event: PointerEvent<HTMLElement>): void => {
    const left = event.currentTarget.getBoundingClientRect().left
    setPlace(placeAtPixel(layout, event.clientX - left + layout.plot.x))
  }
  return {
    place,
    percent: pixel === null ? 0 : Math.round((100 * (pixel - layout.plot.x)) / layout.plot.width),
    handlers: {
      onPointerMove: pickAt,
      onPointerDown: pickAt,
      onPointerLeave: (event) => {
        if (event.pointerType === 'mouse') setPlace(null)
      },
      onKeyDown: (event) => {
        if (event.altKey || event.ctrlKey || event.metaKey) return
        if (event.key === 'Escape') setPlace(null)
        const next = pixelAfterKey(event.key, layout, pixel ?? layout.plot.x)
        if (next === null) return
        event.preventDefault()
        setPlace(placeAtPixel(layout, next))
      },
    },
  }
}
