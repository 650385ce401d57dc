import type { ReactElement, ReactNode } from 'react'

interface ControlNoteProps {
  id: string
  note: ReactNode
  message: string | null
}

/** The explanation under a control, or what was wrong with the last entry. */
export function ControlNote({ id, note, message }: ControlNoteProps): ReactElement {
  return (
    <div id={id} className="control-note" aria-live="polite">
      {message === null ? note : <span className="control-message">{message}</span>}
    </div>
  )
}
