import type { ReactElement } from 'react'
import { PowerText } from './NumberText.tsx'

interface DecadeTicksProps {
  /** Exponents of ten and their places in CSS pixels from the top of the chart. */
  ticks: readonly { exponent: number; y: number }[]
  /** Room left of the plot, in CSS pixels. */
  width: number
  /** Values at or below it are drawn on it, and its tick says so. */
  floor: number
}

/** The numbers along a logarithmic y axis. */
export function DecadeTicks({ ticks, width, floor }: DecadeTicksProps): ReactElement[] {
  return ticks.map(({ exponent, y }) => (
    <span key={exponent} className="loss-y-tick" style={{ top: y, width }}>
      {10 ** exponent <= floor * 1.001 ? '≤ ' : ''}
      <PowerText exponent={exponent} />
    </span>
  ))
}
