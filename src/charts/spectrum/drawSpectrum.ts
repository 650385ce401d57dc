import { scaleLinear, type ScaleLinear } from 'd3'
import { strengthOf } from '../frame/light.ts'
import { traceMark } from '../frame/marks.ts'
import type { ThemeColours } from '../palette.ts'
import {
  coefficientScale,
  type GroupPlace,
  type RowPlace,
  type SpectrumLayout,
} from './spectrumLayout.ts'
import type { FeatureGroup, SpectrumBase, SpectrumData, SpectrumRow } from './types.ts'

/** Everything about a spectrum that does not change while training runs. */
export interface SpectrumScene {
  layout: SpectrumLayout
  theme: ThemeColours
  groups: readonly FeatureGroup[]
  rows: readonly SpectrumRow[]
  /** One coefficient per feature; features with 0 get no circle. */
  teacher: ArrayLike<number>
  /** Coefficient at the edge of a band, positive; the same for every row. */
  extent: number
  /** Coefficient of the discreet tick on either side of zero; `null` for none. */
  tick: number | null
  base: SpectrumBase | null
  /** The part that stands out; `null`: all are drawn alike. */
  lit: string | null
}

/** One group of one row: what all its marks have in common. */
interface Cell {
  /** Of the group. */
  id: string
  features: readonly number[]
  place: GroupPlace
  row: RowPlace
  extent: number
  /** Pixel of a coefficient along y. */
  yScale: ScaleLinear<number, number>
}

/** Where an exact end point is nearer to zero than this many pixels, its tick would hide the axis. */
const SHORTEST_EXACT = 1.5

/** Draws a whole spectrum without its text. Pure: any 2D context will do. */
export function drawSpectrum(
  context: CanvasRenderingContext2D,
  scene: SpectrumScene,
  data: SpectrumData,
): void {
  drawAxes(context, scene)
  scene.rows.forEach((row, index) => {
    const place = scene.layout.rows[index]
    if (place === undefined) return
    const all = cellsOf(scene, place)
    /** Draws each cell of a kind of mark as strongly as what is lit allows. */
    const draw = (kind: string | null, drawCells: (cells: readonly Cell[]) => void): void => {
      for (const [strength, cells] of byStrength(all, scene.lit, [kind ?? '', `row:${row.id}`])) {
        context.globalAlpha = strength
        drawCells(cells)
      }
      context.globalAlpha = 1
    }
    const { theme } = scene
    const values = data.rows[index] ?? null
    const colour = theme.colour(row.colourToken)
    const minimum = data.minimum?.[index] ?? null
    const exact = data.exact?.[index] ?? null
    if (minimum !== null) {
      draw('minimum', (cells) => drawMinimum(context, { cells, exact: minimum, theme }))
    }
    if (values !== null) draw(null, (cells) => drawStems(context, { cells, values, colour, row }))
    draw('teacher', (cells) => drawTeacher(context, scene, cells))
    if (exact !== null) draw('exact', (cells) => drawExact(context, { cells, exact, theme }))
  })
  drawBase(context, scene, data.base ?? scene.base?.values ?? null)
}

/** The cells of one kind of mark, by how strongly they are drawn: one entry while nothing is lit. */
function byStrength(
  cells: readonly Cell[],
  lit: string | null,
  parts: readonly string[],
): Map<number, Cell[]> {
  const found = new Map<number, Cell[]>()
  for (const cell of cells) {
    const strength = strengthOf(lit, ...parts, `group:${cell.id}`)
    found.set(strength, [...(found.get(strength) ?? []), cell])
  }
  return found
}

function cellsOf({ groups, layout, extent }: SpectrumScene, row: RowPlace): Cell[] {
  const yScale = coefficientScale(row, extent)
  return groups.flatMap(({ id, features }, index) => {
    const place = layout.groups[index]
    return place === undefined ? [] : [{ id, features, place, row, extent, yScale }]
  })
}

/** Centre of the stem of a cell's feature number `index`. */
const stemX = ({ place }: Cell, index: number): number => place.x + (index + 0.5) * place.pitch

function drawAxes(context: CanvasRenderingContext2D, scene: SpectrumScene): void {
  const { layout, theme, tick, extent } = scene
  const { x, width } = layout.plot
  context.fillStyle = theme.colour('rule')
  const thickness = Math.max(1, theme.strokeScale)
  for (const row of layout.rows) context.fillRect(x, row.centre - thickness / 2, width, thickness)
  if (layout.base !== null) context.fillRect(x, layout.base.top - thickness, width, thickness)
  if (tick === null || tick > extent) return
  context.fillStyle = theme.colour('rule-strong')
  const length = 0.25 * theme.rem
  for (const row of layout.rows) {
    const yScale = coefficientScale(row, extent)
    for (const value of [-tick, tick]) {
      context.fillRect(x - length, yScale(value) - thickness / 2, length, thickness)
    }
  }
}

