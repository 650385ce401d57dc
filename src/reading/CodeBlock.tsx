import type { ReactElement } from 'react'
import { CopyButton } from '../controls/CopyButton.tsx'
import './codeBlock.css'
import { useIsLive } from './useIsLive.ts'

interface CodeBlockProps {
  /** What it is: "Recipe for PyTorch". */
  title: string
  code: string
}

/** Text to take away, with a button that copies it. */
export const CodeBlock = ({ title, code }: CodeBlockProps): ReactElement => {
  const isLive = useIsLive()
  return (
    <figure className="code-block" aria-label={title}>
      <figcaption className="code-head">
        <span>{title}</span>
        {isLive ? (
          <CopyButton variant="quiet" icon="copy" label="Copy" name={title} text={code} />
        ) : null}
      </figcaption>
      <pre
        className="code-text"
        translate="no"
        tabIndex={0}
        role="region"
        aria-label={`${title}, text`}
      >
        <code>{code}</code>
      </pre>
    </figure>
  )
}
