/** Keeps the address bar, the theme of the document and the deck the same. */
import { applyTheme, followHash } from '../address.ts'
import type { Deck } from './deck.ts'

/** Joins the address and the deck until the returned function is called. */
export const followDeckAddress = ({ link, openLink, subscribe }: Deck): (() => void) =>
  followHash({ link, open: openLink, subscribe })

/** The theme stands on the root, where the style sheets read it. */
export const followDeckTheme = ({ store }: Deck): void => {
  const apply = (): void => applyTheme(store.getState().theme)
  apply()
  store.subscribe(apply)
}
