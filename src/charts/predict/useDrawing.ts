import { useRef, type PointerEvent } from 'react'
import { drawThrough, type DrawLayout, type Point } from './drawLayout.ts'

export interface Drawing {
  onPointerDown: (event: PointerEvent<SVGElement>) => void
  onPointerMove: (event: PointerEvent<SVGElement>) => void
}

interface DrawingOptions {
  layout: DrawLayout
  levels: readonly number[]
  onDraw: (levels: readonly number[]) => void
}

interface Stroke {
  at: Point
  /** Kept here too: several moves may come before the next render. */
  levels: readonly number[]
}

/** Draws levels through the columns that the pointer passes while it is held down. */
export function useDrawing({ layout, levels, onDraw }: DrawingOptions): Drawing {
  const stroke = useRef<Stroke | null>(null)
  const pointOf = (event: PointerEvent<SVGElement>): Point => {
    const box = (event.currentTarget.ownerSVGElement ?? event.currentTarget).getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const draw = (before: Stroke, to: Point): void => {
    const next = drawThrough(layout, before.levels, { from: before.at, to })
    stroke.current = { at: to, levels: next }
    onDraw(next)
  }
  return {
    onPointerDown: (event) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      const point = pointOf(event)
      draw({ at: point, levels }, point)
    },
    onPointerMove: (event) => {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
      if (stroke.current !== null) draw(stroke.current, pointOf(event))
    },
  }
}
