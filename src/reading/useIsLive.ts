import { useSyncExternalStore } from 'react'

const never = (): (() => void) => () => undefined

/**
 * False in the page as it was built and in the first render over it, then true: what a reader
 * without scripts sees must not look as if it could be pressed.
 */
export const useIsLive = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
