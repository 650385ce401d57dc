/** Verdicts as a table in Markdown. */
import { nameOf, type ClaimGroup } from './claim.ts'
import type { Verdict } from './judge.ts'

const short = (value: number): string => {
  if (!Number.isFinite(value) || value === 0) return String(value)
  const size = Math.abs(value)
  return size < 0.01 || size >= 1e4 ? value.toExponential(1) : String(Number(value.toPrecision(3)))
}

const margin = ({ margin: value, holds }: Verdict): string => {
  if (!holds) return `**fails** (×${short(value)})`
  return value > 0 && Number.isFinite(value) ? `×${short(value)}` : 'holds'
}

/** A table for each place; `verdicts` in the order of the groups' checks. */
export const tableOf = (groups: readonly ClaimGroup[], verdicts: readonly Verdict[]): string => {
  let at = 0
  const parts = groups.map(({ place, claims }) => {
    const rows = claims.flatMap(({ sentence, checks }) =>
      checks.map(({ measured }, index) => {
        const verdict = verdicts[at]
        at += 1
        if (verdict === undefined) return ''
        const words = index === 0 ? sentence : '″'
        const cells = [words, measured, short(verdict.value), verdict.bound, margin(verdict)]
        return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
      }),
    )
    const head = '| claim | measured | found | bound | margin |\n| --- | --- | --- | --- | --- |'
    return `## ${nameOf(place)}\n\n${head}\n${rows.join('\n')}\n`
  })
  return parts.join('\n')
}
