import { useState, type KeyboardEvent, type ReactElement } from 'react'
import { formatNumber, readNumber, type FieldMessage, type NumberLimits } from './numberInput.ts'
import { isComposed } from './keys.ts'

interface ValueFieldProps {
  id?: string
  value: number
  limits: NumberLimits
  onCommit: (value: number) => void
  /** Told after every attempt; `null` when the text could be used and meant one number only. */
  onMessage: (message: FieldMessage | null) => void
  /** What was told last. */
  message: FieldMessage | null
  /** Needed where no <label> points at the field. */
  ariaLabel?: string
  /** Id of the element that shows the message. */
  messageId: string
  isDisabled: boolean
}

/** A number as editable text. Enter or leaving the field commits, Escape reverts. */
export function ValueField(props: ValueFieldProps): ReactElement {
  const { value, limits, onCommit, onMessage } = props
  const [draft, setDraft] = useState<string | null>(null)

  const commit = (): void => {
    if (draft === null) return
    const typed = readNumber(draft, limits, value)
    setDraft(null)
    if (typed.value !== undefined && typed.value !== value) onCommit(typed.value)
    const text = typed.message ?? typed.note
    // A change clears what was said before it.
    onMessage(text === undefined ? null : { text, isRefusal: typed.value === undefined })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter and Escape then end what an input method puts together.
    if (isComposed(event.nativeEvent)) return
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape' && draft !== null) {
      // The field's own Escape must not also close a dialog around it.
      event.stopPropagation()
      setDraft(null)
      onMessage(null)
    }
  }
  return (
    <input
      id={props.id}
      className="value-field"
      type="text"
      inputMode={limits.isInteger === true ? 'numeric' : 'text'}
      autoComplete="off"
      spellCheck={false}
      aria-label={props.ariaLabel}
      aria-invalid={props.message?.isRefusal ?? false}
      aria-describedby={props.messageId}
      disabled={props.isDisabled}
      value={draft ?? formatNumber(value)}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  )
}
