import type { ReactElement } from 'react'
import { useControls } from '../figures/playgroundContext.ts'
import type { NumberField } from '../protocol/controls.ts'
import type { RunSpec } from '../protocol/spec.ts'

const WORDS = [
  ...['no', 'one', 'two', 'three', 'four', 'five', 'six'],
  ...['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
]

interface CountProps {
  /** A setting of the chapter's run, or what follows from its settings. */
  of: NumberField | ((spec: RunSpec) => number)
}

/** A count of the run on screen, as prose writes it. */
export const Count = ({ of }: CountProps): ReactElement => {
  const count = useControls(({ spec }) => (typeof of === 'function' ? of(spec) : spec[of]))
  return <>{WORDS[count] ?? String(count)}</>
}
