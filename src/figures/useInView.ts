import { useEffect, type RefObject } from 'react'

/** Lets a picture compute only where it can be seen. */
export const useInView = (
  setInView: (isInView: boolean) => void,
  element: RefObject<HTMLElement | null>,
): void => {
  useEffect(() => {
    if (element.current === null || typeof IntersectionObserver === 'undefined') return
    const observer = new IntersectionObserver((entries) =>
      setInView(entries.at(-1)?.isIntersecting ?? false),
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [setInView, element])
}
