import { line, range } from 'd3'
import { DASH_PATTERNS, type ThemeColours } from '../palette.ts'
import { strengthOf } from '../frame/light.ts'
import { spreadLabels } from '../frame/spreadLabels.ts'
import { indexAt, type LossLayout, type PanelPlace } from './lossLayout.ts'
import { curveThinned } from './curveThinned.ts'
import type { LossData, LossPoints, LossSeries } from './types.ts'

/** A place along x that is marked across a panel. */
export interface LossPlace {
  panel: string
  x: number
}

/** Everything about the chart that does not change while training runs. */
export interface LossScene {
  layout: LossLayout
  theme: ThemeColours
  series: readonly LossSeries[]
  /** The series that stands out, as `series:ID`; `null`: all are drawn alike. */
  lit: string | null
}

/** Draws curves, grid and marked places without text. Pure: any 2D context will do. */
export function drawLoss(
  context: CanvasRenderingContext2D,
  scene: LossScene,
  { data, pick }: { data: LossData; pick: LossPlace | null },
): void {
  drawGrid(context, scene)
  for (const place of [data.cursor, pick]) {
    const panel = scene.layout.panels.find(({ id }) => id === place?.panel)
    if (place === null || panel === undefined) continue
    drawPlace(context, scene, panel.xScale(place.x))
  }
  const { series, behind = {}, cursor } = data
  drawCurves(context, scene, { pointsOf: behind, isThin: true })
  drawCurves(context, scene, { pointsOf: series, isThin: false })
  if (pick !== null) drawDots(context, scene, { pointsOf: series, place: pick })
  if (cursor !== null) {
    const pointsOf = cursor.isBehind === true ? behind : series
    drawDots(context, scene, { pointsOf, place: cursor })
  }
}

interface Curves {
  pointsOf: Readonly<Record<string, LossPoints>>
  isThin: boolean
}

function drawCurves(
  context: CanvasRenderingContext2D,
  scene: LossScene,
  { pointsOf, isThin }: Curves,
): void {
  for (const series of scene.series) {
    const panel = scene.layout.panels.find(({ id }) => id === series.panel)
    const points = pointsOf[series.id]
    if (panel !== undefined && points !== undefined) {
      drawCurve(context, scene, { series, panel, points, isThin })
    }
  }
}

function drawGrid(context: CanvasRenderingContext2D, { layout, theme }: LossScene): void {
  const { plot, panels } = layout
  const bottom = plot.y + plot.height
  context.fillStyle = theme.colour('rule')
  for (const panel of panels) {
    for (const { y } of layout.yTicks) context.fillRect(panel.x, Math.round(y), panel.width, 1)
    for (const { x } of panel.ticks) context.fillRect(Math.round(x), plot.y, 1, plot.height)
  }
  context.fillStyle = theme.colour('rule-strong')
  for (const panel of panels) {
    context.fillRect(panel.x, Math.round(bottom), panel.width, 1)
    for (const { x } of panel.ticks) context.fillRect(Math.round(x), bottom, 1, 0.3 * theme.rem)
  }
  context.strokeStyle = theme.colour('ink')
  context.lineWidth = theme.strokeScale
  context.setLineDash([2 * theme.strokeScale, 3 * theme.strokeScale])
  for (const x of layout.dividers) {
    strokeLine(context, { x, from: layout.rows.divider + 0.2 * theme.rem, to: bottom })
  }
  context.setLineDash([])
}

function strokeLine(
  context: CanvasRenderingContext2D,
  { x, from, to }: { x: number; from: number; to: number },
): void {
  context.beginPath()
  context.moveTo(Math.round(x) + 0.5, from)
  context.lineTo(Math.round(x) + 0.5, to)
  context.stroke()
}

function drawPlace(
  context: CanvasRenderingContext2D,
  { layout, theme }: LossScene,
  x: number,
): void {
  context.strokeStyle = theme.colour('ink')
  context.lineWidth = theme.strokeScale
  context.globalAlpha = 0.55
  strokeLine(context, { x, from: layout.plot.y, to: layout.plot.y + layout.plot.height })
  context.globalAlpha = 1
}

interface Curve {
  series: LossSeries
  panel: PanelPlace
  points: LossPoints
  isThin: boolean
}

/** Whether a point of a thin line lies between the edges of the axes, where scales would put it. */
function isInside({ layout }: LossScene, panel: PanelPlace, [x, y]: [number, number]): boolean {
  const [, lastX = Infinity] = panel.xScale.domain()
  const [lowest = 0] = layout.yScale.domain()
  return x <= lastX && y >= lowest
}

