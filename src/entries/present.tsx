/** Joins the parts of the slides and mounts them. */
import { createDeck } from '../pages/present/deck.ts'
import { DeckProvider } from '../pages/present/deckContext.ts'
import { followDeckAddress, followDeckTheme } from '../pages/present/followDeck.ts'
import { Present } from '../pages/present/Present.tsx'
import { createPlayground } from '../store/playground.ts'
import '../styles/base.css'
import { mountPage } from './mountPage.tsx'
import { acknowledgePictures, openParts } from './openParts.ts'

const openNext = openParts()

const deck = createDeck((hash) => {
  const playground = createPlayground({ hash, ...openNext(), startsAsleep: true })
  acknowledgePictures(playground)
  document.addEventListener('visibilitychange', () => playground.setVisible(!document.hidden))
  return playground
})
deck.openLink(window.location.hash)
followDeckTheme(deck)
followDeckAddress(deck)

mountPage(
  <DeckProvider value={deck}>
    <Present />
  </DeckProvider>,
)
