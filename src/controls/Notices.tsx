import type { ReactElement, ReactNode } from 'react'
import './controls.css'
import { IconButton } from './IconButton.tsx'

export interface Notice {
  id: string
  text: ReactNode
  tone?: 'information' | 'problem'
}

export interface NoticesProps {
  notices: readonly Notice[]
  onDismiss: (id: string) => void
}

/** Messages that can be dismissed; new ones are announced without interrupting. */
export function Notices({ notices, onDismiss }: NoticesProps): ReactElement {
  return (
    <div className="notices" role="status" aria-live="polite">
      {notices.map(({ id, text, tone = 'information' }) => (
        <div key={id} className={`notice notice-${tone}`}>
          <div className="notice-text">{text}</div>
          <IconButton icon="close" size="small" label="Dismiss" onClick={() => onDismiss(id)} />
        </div>
      ))}
    </div>
  )
}
