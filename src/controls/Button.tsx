import type { ReactElement, ReactNode } from 'react'
import './controls.css'
import { Icon, type IconName } from './Icon.tsx'

export interface ButtonProps {
  children: ReactNode
  onClick: () => void
  /** `primary` is the one thing to do next; `plain` has an outline; `quiet` is only text. */
  variant?: 'primary' | 'plain' | 'quiet'
  icon?: IconName
  isPressed?: boolean
  isDisabled?: boolean
}

export function Button(props: ButtonProps): ReactElement {
  const { children, onClick, variant = 'plain', icon, isPressed, isDisabled = false } = props
  return (
    <button
      type="button"
      className={`button button-${variant}`}
      aria-pressed={isPressed}
      disabled={isDisabled}
      onClick={onClick}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  )
}
