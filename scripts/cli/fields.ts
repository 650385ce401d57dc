/** Reads the fields of an input file; what is wrong is told in one sentence that names the field. */

/** The input is wrong: its message is for the person who wrote it. */
export class InputError extends Error {}

type Input = Readonly<Record<string, unknown>>

const fieldOf = (input: Input, name: string): unknown => {
  if (!Object.hasOwn(input, name)) throw new InputError(`${name} is missing.`)
  return input[name]
}

/** A value as it stands in the file; one beyond the range of numbers has become infinite. */
const shown = (value: unknown): string => {
  if (value === undefined) return 'missing'
  return typeof value === 'number' ? String(value) : JSON.stringify(value).slice(0, 40)
}

/** A finite number; `name` is how a complaint calls it. */
export const finiteNumber = (value: unknown, name: string): number => {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new InputError(`${name} is ${shown(value)}, but must be a finite number.`)
  }
  return value
}

export const listOf = (value: unknown, name: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new InputError(`${name} must be a list.`)
  return value
}

/** A list of numbers, of the given length if there is one. */
export const vector = (input: Input, name: string, length?: number): Float64Array => {
  const values = listOf(fieldOf(input, name), name)
  if (length !== undefined && values.length !== length) {
    throw new InputError(`${name} has ${values.length} entries, but must have ${length}.`)
  }
  return Float64Array.from(values, (value, index) => finiteNumber(value, `${name}[${index}]`))
}

export interface Matrix {
  rows: number
  columns: number
  /** Row after row. */
  values: Float64Array
}

/** A list of at least one row, all as long as the first, which has at least one entry. */
export const matrix = (input: Input, name: string): Matrix => {
  const lines = listOf(fieldOf(input, name), name)
  const columns = listOf(lines[0] ?? [], `${name}[0]`).length
  if (columns === 0) throw new InputError(`${name} must have at least one row and one column.`)
  const values = new Float64Array(lines.length * columns)
  lines.forEach((line, row) => {
    const entries = vector({ [`${name}[${row}]`]: line }, `${name}[${row}]`, columns)
    values.set(entries, row * columns)
  })
  return { rows: lines.length, columns, values }
}

/** A list of objects. */
export const records = (input: Input, name: string): readonly Input[] =>
  listOf(fieldOf(input, name), name).map((value, index) => record(value, `${name}[${index}]`))

const record = (value: unknown, name: string): Input => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`${name} must be an object.`)
  }
  return value as Input // a JSON object
}

/** The object in a field. */
export const recordAt = (input: Input, name: string): Input => record(fieldOf(input, name), name)
