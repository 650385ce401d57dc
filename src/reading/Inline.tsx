import type { ReactElement } from 'react'
import { Formula } from './Formula.tsx'

/** A formula within a line of text. */
export const Inline = ({ of }: { of: string }): ReactElement => <Formula of={of} isInline />
