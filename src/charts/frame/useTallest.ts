import { useLayoutEffect, useState, type RefObject } from 'react'
import { onPaper } from '../paper.ts'

/**
 * Height in CSS pixels of the tallest element that matches `selector` inside a container, kept up
 * to date. `arrangement` names how the elements are laid out at present: when it or their number
 * changes they are looked up again.
 */
export function useTallest(
  container: RefObject<HTMLElement | null>,
  selector: string,
  arrangement: string,
): number {
  const [tallest, setTallest] = useState(0)
  useLayoutEffect(() => {
    const elements = [...(container.current?.querySelectorAll<HTMLElement>(selector) ?? [])]
    const measure = (): void => {
      setTallest(Math.max(0, ...elements.map((element) => element.offsetHeight)))
    }
    measure()
    const leavePaper = onPaper(measure)
    if (typeof ResizeObserver === 'undefined') return leavePaper
    const observer = new ResizeObserver(measure)
    for (const element of elements) observer.observe(element)
    return () => {
      observer.disconnect()
      leavePaper()
    }
  }, [container, selector, arrangement])
  return tallest
}
