import type { ReactElement } from 'react'
import { splitNumber, splitPower, type NumberParts } from './numbers.ts'

// A translator that is behind would put an older number back.
function Parts({ mantissa, exponent }: NumberParts): ReactElement {
  if (exponent === null) {
    return (
      <span className="number-text" translate="no">
        {mantissa}
      </span>
    )
  }
  // Raised digits are set by the style sheet, since the typeface's own superscripts are incomplete.
  return (
    <span className="number-text" translate="no">
      {mantissa === '' ? '' : `${mantissa}·`}10<sup>{String(exponent).replace('-', '−')}</sup>
    </span>
  )
}

/** A number with `digits` significant digits, powers of ten properly raised. */
export function NumberText({
  value,
  digits = 3,
}: {
  value: number
  digits?: number
}): ReactElement {
  return <Parts {...splitNumber(value, digits)} />
}

/** A decade of a logarithmic axis. */
export function PowerText({ exponent }: { exponent: number }): ReactElement {
  return <Parts {...splitPower(exponent)} />
}
