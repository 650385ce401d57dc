import { useLayoutEffect, useState, type RefObject } from 'react'
import { onPaper } from '../paper.ts'

/** Width and height of an element's content box in CSS pixels; `null` before the first layout. */
export interface Size {
  width: number
  height: number
}

export function useSize(reference: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const element = reference.current
    if (element === null) return
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element
      setSize((old) => (old?.width === width && old.height === height ? old : { width, height }))
    }
    measure()
    const leavePaper = onPaper(measure)
    if (typeof ResizeObserver === 'undefined') return leavePaper
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      observer.disconnect()
      leavePaper()
    }
  }, [reference])
  return size
}
