import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react'
import { keepPainter } from './export/painters.ts'
import type { LiveSource } from './liveSource.ts'
import { isOnPaper, onPaper } from './paper.ts'

/**
 * Paints one frame on a cleared context. Coordinates are CSS pixels from the corner of the positioned
 * element around the canvas, so that a canvas may cover only the part where something moves.
 */
export type Draw<T> = (context: CanvasRenderingContext2D, value: T) => void

/** Asks for frames, and stops asking while nobody can see the canvas. */
interface FrameGate {
  /** One frame is painted soon, or as soon as the canvas is seen again. */
  request(): void
  close(): void
}

function openFrameGate(canvas: HTMLCanvasElement, paint: () => void): FrameGate {
  let frame: number | null = null
  let isStale = false
  let isOnScreen = typeof IntersectionObserver === 'undefined'
  const request = (): void => {
    isStale = true
    if (frame !== null || !isOnScreen || document.hidden) return
    frame = requestAnimationFrame(() => {
      frame = null
      isStale = false
      paint()
    })
  }
  const resume = (): void => {
    if (isStale) request()
  }
  const observer =
    typeof IntersectionObserver === 'undefined'
      ? null
      : new IntersectionObserver((entries) => {
          isOnScreen = entries.at(-1)?.isIntersecting ?? true
          resume()
        })
  observer?.observe(canvas)
  document.addEventListener('visibilitychange', resume)
  return {
    request,
    close: () => {
      if (frame !== null) cancelAnimationFrame(frame)
      observer?.disconnect()
      document.removeEventListener('visibilitychange', resume)
    },
  }
}

/** Calls `listener` when the window moves to a screen of another pixel density, or is zoomed. */
function watchPixelRatio(listener: () => void): () => void {
  if (typeof matchMedia === 'undefined') return () => undefined
  let query: MediaQueryList
  const watch = (): void => {
    query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    query.addEventListener('change', changed, { once: true })
  }
  const changed = (): void => {
    listener()
    watch()
  }
  watch()
  return () => query.removeEventListener('change', changed)
}

/** Dots of paper in a CSS pixel. */
const PAPER_RATIO = 3

/** Gives the canvas as many device pixels as it covers, and clears it. */
function prepare(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  // A software canvas: hundreds of short stems and curves are quicker to paint on the processor than
  // on an emulated graphics card, and quick enough beside a real one.
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return null
  // A printer has more dots than a screen.
  const ratio = Math.max(window.devicePixelRatio, isOnPaper() ? PAPER_RATIO : 0)
  const width = Math.round(canvas.clientWidth * ratio)
  const height = Math.round(canvas.clientHeight * ratio)
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
  const { offsetLeft, offsetTop, clientWidth, clientHeight } = canvas
  context.setTransform(ratio, 0, 0, ratio, -offsetLeft * ratio, -offsetTop * ratio)
  context.clearRect(offsetLeft, offsetTop, clientWidth, clientHeight)
  return context
}

/** What goes wrong in a frame, where React would not hear of it, is thrown where it does. */
function useFailure(): (error: unknown) => void {
  const [, setFailure] = useState(null)
  return (error) =>
    setFailure(() => {
      throw error
    })
}

/**
 * Keeps a canvas up to date with a live source: one frame per animation frame at most, none while
 * the canvas is off-screen or the page hidden (but for paper), one more after a resize, a change of pixel density,
 * or whenever `draw` itself is a new function (another layout or another theme).
 */
export function useLiveDraw<T>(
  source: LiveSource<T>,
  draw: Draw<T>,
): RefObject<HTMLCanvasElement | null> {
  const canvasReference = useRef<HTMLCanvasElement>(null)
  const gateReference = useRef<FrameGate>(null)
  const fail = useFailure()
  const paint = useEffectEvent(() => {
    const canvas = canvasReference.current
    if (canvas === null || canvas.clientWidth === 0) return
    const context = prepare(canvas)
    try {
      if (context !== null) draw(context, source.get())
    } catch (error) {
      fail(error)
    }
  })
  const paintElsewhere = useEffectEvent((context: CanvasRenderingContext2D) =>
    draw(context, source.get()),
  )

  useEffect(() => {
    const canvas = canvasReference.current
    if (canvas === null) return
    keepPainter(canvas, (context) => paintElsewhere(context))
    const gate = openFrameGate(canvas, () => paint())
    gateReference.current = gate
    const resizes =
      typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => gate.request())
    resizes?.observe(canvas)
    const stopWatching = watchPixelRatio(() => gate.request())
    const leavePaper = onPaper(() => paint(), 'paint')
    gate.request()
    return () => {
      gateReference.current = null
      gate.close()
      resizes?.disconnect()
      stopWatching()
      leavePaper()
    }
  }, [])

  useEffect(() => {
    gateReference.current?.request()
    return source.subscribe(() => gateReference.current?.request())
  }, [source, draw])

  return canvasReference
}
