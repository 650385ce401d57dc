/** In which order the cells of a map are computed, and which stand for those that are not yet. */
import type { SheetPart } from './sheet.ts'

export interface MapSize {
  columns: number
  rows: number
}

/** Steps between columns of the stages; the last is whole. */
const STEPS = [8, 4, 2, 1]
/** Seeds of the coarse stages; the others follow line by line. */
const FIRST_SEEDS = 2
/** A map of fewer rows is never thinned to less than about this. */
const LEAST_ROWS = 4

const rowStep = (step: number, rows: number): number => {
  let found = step
  while (found > 1 && rows / found < LEAST_ROWS) found /= 2
  return found
}

const multiples = (step: number, count: number): number[] =>
  Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step)

/**
 * Lines along the columns, of one seed each: every eighth column of every eighth row for two seeds,
 * then halves of that, then the other seeds in full. A point is a row times columns plus a column.
 */
export const mapParts = ({ columns, rows }: MapSize, seeds: number): SheetPart[] => {
  const parts: SheetPart[] = []
  const first = Array.from({ length: Math.min(FIRST_SEEDS, seeds) }, (_, seed) => seed)
  const seen = new Set<number>()
  const addLine = (row: number, step: number): void => {
    const points = multiples(step, columns)
      .map((column) => row * columns + column)
      .filter((point) => !seen.has(point))
    for (const point of points) seen.add(point)
    if (points.length > 0) parts.push(...first.map((seed) => ({ seed, points })))
  }
  for (const step of STEPS) {
    for (const row of multiples(rowStep(step, rows), rows)) addLine(row, step)
  }
  for (let seed = first.length; seed < seeds; seed += 1) {
    for (let row = 0; row < rows; row += 1) {
      parts.push({ seed, points: multiples(1, columns).map((column) => row * columns + column) })
    }
  }
  return parts
}

/** The cell of a stage that a place belongs to: the nearest of its multiples that there is. */
const nearestMultiple = (place: number, step: number, count: number): number =>
  Math.min(Math.round(place / step), Math.floor((count - 1) / step)) * step

/**
 * For every cell the cell that stands for it: itself, or the nearest of the finest stage that has
 * been answered there; −1 before the first.
 * @param isKnown whether a cell, by row times columns plus column, has been answered
 */
export const standIns = (
  { columns, rows }: MapSize,
  isKnown: (cell: number) => boolean,
): Int32Array =>
  Int32Array.from({ length: columns * rows }, (_, cell) => {
    const [row, column] = [Math.floor(cell / columns), cell % columns]
    for (const step of STEPS.toReversed()) {
      const other =
        nearestMultiple(row, rowStep(step, rows), rows) * columns +
        nearestMultiple(column, step, columns)
      if (isKnown(other)) return other
    }
    return -1
  })
