/**
 * Values that change many times a second reach a chart through this door instead of through React
 * state: the chart subscribes, and draws at most once per animation frame.
 */
export interface LiveSource<T> {
  /** The newest value. The same object may be returned again after its content has changed. */
  get(): T
  /** Calls `listener` after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void
}

/** A live source that one caller writes to. */
export interface WritableLiveSource<T> extends LiveSource<T> {
  set(value: T): void
}

export function createLiveSource<T>(initial: T): WritableLiveSource<T> {
  let current = initial
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set: (value) => {
      current = value
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
