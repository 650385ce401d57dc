import type { ReactElement } from 'react'
import type { MarkShape } from '../palette.ts'
import { ScriptText } from './ScriptText.tsx'
import { formatValue } from './numbers.ts'
import { NumberText } from './NumberText.tsx'
import { MarkIcon } from './SeriesKey.tsx'

/** One number or a few words about a place in a chart. */
export interface Fact {
  term: string
  /** A number to be set, or words. */
  value: number | string
  /** How the series looks that the term names. */
  look?: { mark: MarkShape; colourToken: string }
}

/** Facts in words, for the value of a focused chart. */
export const factsToText = (facts: readonly Fact[]): string =>
  facts
    .map(({ term, value }) => `${term} ${typeof value === 'number' ? formatValue(value) : value}`)
    .join('; ')

/** Facts as a line of numbers. */
export function FactList({ facts }: { facts: readonly Fact[] }): ReactElement {
  return (
    <dl className="readout">
      {facts.map(({ term, value, look }) => (
        <div key={term}>
          <dt style={look === undefined ? {} : { color: `var(--${look.colourToken})` }}>
            {look === undefined ? null : (
              <MarkIcon shape={look.mark} colourToken={look.colourToken} />
            )}
            <ScriptText text={term} />
          </dt>
          <dd>{typeof value === 'number' ? <NumberText value={value} /> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
