import type { ReactElement } from 'react'
import './controls.css'

export interface MathSymbolProps {
  /** The letter, such as `k` or `α`. */
  letter: string
  subscript?: string
  superscript?: string
  /** How it is read aloud, such as “k one”. */
  words: string
}

/** A mathematical symbol in serif italics. */
export function MathSymbol({
  letter,
  subscript,
  superscript,
  words,
}: MathSymbolProps): ReactElement {
  return (
    <span className="math-symbol" role="img" translate="no" aria-label={words}>
      <var>{letter}</var>
      {subscript === undefined ? null : <sub>{subscript}</sub>}
      {superscript === undefined ? null : <sup>{superscript}</sup>}
    </span>
  )
}