function drawCurve(
  context: CanvasRenderingContext2D,
  scene: LossScene,
  { series, panel, points, isThin }: Curve,
): void {
  const { layout, theme } = scene
  const part = `series:${series.id}`
  const weight = scene.lit === part ? 1.6 : 1
  const lineWidth = (isThin ? 1 : 2) * weight * theme.strokeScale
  context.save()
  context.beginPath()
  // Room for the line's own thickness; beyond the panel nothing is drawn.
  context.rect(
    panel.x - lineWidth,
    layout.plot.y - lineWidth,
    panel.width + 2 * lineWidth,
    layout.plot.height + 2 * lineWidth,
  )
  context.clip()
  context.strokeStyle = theme.colour(series.colourToken)
  context.globalAlpha = strengthOf(scene.lit, part)
  context.lineWidth = lineWidth
  context.lineJoin = 'round'
  context.setLineDash(isThin ? [] : DASH_PATTERNS[series.dash].map((length) => length * lineWidth))
  context.beginPath()
  const isDrawn = (x: number, y: number): boolean =>
    Number.isFinite(y) && (!isThin || isInside(scene, panel, [x, y]))
  const trace = line<number>()
    .defined((index) => isDrawn(points.x[index] ?? 0, points.y[index] ?? NaN))
    .x((index) => panel.xScale(points.x[index] ?? 0))
    .y((index) => layout.yScale(points.y[index] ?? 0))
    .curve(curveThinned)
    .context(context)
  trace(range(points.length))
  context.stroke()
  context.restore()
}

/** A dot on every curve of the place's panel. */
function drawDots(
  context: CanvasRenderingContext2D,
  { layout, theme, series }: LossScene,
  { pointsOf, place }: { pointsOf: LossData['series']; place: LossPlace },
): void {
  const panel = layout.panels.find(({ id }) => id === place.panel)
  if (panel === undefined) return
  for (const { id, colourToken, panel: seriesPanel } of series) {
    const points = pointsOf[id]
    if (seriesPanel !== place.panel || points === undefined) continue
    const index = indexAt(points, place.x)
    const value = points.y[index] ?? NaN
    if (!Number.isFinite(value)) continue
    context.fillStyle = theme.colour(colourToken)
    context.strokeStyle = theme.colour('paper')
    context.lineWidth = 1.5 * theme.strokeScale
    context.beginPath()
    const x = panel.xScale(points.x[index] ?? 0)
    context.arc(x, layout.yScale(value), 4 * theme.strokeScale, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
}

/** Where the name of a series stands: its right or left edge, and its vertical centre. */
export interface LabelPlace {
  id: string
  align: 'left' | 'right'
  x: number
  y: number
}

/**
 * Places for the names of all series that have points. Those of the last panel stand right of the
 * plot at the height of the line's end, if there is room; all others inside, above the line's end.
 */
export function placeLabels({ layout, theme, series }: LossScene, data: LossData): LabelPlace[] {
  const height = 1.15 * theme.rem
  const { plot } = layout
  return layout.panels.flatMap((panel, panelIndex) => {
    const isOutside = panelIndex === layout.panels.length - 1 && layout.labelWidth !== null
    const ends = series.flatMap(({ id, panel: seriesPanel }) => {
      const end = seriesPanel === panel.id ? lastPoint(data.series[id]) : null
      return end === null ? [] : [{ id, x: panel.xScale(end.x), y: layout.yScale(end.y) }]
    })
    const lift = isOutside ? 0 : 0.75 * height
    const centres = spreadLabels(
      ends.map(({ y }) => ({ wanted: y - lift, height })),
      plot.y - height / 2,
      plot.y + plot.height + (isOutside ? height / 2 : 0),
    )
    return ends.map(({ id, x }, index): LabelPlace => {
      const y = centres[index] ?? 0
      return isOutside
        ? { id, align: 'left', x: plot.x + plot.width + 0.5 * theme.rem, y }
        : { id, align: 'right', x: Math.max(x, panel.x + 0.6 * panel.width), y }
    })
  })
}

function lastPoint(points: LossPoints | undefined): { x: number; y: number } | null {
  if (points === undefined) return null
  for (let index = points.length - 1; index >= 0; index -= 1) {
    const [x, y] = [points.x[index] ?? NaN, points.y[index] ?? NaN]
    if (Number.isFinite(y)) return { x, y }
  }
  return null
}
