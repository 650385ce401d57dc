import { useEffect, useRef, type ReactElement } from 'react'
import './controls.css'

interface CopyByHandProps {
  text: string
  /** Before the text: what to do with it. */
  children: string
}

/** A text that the browser did not let the page copy: selected, so that two keys copy it. */
export const CopyByHand = ({ text, children }: CopyByHandProps): ReactElement => {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    // A dialog that opens around it takes the focus in this same moment.
    queueMicrotask(() => {
      field.current?.focus()
      field.current?.select()
    })
  }, [text])
  return (
    <label className="copy-by-hand">
      {children}
      <textarea
        ref={field}
        readOnly
        rows={4}
        spellCheck={false}
        translate="no"
        value={text}
        onFocus={(event) => event.target.select()}
      />
    </label>
  )
}
