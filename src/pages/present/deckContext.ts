/** How the parts of the page reach the deck. */
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Deck, DeckState } from './deck.ts'

const DeckContext = createContext<Deck | null>(null)
export const DeckProvider = DeckContext.Provider

/** @throws Error outside of a DeckProvider. */
export const useDeck = (): Deck => {
  const deck = useContext(DeckContext)
  if (deck === null) throw new Error('invalid use: no DeckProvider above')
  return deck
}

export const useDeckState = <T>(select: (state: DeckState) => T): T =>
  useStore(useDeck().store, select)
