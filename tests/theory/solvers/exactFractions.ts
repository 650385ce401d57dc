/** Linear equations of whole numbers, solved exactly: every number is a BigInt over one divisor. */

/** x = numerators / divisor. */
export interface Fractions {
  numerators: bigint[]
  divisor: bigint
}

const at = <Value>(values: readonly Value[], index: number): Value => {
  const value = values[index]
  if (value === undefined) throw new RangeError(`no entry ${index}`)
  return value
}

const sumOf = (terms: readonly bigint[]): bigint => terms.reduce((sum, term) => sum + term, 0n)

export const toBigInts = (values: readonly number[]): bigint[] => values.map(BigInt)

/** M v. */
export const times = (matrix: bigint[][], vector: readonly bigint[]): bigint[] =>
  matrix.map((row) => sumOf(row.map((value, k) => value * at(vector, k))))

export const transpose = (matrix: bigint[][]): bigint[][] =>
  at(matrix, 0).map((_, k) => matrix.map((row) => at(row, k)))

/** M Mᵀ. */
export const gramOf = (matrix: bigint[][]): bigint[][] => matrix.map((row) => times(matrix, row))

/** M x = b by elimination without fractions (Bareiss 1968), which leaves det M on the diagonal. */
export const solveExactly = (matrix: bigint[][], right: readonly bigint[]): Fractions => {
  const work = matrix.map((row, i) => [...row, at(right, i)])
  let before = 1n
  work.forEach((_, k) => {
    const pivot = work.findIndex((row, i) => i >= k && row[k] !== 0n)
    const upper = at(work, pivot)
    work[pivot] = at(work, k)
    work[k] = upper
    const head = at(upper, k)
    for (const [i, row] of work.entries()) {
      if (i === k) continue
      const factor = at(row, k)
      work[i] = row.map((value, j) => (head * value - factor * at(upper, j)) / before)
    }
    before = head
  })
  return { numerators: work.map((row) => at(row, row.length - 1)), divisor: before }
}

/** Enough binary places for every double that is compared. */
const PLACES = 140n

export const toNumber = (numerator: bigint, divisor: bigint): number =>
  Number((numerator << PLACES) / divisor) / 2 ** Number(PLACES)
