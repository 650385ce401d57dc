import type { ReactElement } from 'react'
import formulas from './factor.tex.json'
import { Inline } from './Inline.tsx'

/** The rescaling factor in a line of text: its letter, or with a value, "c = 0.01" on one line. */
export const Factor = ({ is }: { is?: number }): ReactElement =>
  is === undefined ? (
    <Inline of={formulas.c} />
  ) : (
    <span className="setting">
      <Inline of={formulas.c} /> = {is}
    </span>
  )
