/** One line of a section's table: column title → value. */
export type Row = Record<string, string | number>

/** Three digits are as many as repeated runs on one machine agree on; whole numbers stay whole. */
const show = (value: string | number | undefined): string => {
  if (typeof value !== 'number') return value ?? ''
  return Number.isInteger(value) || Math.abs(value) >= 1000
    ? Math.round(value).toLocaleString('en')
    : value.toPrecision(3)
}

/** A Markdown table, so that results can be pasted into a document as they are. */
export const formatTable = (rows: Row[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = [columns, ...rows.map((row) => columns.map((column) => show(row[column])))]
  const isNumber = columns.map((column) => rows.every((row) => typeof row[column] === 'number'))
  const widths = columns.map((_, at) => Math.max(3, ...cells.map((line) => line[at]?.length ?? 0)))
  const pad = (text: string, at: number): string =>
    isNumber[at] ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)
  const rule = widths.map((width, at) => '-'.repeat(width - 1) + (isNumber[at] ? ':' : '-'))
  const [head = [], ...body] = cells.map((line) => line.map(pad))
  return [head, rule, ...body].map((line) => `| ${line.join(' | ')} |`).join('\n')
}

export const median = (values: number[]): number => {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? NaN
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? NaN) + upper) / 2 : upper
}
