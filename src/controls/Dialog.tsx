import { useEffect, useId, useRef, type MouseEvent, type ReactElement, type ReactNode } from 'react'
import './controls.css'
import { IconButton } from './IconButton.tsx'

export interface DialogProps {
  title: string
  isOpen: boolean
  /** Called by the close button, Escape, and a click beside the dialog. */
  onClose: () => void
  children: ReactNode
}

/**
 * Where nothing had the focus before, browsers leave it inside until the next picture is drawn: keys
 * pressed until then would be taken for the closed dialog's.
 */
const closeWithFocus = (dialog: HTMLDialogElement): void => {
  dialog.close()
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && dialog.contains(activeElement)) activeElement.blur()
}

/** A modal dialog. The browser keeps the focus inside, and gives it back when it closes. */
export function Dialog({ title, isOpen, onClose, children }: DialogProps): ReactElement {
  const reference = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = reference.current
    if (dialog === null) return
    if (isOpen && !dialog.open) dialog.showModal()
    if (!isOpen && dialog.open) closeWithFocus(dialog)
  }, [isOpen])
  const onClick = (event: MouseEvent): void => {
    // Only the backdrop is the dialog itself; everything inside has its own element.
    if (event.target === reference.current) onClose()
  }
  return (
    <dialog
      ref={reference}
      className="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={onClick}
    >
      <div className="dialog-body">
        <div className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="close" label="Close" onClick={onClose} />
        </div>
        {isOpen ? children : null}
      </div>
    </dialog>
  )
}
