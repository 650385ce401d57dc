import type { ReactElement } from 'react'
import type { ChartLight } from '../frame/light.ts'
import { PartName } from '../frame/PartName.tsx'

interface SpectrumKeyProps {
  hasExact: boolean
  hasMinimum: boolean
  orderNote: string | undefined
  light: ChartLight | undefined
}

/** What each kind of mark means; the methods themselves are named beside their rows. */
export function SpectrumKey(props: SpectrumKeyProps): ReactElement {
  const { hasExact, hasMinimum, orderNote, light } = props
  return (
    <ul className="chart-key">
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true" className="key-icon">
          <circle cx="8" cy="8" r="5.5" className="key-outline" />
        </svg>
        <PartName part="teacher" light={light}>
          teacher’s coefficient
        </PartName>
      </li>
      <li>
        <svg viewBox="0 0 16 16" aria-hidden="true" className="key-icon">
          <path d="M6 3h4v13h-4z" className="key-solid" />
          <circle cx="8" cy="4" r="3.6" className="key-solid" />
        </svg>
        learned coefficient
      </li>
      {hasExact ? (
        <li>
          <svg viewBox="0 0 16 16" aria-hidden="true" className="key-icon">
            <path d="M1 8H15" className="key-line" />
          </svg>
          <PartName part="exact" light={light}>
            end point of exact gradient flow
          </PartName>
        </li>
      ) : null}
      {hasMinimum ? (
        <li>
          <svg viewBox="0 0 16 16" aria-hidden="true" className="key-icon">
            <path d="M8 1L15 8L8 15L1 8Z" className="key-outline key-faint" />
          </svg>
          <PartName part="minimum" light={light}>
            smallest group norm, exact
          </PartName>
        </li>
      ) : null}
      {orderNote === undefined ? null : <li>{orderNote}</li>}
    </ul>
  )
}
