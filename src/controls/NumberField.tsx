import { useId, useState, type ReactElement, type ReactNode } from 'react'
import './controls.css'
import { ControlNote } from './ControlNote.tsx'
import type { FieldMessage } from './numberInput.ts'
import { ValueField } from './ValueField.tsx'

export interface NumberFieldProps {
  label: string
  explanation?: ReactNode
  value: number
  onChange: (value: number) => void
  /** Smallest and largest allowed values; whole numbers from 0 to 2³² − 1 without them. */
  min?: number
  max?: number
  isInteger?: boolean
  isDisabled?: boolean
  /** Beside the field, such as a die. */
  action?: ReactNode
}

/** A number that is typed, such as a seed. */
export function NumberField(props: NumberFieldProps): ReactElement {
  const { label, value, onChange, min = 0, max = 2 ** 32 - 1, isInteger = true } = props
  const id = useId()
  const noteId = useId()
  const [message, setMessage] = useState<FieldMessage | null>(null)
  return (
    <div className="number-field">
      <label className="control-label" htmlFor={id}>
        {label}
      </label>
      <div className="number-field-row">
        <ValueField
          id={id}
          value={value}
          limits={{ min, max, isInteger }}
          onCommit={onChange}
          onMessage={setMessage}
          message={message}
          messageId={noteId}
          isDisabled={props.isDisabled ?? false}
        />
        {props.action}
      </div>
      <ControlNote id={noteId} note={props.explanation} message={message?.text ?? null} />
    </div>
  )
}
