import { useEffect, useState, type RefObject } from 'react'

export interface Nearness {
  /** In view, or almost. */
  isNear: boolean
  /** It has been near since the page opened. */
  wasNear: boolean
}

/** A figure wakes this far before it comes into view, and rests as far behind it. */
const MARGIN = '25%'

/** Whether an element is in view, or close to it; never on the server and in the first render. */
export const useNear = (element: RefObject<HTMLElement | null>): Nearness => {
  const [nearness, setNearness] = useState<Nearness>({ isNear: false, wasNear: false })
  useEffect(() => {
    if (element.current === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        const isNear = entries.at(-1)?.isIntersecting ?? false
        setNearness(({ wasNear }) => ({ isNear, wasNear: wasNear || isNear }))
      },
      { rootMargin: `${MARGIN} 0px` },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return nearness
}
