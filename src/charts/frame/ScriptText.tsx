import type { ReactElement } from 'react'

const LOWERED = '₀₁₂₃₄₅₆₇₈₉'
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻'
/** What each of the raised signs is, in their order; the lowered ones are the first ten. */
const PLAIN = '0123456789−'

const SCRIPTS = new RegExp(`([${LOWERED}]+|[${RAISED}]+)`)

const plainOf = (scripts: string): string =>
  Array.from(scripts, (sign) => PLAIN[Math.max(LOWERED.indexOf(sign), RAISED.indexOf(sign))]).join(
    '',
  )

/**
 * A text whose lowered and raised digits (k₂, 10⁻⁴) are set as subscripts and superscripts: no typeface
 * of the page has all of them.
 */
export const ScriptText = ({ text }: { text: string }): ReactElement => (
  <>
    {text.split(SCRIPTS).map((part, index) => {
      if (index % 2 === 0) return part
      const Script = LOWERED.includes(part.charAt(0)) ? 'sub' : 'sup'
      return <Script key={index}>{plainOf(part)}</Script>
    })}
  </>
)
