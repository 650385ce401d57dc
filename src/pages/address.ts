/** Keeps the address bar and the state on screen the same, in both directions. */
import type { Theme } from '../protocol/view.ts'
import type { Playground } from '../store/playground.ts'

/** Browsers refuse an address that changes too often. */
const QUIET_MILLISECONDS = 300

/** What has an address of its own. */
interface Addressed {
  /** The part after `#`. */
  link: () => string
  /** Shows what another part after `#` describes; `#` comes with it. */
  open: (hash: string) => void
  /** Calls back after each change of the link, until the returned function is called. */
  subscribe: (listener: () => void) => () => void
}

/** Joins the two until the returned function is called. */
export const followHash = ({ link, open, subscribe }: Addressed): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | null = null
  /** What stood in the address when it and the state were last the same. */
  let joined = window.location.hash
  const write = (): void => {
    timer = null
    // Another address was entered, and its event is still to come: it must not be written over.
    if (window.location.hash !== joined) return
    const hash = link()
    const bare = window.location.pathname + window.location.search
    window.history.replaceState(null, '', hash === '' ? bare : `#${hash}`)
    joined = window.location.hash
  }
  const unsubscribe = subscribe(() => {
    timer ??= setTimeout(write, QUIET_MILLISECONDS)
  })
  const onHash = (): void => {
    joined = window.location.hash
    open(joined)
  }
  window.addEventListener('hashchange', onHash)
  return () => {
    if (timer !== null) clearTimeout(timer)
    unsubscribe()
    window.removeEventListener('hashchange', onHash)
  }
}

/** Sets the theme on the document: nothing for the system's own. */
export const applyTheme = (theme: Theme): void => {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

/** Joins the address and a playground until the returned function is called. */
export const followAddress = ({ link, openLink, controls }: Playground): (() => void) =>
  followHash({ link, open: openLink, subscribe: controls.subscribe })

/** Shows the theme of a playground until the returned function is called. */
export const followTheme = ({ controls }: Playground): (() => void) => {
  const apply = (): void => applyTheme(controls.getState().view.theme)
  apply()
  return controls.subscribe(apply)
}
