import type { CSSProperties, ReactElement, ReactNode } from 'react'
import { pointingHandlers, type ChartLight } from './light.ts'
import './partName.css'

interface PartNameProps {
  part: string
  /** Without it the name is only text. */
  light: ChartLight | undefined
  children: ReactNode
  className?: string
  style?: CSSProperties
  /** For code that moves the name without React. */
  series?: string
}

/** The name of a part of a chart; where words elsewhere speak of that part, it can be pointed at. */
export function PartName(props: PartNameProps): ReactElement {
  const { part, light, children, className = '', style, series } = props
  const isNamed = light?.named.has(part) ?? false
  const isLit = light?.lit === part
  const classes = [className, isNamed ? 'part-name' : '', isLit ? 'part-lit' : '']
  const common = {
    className: classes.filter((name) => name !== '').join(' ') || undefined,
    style,
    'data-series': series,
  }
  if (light === undefined || !isNamed) return <span {...common}>{children}</span>
  const handlers = pointingHandlers({
    onPoint: (isPointed) => light.onPoint(isPointed ? part : null),
    onHold: () => light.onHold(part),
  })
  return (
    <span {...common} {...handlers} role="button" tabIndex={0} aria-pressed={isLit}>
      {children}
    </span>
  )
}
