/** Where words stand inside a map. */
import { contours } from 'd3'
import type { MapLayout } from './mapLayout.ts'

/** A place in units of cells, from the lower left corner of the map. */
interface Spot {
  x: number
  y: number
}

type Size = Pick<MapLayout, 'columns' | 'rows'>

/**
 * For every cell, how many cells of its own kind lie around it: the smallest number of steps to
 * another kind or to the edge, counted in rows and columns (two passes of a distance transform).
 */
const depths = (indices: ArrayLike<number>, { columns, rows }: Size): Float64Array => {
  const depth = new Float64Array(columns * rows)
  const kind = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= rows || column >= columns
      ? NaN
      : (indices[row * columns + column] ?? -1)
  const around = (row: number, column: number, side: 1 | -1): number => {
    const own = kind(row, column)
    const neighbour = (otherRow: number, otherColumn: number): number =>
      kind(otherRow, otherColumn) === own ? (depth[otherRow * columns + otherColumn] ?? 0) : 0
    return 1 + Math.min(neighbour(row + side, column), neighbour(row, column + side))
  }
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      depth[row * columns + column] = around(row, column, -1)
    }
  }
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const cell = row * columns + column
      depth[cell] = Math.min(depth[cell] ?? 0, around(row, column, 1))
    }
  }
  return depth
}

/** A region smaller than this share of the map gets no word. */
const LEAST_SHARE = 0.02

/**
 * The middle of each kind's deepest place, by kind; none for kinds that are rare.
 * @param indices kinds of the cells, shape rows × columns; −1 for none
 */
export function placeWords(indices: ArrayLike<number>, size: Size, kinds: number): (Spot | null)[] {
  const depth = depths(indices, size)
  return Array.from({ length: kinds }, (_, kind) => {
    const cells: number[] = []
    for (let cell = 0; cell < depth.length; cell += 1) if (indices[cell] === kind) cells.push(cell)
    if (cells.length < LEAST_SHARE * depth.length) return null
    const deepest = cells.reduce((most, cell) => Math.max(most, depth[cell] ?? 0), 0)
    // The mean of all equally deep cells may lie outside; the one nearest to it does not.
    const top = cells.filter((cell) => depth[cell] === deepest)
    const [meanX, meanY] = [
      top.reduce((sum, cell) => sum + (cell % size.columns), 0) / top.length,
      top.reduce((sum, cell) => sum + Math.floor(cell / size.columns), 0) / top.length,
    ]
    const distance = (cell: number): number =>
      Math.hypot((cell % size.columns) - meanX, Math.floor(cell / size.columns) - meanY)
    const best = top.reduce((near, cell) => (distance(cell) < distance(near) ? cell : near))
    return { x: (best % size.columns) + 0.5, y: Math.floor(best / size.columns) + 0.5 }
  })
}

export interface Contour {
  label: string
  /** Closed and open lines, in units of cells. */
  lines: Spot[][]
  /** Where its words stand; `null` if the line is too short. */
  word: Spot | null
}

/** A contour that runs along the edge of the map is no contour there. */
const isInside = ({ x, y }: Spot, { columns, rows }: Size): boolean =>
  x > 0.51 && y > 0.51 && x < columns - 0.51 && y < rows - 0.51

/** The parts of a ring that do not run along the edge. */
const inner = (ring: readonly Spot[], size: Size): Spot[][] => {
  const lines: Spot[][] = [[]]
  for (const spot of ring) {
    if (isInside(spot, size)) lines.at(-1)?.push(spot)
    else if ((lines.at(-1)?.length ?? 0) > 0) lines.push([])
  }
  return lines.filter((line) => line.length > 1)
}

/** A line of fewer points gets no words. */
const LEAST_POINTS = 5

const wordOf = (lines: readonly Spot[][]): Spot | null => {
  const longest = lines.reduce<Spot[]>(
    (most, line) => (line.length > most.length ? line : most),
    [],
  )
  return longest.length < LEAST_POINTS ? null : (longest[Math.floor(longest.length / 2)] ?? null)
}

/**
 * Lines of equal value, on logarithms.
 * @param values shape rows × columns, all known and positive
 */
export function traceContours(
  values: ArrayLike<number>,
  size: Size,
  wanted: readonly { value: number; label: string }[],
): Contour[] {
  if (size.columns < 2 || size.rows < 2) return []
  const heights = Array.from({ length: values.length }, (_, cell) =>
    Math.log10(Math.max(values[cell] ?? NaN, Number.MIN_VALUE)),
  )
  if (heights.some(Number.isNaN)) return []
  const trace = contours().size([size.columns, size.rows])
  return wanted.map(({ value, label }) => {
    const { coordinates } = trace.contour(heights, Math.log10(value))
    const lines = coordinates.flat().flatMap((ring) =>
      inner(
        ring.map(([x = 0, y = 0]) => ({ x, y })),
        size,
      ),
    )
    return { label, lines, word: wordOf(lines) }
  })
}
