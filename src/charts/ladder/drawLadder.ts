import { line } from 'd3'
import { strengthOf } from '../frame/light.ts'
import { DASH_PATTERNS, type ThemeColours } from '../palette.ts'
import { dotAt, type LadderLayout } from './ladderLayout.ts'
import type { LadderData, LadderLine } from './types.ts'

export interface LadderScene {
  layout: LadderLayout
  theme: ThemeColours
  line: LadderLine
  /** As many as the data's. */
  rivals: readonly LadderLine[]
  /** A row whose dots stand out; `null` for none. */
  row: number | null
  /** The line that stands out, as `line:ID`; `null`: all are drawn alike. */
  lit: string | null
}

/** Draws grid, dots and lines without text. Pure: any 2D context will do. */
export function drawLadder(
  context: CanvasRenderingContext2D,
  scene: LadderScene,
  data: LadderData,
): void {
  drawGrid(context, scene)
  const rows = data.values.length / data.x.length
  for (let row = 0; row < rows; row += 1) {
    if (row !== scene.row) drawDots(context, scene, { data, row })
  }
  scene.rivals.forEach((style, index) =>
    drawLine(context, scene, { x: data.x, heights: data.rivals[index] ?? [], style }),
  )
  drawLine(context, scene, { x: data.x, heights: data.line, style: scene.line })
  if (scene.row !== null) drawDots(context, scene, { data, row: scene.row })
}

function drawGrid(context: CanvasRenderingContext2D, { layout, theme }: LadderScene): void {
  const { plot, yTicks } = layout
  context.strokeStyle = theme.colour('rule')
  context.lineWidth = theme.strokeScale
  context.setLineDash([])
  context.beginPath()
  for (const { y } of yTicks) {
    context.moveTo(plot.x, y)
    context.lineTo(plot.x + plot.width, y)
  }
  context.stroke()
}

function drawDots(
  context: CanvasRenderingContext2D,
  scene: LadderScene,
  { data, row }: { data: LadderData; row: number },
): void {
  const { theme, layout } = scene
  const isMarked = row === scene.row
  context.fillStyle = theme.colour(isMarked ? 'ink' : scene.line.colourToken)
  // Where many dots lie on each other it is darker.
  const strength = strengthOf(scene.lit, `line:${scene.line.id ?? ''}`)
  context.globalAlpha = (isMarked ? 0.9 : 0.3) * strength
  const radius = (isMarked ? 2.3 : 2.1) * theme.strokeScale
  data.x.forEach((_, column) => {
    const dot = dotAt(layout, data, { column, row })
    if (dot === null) return
    context.beginPath()
    context.arc(dot.x, dot.y, radius, 0, 2 * Math.PI)
    context.fill()
  })
  context.globalAlpha = 1
}

function prepareLine(
  context: CanvasRenderingContext2D,
  { theme, lit }: LadderScene,
  { id = '', colourToken, dash }: LadderLine,
): void {
  const width = (lit === `line:${id}` ? 3.2 : 2) * theme.strokeScale
  context.strokeStyle = theme.colour(colourToken)
  context.lineWidth = width
  context.lineJoin = 'round'
  context.setLineDash(DASH_PATTERNS[dash].map((length) => length * width))
  context.beginPath()
}

interface DrawnLine {
  x: readonly number[]
  /** Shape columns. */
  heights: readonly number[]
  style: LadderLine
}

function drawLine(
  context: CanvasRenderingContext2D,
  scene: LadderScene,
  { x, heights, style }: DrawnLine,
): void {
  const { layout, lit } = scene
  // Columns without a median are passed over, not a gap: they are only not yet known.
  const points = x.flatMap((place, column): [number, number][] => {
    const value = heights[column] ?? NaN
    return Number.isNaN(value) ? [] : [[layout.xScale(place), layout.yScale(value)]]
  })
  if (points.length === 0) return
  prepareLine(context, scene, style)
  context.globalAlpha = strengthOf(lit, `line:${style.id ?? ''}`)
  line().context(context)(points)
  context.stroke()
  context.globalAlpha = 1
}
