import { createElement, lazy, type ComponentType } from 'react'

/** Of each part whose code did not come: what lets it be asked for again. */
const failed = new Set<() => void>()

/**
 * A component whose code comes when it is first shown. React keeps a failure for good; here the
 * code is asked for again after `forgetFailedLoads`, for a network may be back by then.
 */
export const lazyPart = <Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> => {
  const open = () =>
    lazy(() =>
      load().catch((error: unknown) => {
        failed.add(renew)
        throw error
      }),
    )
  let Part: ComponentType<Props> = open()
  const renew = (): void => {
    Part = open()
  }
  return (props) => createElement(Part, props)
}

/** Parts whose code did not come ask for it again when they are next shown. */
export const forgetFailedLoads = (): void => {
  for (const renew of failed) renew()
  failed.clear()
}
