import { useState, type ReactElement, type ReactNode } from 'react'
import { createLit, LitProvider } from '../figures/lit.ts'
import { VoiceProvider } from './voice.ts'

/** A part of the article within which words and marks point at each other. */
export const WordsProvider = ({ children }: { children: ReactNode }): ReactElement => {
  const [lit] = useState(createLit)
  const [said, say] = useState('')
  return (
    <LitProvider value={lit}>
      <VoiceProvider value={say}>
        {children}
        <p className="visually-hidden" role="status">
          {said}
        </p>
      </VoiceProvider>
    </LitProvider>
  )
}
