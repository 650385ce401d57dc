import { useId, type ReactElement, type ReactNode } from 'react'
import './controls.css'

export interface ToggleProps {
  label: ReactNode
  explanation?: ReactNode
  isOn: boolean
  onChange: (isOn: boolean) => void
  isDisabled?: boolean
}

/** A checkbox with its label. */
export function Toggle(props: ToggleProps): ReactElement {
  const { label, explanation, isOn, onChange, isDisabled = false } = props
  const noteId = useId()
  return (
    <div className={isDisabled ? 'toggle control-disabled' : 'toggle'}>
      <label className="toggle-label">
        <input
          type="checkbox"
          checked={isOn}
          disabled={isDisabled}
          aria-describedby={explanation === undefined ? undefined : noteId}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      {explanation === undefined ? null : (
        <div id={noteId} className="control-note">
          {explanation}
        </div>
      )}
    </div>
  )
}
