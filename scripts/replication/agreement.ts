/** The counts of docs/replication.md that the article cites, read off the page itself. */

export interface Agreement {
  conditions: number
  withinFactor2: number
  withinFactor10: number
  comparisons: number
  sameDirection: number
  seeds: number
}

const numbersIn = (text: string, pattern: RegExp): number[] => {
  const found = pattern.exec(text)
  if (found === null) throw new Error(`the page has no ${pattern.source}`)
  return found.slice(1).map(Number)
}

const readSection = (text: string): Agreement => {
  const [withinFactor2 = NaN, conditions = NaN, withinFactor10 = NaN] = numbersIn(
    text,
    /\| All +\| (\d+) of (\d+) +\| (\d+) of \d+ +\|/,
  )
  const [sameDirection = NaN, comparisons = NaN] = numbersIn(text, /same way \((\d+) of (\d+)\)/)
  const [seeds = NaN] = numbersIn(text, /Geometric means over (\d+) /)
  return { conditions, withinFactor2, withinFactor10, comparisons, sameDirection, seeds }
}

/** What the page says of both kinds of networks. */
export const readAgreement = (page: string): { diagonal: Agreement; relu: Agreement } => {
  const [diagonal = '', relu = ''] = page.split('## ReLU networks')
  return { diagonal: readSection(diagonal), relu: readSection(relu) }
}
