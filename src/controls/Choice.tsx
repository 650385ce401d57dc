import { useId, type ReactElement, type ReactNode } from 'react'
import './controls.css'

interface ChoiceOption<Value extends string> {
  value: Value
  label: ReactNode
  isDisabled?: boolean
}

export interface ChoiceProps<Value extends string> {
  label: string
  /** The label stays for screen readers only. */
  hidesLabel?: boolean
  explanation?: ReactNode
  options: readonly ChoiceOption<Value>[]
  value: Value
  onChange: (value: Value) => void
  isDisabled?: boolean
}

/** One of a few options, all in sight: radio buttons that look like a divided bar. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): ReactElement {
  const { label, hidesLabel = false, options, value, onChange, isDisabled = false } = props
  const name = useId()
  const noteId = useId()
  return (
    <fieldset className="choice" disabled={isDisabled} aria-describedby={noteId}>
      <legend className={hidesLabel ? 'visually-hidden' : 'control-label'}>{label}</legend>
      <div className="choice-options">
        {options.map((option) => (
          <label key={option.value} className="choice-option">
            <input
              type="radio"
              className="visually-hidden"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.isDisabled ?? false}
              onChange={() => onChange(option.value)}
            />
            <span className="choice-face">{option.label}</span>
          </label>
        ))}
      </div>
      <div id={noteId} className="control-note">
        {props.explanation}
      </div>
    </fieldset>
  )
}
