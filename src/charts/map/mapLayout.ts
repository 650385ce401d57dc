import type { MapPlace } from './types.ts'

export interface MapLayoutInput {
  /** Width and height of the whole chart in CSS pixels. */
  width: number
  height: number
  /** CSS pixels in one rem. */
  rem: number
  columns: readonly number[]
  rows: readonly number[]
}

interface MapTick {
  value: number
  /** Pixel along the axis. */
  at: number
}

/** All lengths in CSS pixels from the top left corner of the chart. */
export interface MapLayout {
  width: number
  height: number
  rem: number
  plot: { x: number; y: number; width: number; height: number }
  columns: number
  rows: number
  cellWidth: number
  cellHeight: number
  xTicks: readonly MapTick[]
  yTicks: readonly MapTick[]
}

/** In rem. */
const LEFT_MARGIN = 3.9
const RIGHT_MARGIN = 0.75
const TOP_MARGIN = 1.95
const BOTTOM_MARGIN = 2.9

const isPowerOfTen = (value: number): boolean =>
  value > 0 && Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-6

/** Indices that get a tick: the powers of ten if there are some, else evenly spread ones. */
const tickIndices = (values: readonly number[], most: number): number[] => {
  const all = values.map((_, index) => index)
  const powers = all.filter((index) => isPowerOfTen(values[index] ?? 0))
  const wanted = powers.length >= 3 ? powers : all
  const step = Math.max(1, Math.ceil(wanted.length / most))
  return wanted.filter((_, index) => index % step === 0)
}

export function layOutMap(input: MapLayoutInput): MapLayout {
  const { width, height, rem } = input
  const [x, y] = [LEFT_MARGIN * rem, TOP_MARGIN * rem]
  const plot = {
    x,
    y,
    width: Math.max(40, width - x - RIGHT_MARGIN * rem),
    height: Math.max(40, height - y - BOTTOM_MARGIN * rem),
  }
  const [columns, rows] = [Math.max(1, input.columns.length), Math.max(1, input.rows.length)]
  const cellWidth = plot.width / columns
  const cellHeight = plot.height / rows
  const mostX = Math.max(2, Math.floor(plot.width / (3.2 * rem)))
  const mostY = Math.max(2, Math.floor(plot.height / (1.6 * rem)))
  return {
    ...{ width, height, rem, plot, columns, rows, cellWidth, cellHeight },
    xTicks: tickIndices(input.columns, mostX).map((index) => ({
      value: input.columns[index] ?? NaN,
      at: plot.x + (index + 0.5) * cellWidth,
    })),
    yTicks: tickIndices(input.rows, mostY).map((index) => ({
      value: input.rows[index] ?? NaN,
      at: plot.y + plot.height - (index + 0.5) * cellHeight,
    })),
  }
}

/** The box of a cell. */
export function boxOf(
  { plot, cellWidth, cellHeight }: MapLayout,
  { column, row }: MapPlace,
): { left: number; top: number; width: number; height: number } {
  return {
    left: plot.x + column * cellWidth,
    top: plot.y + plot.height - (row + 1) * cellHeight,
    width: cellWidth,
    height: cellHeight,
  }
}

/** A place in units of cells, from the lower left corner, as a pixel. */
export const pixelAt = (
  { plot, cellWidth, cellHeight }: MapLayout,
  place: { x: number; y: number },
): { x: number; y: number } => ({
  x: plot.x + place.x * cellWidth,
  y: plot.y + plot.height - place.y * cellHeight,
})

const held = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value))

/** The cell under a pixel, or the nearest one. */
export function cellAtPixel(layout: MapLayout, pixel: { x: number; y: number }): MapPlace {
  const { plot, cellWidth, cellHeight, columns, rows } = layout
  return {
    column: held(Math.floor((pixel.x - plot.x) / cellWidth), columns),
    row: held(Math.floor((plot.y + plot.height - pixel.y) / cellHeight), rows),
  }
}

const KEY_STEPS: Readonly<Record<string, MapPlace>> = {
  ArrowLeft: { column: -1, row: 0 },
  ArrowRight: { column: 1, row: 0 },
  ArrowDown: { column: 0, row: -1 },
  ArrowUp: { column: 0, row: 1 },
  PageDown: { column: 0, row: -5 },
  PageUp: { column: 0, row: 5 },
  Home: { column: -Infinity, row: 0 },
  End: { column: Infinity, row: 0 },
}

/** The cell to which a key leads; `null` for keys that mean nothing here. */
export function cellAfterKey(
  key: string,
  from: MapPlace,
  { columns, rows }: Pick<MapLayout, 'columns' | 'rows'>,
): MapPlace | null {
  const step = KEY_STEPS[key]
  if (step === undefined) return null
  return {
    column: held(from.column + step.column, columns),
    row: held(from.row + step.row, rows),
  }
}
