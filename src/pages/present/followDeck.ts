/** Keeps the address bar, the theme of the document and the deck the same. */
import type { Deck } from './deck.ts'

/** Browsers refuse an address that changes too often. */
const QUIET_MILLISECONDS = 300

export const followDeckAddress = (deck: Deck): void => {
  let timer: ReturnType<typeof setTimeout> | null = null
  let joined = window.location.hash
  const write = (): void => {
    timer = null
    // Another address was entered, and its event is still to come: it must not be written over.
    if (window.location.hash !== joined) return
    const hash = deck.link()
    const bare = window.location.pathname + window.location.search
    window.history.replaceState(null, '', hash === '' ? bare : `#${hash}`)
    joined = window.location.hash
  }
  deck.subscribe(() => {
    timer ??= setTimeout(write, QUIET_MILLISECONDS)
  })
  window.addEventListener('hashchange', () => {
    joined = window.location.hash
    deck.openLink(joined)
  })
}

/** The theme stands on the root, where the style sheets read it. */
export const followDeckTheme = ({ store }: Deck): void => {
  const apply = (): void => {
    const { theme } = store.getState()
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset.theme
    else dataset.theme = theme
  }
  apply()
  store.subscribe(apply)
}
