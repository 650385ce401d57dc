import { useState, type ReactElement } from 'react'
import { Button } from '../../controls/Button.tsx'
import { copyText } from '../../controls/copyText.ts'

/** Copies a text; where the browser forbids that, says how else. */
export const CopyText = ({ text, label }: { text: string; label: string }): ReactElement => {
  const [copied, setCopied] = useState<{ text: string; isDone: boolean } | null>(null)
  const copy = (): void => {
    copyText(text).then(
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
