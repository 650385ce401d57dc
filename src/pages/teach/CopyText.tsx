import { useState, type ReactElement } from 'react'
import { Button } from '../../controls/Button.tsx'

/** Copies a text; where the browser forbids that, says how else. */
export const CopyText = ({ text, label }: { text: string; label: string }): ReactElement => {
  const [copied, setCopied] = useState<{ text: string; isDone: boolean } | null>(null)
  const copy = (): void => {
    // The clipboard is absent where the page was not opened over https or from this machine.
    const done =
      'clipboard' in navigator
        ? navigator.clipboard.writeText(text)
        : Promise.reject(new Error('no clipboard'))
    done.then(
      () => setCopied({ text, isDone: true }),
      () => setCopied({ text, isDone: false }),
    )
  }
  // Another text has not been copied yet.
  const last = copied?.text === text ? copied : null
  return (
    <span className="copy-text">
      <Button variant="plain" icon={last?.isDone === true ? 'check' : 'link'} onClick={copy}>
        {last?.isDone === true ? 'Copied' : label}
      </Button>
      <span role="status">
        {last?.isDone === false ? 'This browser does not let the page copy: select the text.' : ''}
      </span>
    </span>
  )
}
