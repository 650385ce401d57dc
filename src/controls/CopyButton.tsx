import { useState, type ReactElement } from 'react'
import { Button, type ButtonProps } from './Button.tsx'
import { CopyByHand } from './CopyByHand.tsx'
import { copyText } from './copyText.ts'
import { Dialog } from './Dialog.tsx'

interface CopyButtonProps extends Pick<ButtonProps, 'variant'> {
  label: string
  /** In place of the label once it is done; a sentence of its own tells it to screen readers. */
  doneLabel?: string
  /** What is copied, as a sentence begins with it: "The link". */
  name: string
  /** Where it depends on what is on screen, a function. */
  text: string | (() => string)
  icon?: 'link' | 'copy'
}

/** What the last press came to. */
interface Copying {
  text: string
  isDone: boolean
}

/** What became of the last press, as long as the text is still the same. */
const useCopying = (text: CopyButtonProps['text']) => {
  const [copying, setCopying] = useState<Copying | null>(null)
  const copy = (): void => {
    const copied = typeof text === 'function' ? text() : text
    copyText(copied).then(
      () => setCopying({ text: copied, isDone: true }),
      () => setCopying({ text: copied, isDone: false }),
    )
  }
  const isSame = typeof text === 'function' || copying?.text === text
  return { copying: isSame ? copying : null, copy, forget: () => setCopying(null) }
}

/** The text itself, where the browser did not let the page copy it. */
const ByHand = (props: { copying: Copying | null; onClose: () => void }): ReactElement => {
  const { copying, onClose } = props
  return (
    <Dialog title="To be copied by hand" isOpen={copying?.isDone === false} onClose={onClose}>
      <CopyByHand text={copying?.text ?? ''}>
        This browser does not let the page copy. The text is selected: copy it with Ctrl + C, or
        Command + C on a Mac.
      </CopyByHand>
    </Dialog>
  )
}

/**
 * Copies a text. Where the browser forbids that, as over plain http, a dialog shows the text,
 * selected. All buttons that copy are this one.
 */
export const CopyButton = (props: CopyButtonProps): ReactElement => {
  const { label, doneLabel = 'Copied', name, text, variant = 'plain', icon = 'link' } = props
  const { copying, copy, forget } = useCopying(text)
  const isDone = copying?.isDone === true
  return (
    <>
      <Button variant={variant} icon={isDone ? 'check' : icon} onClick={copy}>
        {isDone ? doneLabel : label}
      </Button>
      <span className="visually-hidden" role="status">
        {isDone ? `${name} was copied.` : ''}
      </span>
      <ByHand copying={copying} onClose={forget} />
    </>
  )
}
