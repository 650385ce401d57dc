import type { ThemeColours } from '../palette.ts'
import { sequentialColours, shareOf } from './mapColours.ts'
import { boxOf, pixelAt, type MapLayout } from './mapLayout.ts'
import type { Contour } from './regions.ts'
import type { MapCategory, MapCells } from './types.ts'

export interface MapScene {
  layout: MapLayout
  theme: ThemeColours
  contours: readonly Contour[]
}

/** Draws cells and contour lines without text. Pure: any 2D context will do. */
export function drawMap(context: CanvasRenderingContext2D, scene: MapScene, cells: MapCells): void {
  if (cells.kind === 'values') drawValues(context, scene, cells)
  else drawCategories(context, scene, cells)
  drawContours(context, scene)
  const { plot } = scene.layout
  context.strokeStyle = scene.theme.colour('rule-strong')
  context.lineWidth = 1
  context.strokeRect(plot.x, plot.y, plot.width, plot.height)
}

function fillCell(context: CanvasRenderingContext2D, layout: MapLayout, cell: number): void {
  const place = { column: cell % layout.columns, row: Math.floor(cell / layout.columns) }
  const { left, top, width, height } = boxOf(layout, place)
  // Whole pixels: neighbours share their edge, neither with a seam nor with an overlap.
  const [x, y] = [Math.round(left), Math.round(top)]
  context.fillRect(x, y, Math.round(left + width) - x, Math.round(top + height) - y)
}

function drawValues(
  context: CanvasRenderingContext2D,
  { layout, theme }: MapScene,
  { values, domain }: Extract<MapCells, { kind: 'values' }>,
): void {
  const colour = sequentialColours(theme)
  for (let cell = 0; cell < layout.columns * layout.rows; cell += 1) {
    const value = values[cell] ?? NaN
    if (Number.isNaN(value)) continue
    context.fillStyle = colour(shareOf(value, domain))
    fillCell(context, layout, cell)
  }
}

function drawCategories(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  { indices, categories }: Extract<MapCells, { kind: 'categories' }>,
): void {
  const { layout, theme } = scene
  categories.forEach((category, kind) => {
    context.fillStyle = theme.colour(category.colourToken)
    context.globalAlpha = 0.3
    for (let cell = 0; cell < layout.columns * layout.rows; cell += 1) {
      if (indices[cell] === kind) fillCell(context, layout, cell)
    }
    context.globalAlpha = 1
    context.save()
    context.beginPath()
    for (let cell = 0; cell < layout.columns * layout.rows; cell += 1) {
      if (indices[cell] !== kind) continue
      const place = { column: cell % layout.columns, row: Math.floor(cell / layout.columns) }
      const { left, top, width, height } = boxOf(layout, place)
      context.rect(left, top, width, height)
    }
    context.clip()
    drawPattern(context, scene, category)
    context.restore()
  })
}

/** In rem. */
const PATTERN_STEP = 0.75

function drawPattern(
  context: CanvasRenderingContext2D,
  { layout, theme }: MapScene,
  { pattern, colourToken }: MapCategory,
): void {
  if (pattern === 'plain') return
  const { plot } = layout
  const step = PATTERN_STEP * theme.rem
  context.globalAlpha = 0.45
  context.strokeStyle = theme.colour(colourToken)
  context.fillStyle = theme.colour(colourToken)
  context.lineWidth = theme.strokeScale
  context.setLineDash([])
  context.beginPath()
  if (pattern === 'dots') {
    for (let x = plot.x + step / 2; x < plot.x + plot.width; x += step) {
      for (let y = plot.y + step / 2; y < plot.y + plot.height; y += step) {
        context.rect(x, y, 1.5 * theme.strokeScale, 1.5 * theme.strokeScale)
      }
    }
    context.fill()
  } else {
    const lean = pattern === 'rising' ? plot.height : -plot.height
    for (let x = plot.x - plot.height; x < plot.x + plot.width + plot.height; x += step) {
      context.moveTo(x, plot.y + plot.height)
      context.lineTo(x + lean, plot.y)
    }
    context.stroke()
  }
  context.globalAlpha = 1
}

function drawContours(context: CanvasRenderingContext2D, scene: MapScene): void {
  const { layout, theme, contours } = scene
  context.lineJoin = 'round'
  context.setLineDash([])
  // A light line under the dark one: seen on every colour of the scale.
  for (const [token, width] of [
    ['paper', 3],
    ['ink', 1.25],
  ] as const) {
    context.strokeStyle = theme.colour(token)
    context.lineWidth = width * theme.strokeScale
    context.beginPath()
    for (const line of contours.flatMap(({ lines }) => lines)) {
      line.forEach((spot, index) => {
        const { x, y } = pixelAt(layout, spot)
        if (index === 0) context.moveTo(x, y)
        else context.lineTo(x, y)
      })
    }
    context.stroke()
  }
}
