import { useState, type ReactElement } from 'react'
import { Button } from '../controls/Button.tsx'
import { copyText } from '../controls/copyText.ts'
import './codeBlock.css'
import { useIsLive } from './useIsLive.ts'

interface CodeBlockProps {
  /** What it is: "Recipe for PyTorch". */
  title: string
  code: string
}

type Copying = 'idle' | 'copied' | 'refused'

const SAID: Record<Copying, string> = {
  idle: '',
  copied: 'Copied.',
  refused: 'This browser does not let the page copy: select the text instead.',
}

/** Text to take away, with a button that copies it. */
export const CodeBlock = ({ title, code }: CodeBlockProps): ReactElement => {
  const [copying, setCopying] = useState<Copying>('idle')
  const isLive = useIsLive()
  const copy = (): void => {
    copyText(code).then(
      () => setCopying('copied'),
      () => setCopying('refused'),
    )
  }
  return (
    <figure className="code-block" aria-label={title}>
      <figcaption className="code-head">
        <span>{title}</span>
        {isLive ? (
          <Button variant="quiet" icon={copying === 'copied' ? 'check' : 'copy'} onClick={copy}>
            Copy
          </Button>
        ) : null}
      </figcaption>
      <pre className="code-text" tabIndex={0} role="region" aria-label={`${title}, text`}>
        <code>{code}</code>
      </pre>
      <p className="code-said" role="status">
        {SAID[copying]}
      </p>
    </figure>
  )
}
