import { useRef, type PointerEvent } from 'react'
import { drawThrough, type DrawLayout, type Point } from './drawLayout.ts'

export interface Drawing {
  onPointerDown: (event: PointerEvent<SVGElement>) => void
  onPointerMove: (event: PointerEvent<SVGElement>) => void
  onPointerUp: () => void
  onPointerCancel: () => void
}

interface DrawingOptions {
  layout: DrawLayout
  levels: readonly number[]
  onDraw: (levels: readonly number[]) => void
  /** Whether a finger that goes up or down scrolls here. */
  scrolls: boolean
}

/** In CSS pixels: a finger that has gone so far along draws. */
const ALONG = 6

interface Stroke {
  at: Point
  /** Kept here too: several moves may come before the next render. */
  levels: readonly number[]
  hasDrawn: boolean
}

/** Draws levels through the columns that the pointer passes while it is held down. */
export function useDrawing({ layout, levels, onDraw, scrolls }: DrawingOptions): Drawing {
  const stroke = useRef<Stroke | null>(null)
  const pointOf = (event: PointerEvent<SVGElement>): Point => {
    const box = (event.currentTarget.ownerSVGElement ?? event.currentTarget).getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const draw = (before: Stroke, to: Point): void => {
    const { at, hasDrawn } = before
    // The column that a stroke begins at is part of it.
    const begun = hasDrawn
      ? before.levels
      : drawThrough(layout, before.levels, { from: at, to: at })
    const next = drawThrough(layout, begun, { from: at, to })
    stroke.current = { at: to, levels: next, hasDrawn: true }
    onDraw(next)
  }
  const waits = ({ pointerType }: PointerEvent): boolean => scrolls && pointerType === 'touch'
  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const start = { at: pointOf(event), levels, hasDrawn: false }
      stroke.current = start
      // A finger may be about to scroll: it draws once it moves along, or is lifted again.
      if (!waits(event)) draw(start, start.at)
    },
    onPointerMove: (event) => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
      const { current } = stroke
      if (current === null) return
      const point = pointOf(event)
      const isAlong = Math.abs(point.x - current.at.x) >= ALONG
      if (current.hasDrawn || !waits(event) || isAlong) draw(current, point)
    },
    onPointerUp: () => {
      const { current } = stroke
      if (current?.hasDrawn === false) draw(current, current.at)
      stroke.current = null
    },
    onPointerCancel: () => {
      stroke.current = null
    },
  }
}
