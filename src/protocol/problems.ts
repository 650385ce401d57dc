/** What is said of values that could not be taken as they were. */

/** A value that could not be taken as it was. */
export interface SpecProblem {
  field: string
  /** One sentence: the value, what is allowed, what is used instead. */
  message: string
}

const shown = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`

const listInWords = (values: readonly unknown[]): string => {
  const isPlain = values.every((value) => typeof value === 'string' || typeof value === 'number')
  return isPlain ? shown(values.join(', ')) : 'a list'
}

const QUOTED = new Set(['string', 'number', 'bigint', 'boolean'])

/** A value of any kind in words: what it is, or of what kind. */
export const inWords = (value: unknown): string => {
  if (QUOTED.has(typeof value)) return shown(String(value))
  if (value === undefined || value === null) return 'empty'
  if (Array.isArray(value)) return listInWords(value)
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
