import { useEffect, useState } from 'react'
import type { LiveSource } from '../liveSource.ts'

/** Numbers that change more often than this many milliseconds cannot be read. */
const READING_INTERVAL = 120

/**
 * The value of a live source for text beside a chart: fresh at every render, and rendered again at
 * most every {@link READING_INTERVAL} ms while `isActive`.
 */
export function useSampledLive<T>(source: LiveSource<T>, isActive: boolean): T {
  const [sample, setSample] = useState(() => ({ value: source.get() }))
  useEffect(() => {
    if (!isActive) return
    let timer: ReturnType<typeof setTimeout> | null = null
    const read = (): void => {
      timer = null
      // A new wrapper each time: the source may hand out the same vectors with new content.
      setSample({ value: source.get() })
    }
    const first = setTimeout(read, 0)
    const unsubscribe = source.subscribe(() => {
      timer ??= setTimeout(read, READING_INTERVAL)
    })
    return () => {
      clearTimeout(first)
      if (timer !== null) clearTimeout(timer)
      unsubscribe()
    }
  }, [source, isActive])
  return sample.value
}
