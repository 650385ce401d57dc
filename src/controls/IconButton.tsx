import type { ReactElement } from 'react'
import './controls.css'
import { Icon, type IconName } from './Icon.tsx'

export interface IconButtonProps {
  icon: IconName
  /** What the button does, for screen readers and as a tooltip. */
  label: string
  onClick: () => void
  /** For buttons that stay pressed. */
  isPressed?: boolean
  isDisabled?: boolean
  size?: 'normal' | 'small'
}

/** A button that is only an icon. */
export function IconButton(props: IconButtonProps): ReactElement {
  const { icon, label, onClick, isPressed, isDisabled = false, size = 'normal' } = props
  return (
    <button
      type="button"
      className={`icon-button icon-button-${size}`}
      aria-label={label}
      title={label}
      aria-pressed={isPressed}
      disabled={isDisabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  )
}
