import type { PointerEvent, ReactElement } from 'react'
import type { LadderLayout } from './ladderLayout.ts'

interface SlideTrackProps {
  layout: LadderLayout
  /** Where the handle stands. */
  x: number
  onSlide: (x: number) => void
}

/** In rem: how far from the track a finger may be. */
const REACH = 0.9

/**
 * The handle of x under the plot, for the pointer. Whoever cannot point finds the same in the
 * control itself, and in the keys of the plot; so it is hidden from screen readers.
 */
export function SlideTrack({ layout, x, onSlide }: SlideTrackProps): ReactElement {
  const { plot, rem, track, xScale, xTicks } = layout
  const slide = (event: PointerEvent<HTMLElement>): void => {
    const { left } = event.currentTarget.getBoundingClientRect()
    onSlide(xScale.invert(event.clientX - left + plot.x - REACH * rem))
  }
  const style = {
    left: plot.x - REACH * rem,
    top: track - REACH * rem,
    width: plot.width + 2 * REACH * rem,
    height: 2 * REACH * rem,
  }
  return (
    <>
      <div
        className="ladder-track"
        style={{ left: plot.x, top: track, width: plot.width }}
        aria-hidden="true"
      />
      {xTicks.map((tick) => (
        <div
          key={tick.value}
          className="ladder-track-tick"
          style={{ left: tick.x, top: track }}
          aria-hidden="true"
        />
      ))}
      <div className="ladder-handle" style={{ left: xScale(x), top: track }} aria-hidden="true" />
      <div
        className="ladder-slide"
        style={style}
        aria-hidden="true"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          slide(event)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) slide(event)
        }}
      />
    </>
  )
}
