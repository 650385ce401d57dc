/** Keeps the address bar and the state on screen the same, in both directions. */
import type { Playground } from '../store/playground.ts'

/** Browsers refuse an address that changes too often. */
const QUIET_MILLISECONDS = 300

/** Joins the two until the returned function is called. */
export const followAddress = (playground: Playground): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | null = null
  /** What stood in the address when it and the state were last the same. */
  let joined = window.location.hash
  const write = (): void => {
    timer = null
    // Another address was entered, and its event is still to come: it must not be written over.
    if (window.location.hash !== joined) return
    const hash = playground.link()
    const bare = window.location.pathname + window.location.search
    window.history.replaceState(null, '', hash === '' ? bare : `#${hash}`)
    joined = window.location.hash
  }
  const unsubscribe = playground.controls.subscribe(() => {
    timer ??= setTimeout(write, QUIET_MILLISECONDS)
  })
  const onHash = (): void => {
    joined = window.location.hash
    playground.openLink(joined)
  }
  window.addEventListener('hashchange', onHash)
  return () => {
    if (timer !== null) clearTimeout(timer)
    unsubscribe()
    window.removeEventListener('hashchange', onHash)
  }
}

/** Sets the theme on the document: nothing for the system's own. */
export const followTheme = ({ controls }: Playground): (() => void) => {
  const apply = (): void => {
    const { theme } = controls.getState().view
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }
  apply()
  return controls.subscribe(apply)
}
