import { lazy, type ComponentType } from 'react'

/** A component whose code may be late, and what became of it. */
export interface PatientPart {
  /** To be shown in a Suspense of its own. */
  Part: ComponentType
  /** Why its code did not come; null while nothing is wrong. */
  failure: () => { error: unknown } | null
  subscribe: (listener: () => void) => () => void
  /** Asks for its code again. */
  retry: () => void
}

/**
 * A component whose code comes when it is first shown, in place of what was prerendered of it. Where
 * the code does not come it never fails: it waits until `retry` has brought it, so that what was
 * prerendered stays.
 */
export const patientPart = (load: () => Promise<{ default: ComponentType }>): PatientPart => {
  const listeners = new Set<() => void>()
  let failure: { error: unknown } | null = null
  let retry = (): void => undefined
  const tell = (now: typeof failure): void => {
    failure = now
    for (const listener of listeners) listener()
  }
  const attempt = (): ReturnType<typeof load> =>
    load().catch(
      (error: unknown) =>
        new Promise((resolve) => {
          retry = () => {
            retry = () => undefined
            tell(null)
            resolve(attempt())
          }
          tell({ error })
        }),
    )
  return {
    Part: lazy(attempt),
    failure: () => failure,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    retry: () => retry(),
  }
}