interface Stems {
  cells: readonly Cell[]
  values: ArrayLike<number>
  colour: string
  row: SpectrumRow
}

function drawStems(context: CanvasRenderingContext2D, { cells, values, colour, row }: Stems): void {
  context.fillStyle = colour
  context.beginPath()
  for (const cell of cells) {
    const { stemWidth, markRadius } = cell.place
    const zero = cell.row.centre
    cell.features.forEach((feature, index) => {
      const value = values[feature] ?? 0
      if (value === 0 || Number.isNaN(value)) return
      const x = stemX(cell, index)
      const y = cell.yScale(value)
      const height = Math.abs(y - zero)
      context.rect(x - stemWidth / 2, Math.min(zero, y), stemWidth, height)
      if (Math.abs(value) > cell.extent) traceCut(context, { x, y, cell })
      else if (markRadius > 0 && height >= markRadius) {
        // A shorter stem would vanish behind its own mark.
        traceMark(context, row.mark, { x, y, radius: markRadius })
      }
    })
  }
  context.fill()
}

/** An arrow head beyond the edge of the band: the stem goes on, further than is drawn. */
function traceCut(
  context: CanvasRenderingContext2D,
  { x, y, cell }: { x: number; y: number; cell: Cell },
): void {
  const size = Math.max(3, cell.place.markRadius)
  const away = y < cell.row.centre ? -1 : 1
  context.moveTo(x - size, y)
  context.lineTo(x + size, y)
  context.lineTo(x, y + away * 1.4 * size)
  context.closePath()
}

function drawTeacher(
  context: CanvasRenderingContext2D,
  { teacher, theme, lit }: SpectrumScene,
  cells: readonly Cell[],
): void {
  context.strokeStyle = theme.colour('ink')
  context.lineWidth = (lit === 'teacher' ? 2.4 : 1.4) * theme.strokeScale
  context.beginPath()
  for (const cell of cells) {
    cell.features.forEach((feature, index) => {
      const value = teacher[feature] ?? 0
      if (value === 0) return
      const place = { x: stemX(cell, index), y: cell.yScale(value) }
      traceMark(context, 'circle', { ...place, radius: cell.place.teacherRadius })
    })
  }
  context.stroke()
}

interface ExactTicks {
  cells: readonly Cell[]
  exact: ArrayLike<number>
  theme: ThemeColours
}

function drawExact(context: CanvasRenderingContext2D, { cells, exact, theme }: ExactTicks): void {
  context.fillStyle = theme.colour('rule-strong')
  const thickness = 1 * theme.strokeScale
  for (const cell of cells) {
    // Wider than the mark, so that it shows on both sides of a stem that has arrived.
    const width = Math.min(cell.place.pitch * 0.9, 2 * cell.place.teacherRadius + 6)
    cell.features.forEach((feature, index) => {
      const y = cell.yScale(exact[feature] ?? 0)
      if (Math.abs(y - cell.row.centre) < SHORTEST_EXACT) return
      context.fillRect(stemX(cell, index) - width / 2, y - thickness / 2, width, thickness)
    })
  }
}

function drawMinimum(context: CanvasRenderingContext2D, { cells, exact, theme }: ExactTicks): void {
  context.strokeStyle = theme.colour('rule-strong')
  context.lineWidth = theme.strokeScale
  context.beginPath()
  for (const cell of cells) {
    // A little larger than the mark of a stem, so that it shows around one that has arrived.
    const radius = Math.max(2, 1.2 * cell.place.markRadius)
    cell.features.forEach((feature, index) => {
      const y = cell.yScale(exact[feature] ?? 0)
      if (Math.abs(y - cell.row.centre) < SHORTEST_EXACT) return
      traceMark(context, 'diamond', { x: stemX(cell, index), y, radius })
    })
  }
  context.stroke()
}

function drawBase(
  context: CanvasRenderingContext2D,
  { layout, theme, groups, base, lit }: SpectrumScene,
  values: ArrayLike<number> | null,
): void {
  const place = layout.base
  if (place === null || base === null || values === null) return
  context.fillStyle = theme.colour('base-bar')
  const height = scaleLinear([0, base.extent], [0, place.height]).clamp(true)
  groups.forEach(({ id, features }, group) => {
    const groupPlace = layout.groups[group]
    if (groupPlace === undefined) return
    context.globalAlpha = strengthOf(lit, 'base', `group:${id}`)
    const { x, pitch, stemWidth } = groupPlace
    features.forEach((feature, index) => {
      const left = x + (index + 0.5) * pitch - stemWidth / 2
      context.fillRect(left, place.top, stemWidth, height(Math.abs(values[feature] ?? 0)))
    })
  })
  context.globalAlpha = 1
}
