import type { KeyboardEvent, PointerEvent } from 'react'
import { stepAfterKey, type TimelineScale } from './timelineScale.ts'

interface DragOptions {
  scale: TimelineScale
  /** Where the handle stands; `null` is the end. */
  value: number | null
  lastStep: number
  isDisabled: boolean
  onScrub: (step: number | null) => void
  /** What is pressed on takes the keys. */
  focus: () => void
}

interface DragHandlers {
  onPointerDown: (event: PointerEvent<HTMLElement>) => void
  onPointerMove: (event: PointerEvent<HTMLElement>) => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

const isShortcut = ({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  altKey || ctrlKey || metaKey

/** Moves the handle with the pointer, which may leave the axis while it is held, and with keys. */
export function useTimelineDrag(options: DragOptions): DragHandlers {
  const { scale, value, lastStep, isDisabled, onScrub, focus } = options
  const scrubTo = (event: PointerEvent<HTMLElement>): void => {
    const { left } = event.currentTarget.getBoundingClientRect()
    const step = scale.stepAt(event.clientX - left + event.currentTarget.offsetLeft)
    if (step !== value) onScrub(step)
  }
  return {
    onPointerDown: (event) => {
      if (isDisabled || event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      focus()
      scrubTo(event)
    },
    onPointerMove: (event) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) scrubTo(event)
    },
    onKeyDown: (event) => {
      if (isDisabled || isShortcut(event)) return
      const step = stepAfterKey(event.key, value, lastStep)
      if (step === undefined) return
      event.preventDefault()
      if (step !== value) onScrub(step)
    },
  }
}
