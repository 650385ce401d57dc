/** The counts of docs/replication.md that the article cites, read off the page itself. */
import { PART_IDS, type Part } from './conditions.ts'
import { marksAround } from './report.ts'

export interface Agreement {
  conditions: number
  withinFactor2: number
  withinFactor10: number
  comparisons: number
  sameDirection: number
  /** At most so many data seeds. */
  seeds: number
}

/** How much has been published, and how much of it is compared. */
export interface Extent {
  /** Published conditions, roughly. */
  published: number
  /** Those of which the published means were at hand. */
  atHand: number
}

const numbersIn = (text: string, pattern: RegExp): number[] => {
  const found = pattern.exec(text)
  if (found === null) throw new Error(`the page has no ${pattern.source}`)
  return found.slice(1).map((digits) => Number(digits.replace(',', '')))
}

const readPart = (text: string): Agreement => {
  const [withinFactor2 = NaN, conditions = NaN, withinFactor10 = NaN] = numbersIn(
    text,
    /\| All +\| (\d+) of (\d+) +\| (\d+) of \d+ +\|/,
  )
  const [sameDirection = NaN, comparisons = NaN] = numbersIn(text, /same way \((\d+) of (\d+)\)/)
  const [seeds = NaN] = numbersIn(text, /Geometric means over (\d+) /)
  return { conditions, withinFactor2, withinFactor10, comparisons, sameDirection, seeds }
}

const resultsOf = (page: string, part: Part): string => {
  const { begin, end } = marksAround(part)
  return page.slice(page.indexOf(begin), page.indexOf(end))
}

/** What the page says of each part. */
export const readAgreement = (page: string): Record<Part, Agreement> & { extent: Extent } => {
  const [published = NaN, atHand = NaN] = numbersIn(
    page,
    /about ([\d,]+) published conditions, ([\d,]+) were at hand/,
  )
  const parts = PART_IDS.map((part) => [part, readPart(resultsOf(page, part))])
  const agreement = Object.fromEntries(parts) as Record<Part, Agreement> // one entry of each
  return { ...agreement, extent: { published, atHand } }
}
