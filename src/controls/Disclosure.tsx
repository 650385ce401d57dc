import { useId, useState, type ReactElement, type ReactNode } from 'react'
import './controls.css'
import { Icon } from './Icon.tsx'

export interface DisclosureProps {
  summary: ReactNode
  children: ReactNode
  /** Whether it is unfolded, when the caller keeps it. */
  isOpen?: boolean
  onToggle?: (isOpen: boolean) => void
}

/** A heading that unfolds what is under it. */
export function Disclosure({ summary, children, isOpen, onToggle }: DisclosureProps): ReactElement {
  const [isOwnOpen, setIsOwnOpen] = useState(false)
  const contentId = useId()
  const open = isOpen ?? isOwnOpen
  const toggle = (): void => {
    setIsOwnOpen(!open)
    onToggle?.(!open)
  }
  return (
    <div className={open ? 'disclosure disclosure-open' : 'disclosure'}>
      <button
        type="button"
        className="disclosure-summary"
        aria-expanded={open}
        aria-controls={contentId}
        onClick={toggle}
      >
        <Icon name="chevron" />
        {summary}
      </button>
      <div id={contentId} className="disclosure-content" hidden={!open}>
        {children}
      </div>
    </div>
  )
}
