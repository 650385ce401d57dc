/** What a chapter says to readers who do not see its figure. */
import { createContext, useContext } from 'react'

const VoiceContext = createContext<(text: string) => void>(() => undefined)

export const VoiceProvider = VoiceContext.Provider

/** Says a sentence politely; nothing where nothing listens. */
export const useSay = (): ((text: string) => void) => useContext(VoiceContext)
