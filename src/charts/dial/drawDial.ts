import { line } from 'd3'
import { strengthOf } from '../frame/light.ts'
import { traceMark } from '../frame/marks.ts'
import { DASH_PATTERNS, type ThemeColours } from '../palette.ts'
import { footOf, planePoints, sweepPoint, type DialLayout } from './dialLayout.ts'
import type { DialCurve, DialData, DialDot, DialLane } from './types.ts'

/** ℓ-orders between which a band is marked. */
export interface OrderBand {
  from: number
  to: number
}

export interface DialScene {
  layout: DialLayout
  theme: ThemeColours
  lanes: readonly DialLane[]
  band: OrderBand
  /** The feature whose dots stand out; `null` for none. */
  picked: number | null
  /** The part that stands out; `null`: all are drawn alike. */
  lit: string | null
}

interface LaneDots {
  lane: DialLane
  dots: readonly DialDot[]
  points: readonly { x: number; y: number }[]
}

/** Draws both panels without text. Pure: any 2D context will do. */
export function drawDial(
  context: CanvasRenderingContext2D,
  scene: DialScene,
  data: DialData,
): void {
  drawBand(context, scene)
  drawGrid(context, scene)
  drawLine(context, scene)
  scene.lanes.forEach((lane, index) => {
    const curve = data.curves[index]
    if (curve === undefined) return
    context.globalAlpha = laneStrength(scene, lane)
    drawCurve(context, scene, { lane, curve })
  })
  const { layout } = scene
  scene.lanes.forEach((lane, index) => {
    const dots = data.dots[index] ?? []
    drawDots(context, scene, { lane, dots, points: planePoints(layout, { dots, lane: index }) })
    const points = dots.map((dot) => sweepPoint(layout, dot))
    drawDots(context, scene, { lane, dots, points })
  })
  context.globalAlpha = 1
}

/** A lane is paler only where another one stands out. */
const laneStrength = ({ lanes, lit }: DialScene, { id }: DialLane): number =>
  lanes.some((lane) => lit === `lane:${lane.id}`) ? strengthOf(lit, `lane:${id}`) : 1

function drawBand(context: CanvasRenderingContext2D, scene: DialScene): void {
  const { layout, theme, band } = scene
  context.fillStyle = theme.colour(scene.lit === 'band' ? 'rule' : 'paper-sunken')
  for (const [box, scale] of [
    [layout.plane, layout.planeOrder],
    [layout.sweep, layout.sweepOrder],
  ] as const) {
    const top = scale(band.to)
    context.fillRect(box.x, top, box.width, scale(band.from) - top)
  }
}

function drawGrid(context: CanvasRenderingContext2D, { layout, theme }: DialScene): void {
  const { plane, sweep } = layout
  context.strokeStyle = theme.colour('rule')
  context.lineWidth = theme.strokeScale
  context.setLineDash([])
  context.beginPath()
  for (const order of [1, 1.5, 2]) {
    context.moveTo(plane.x, layout.planeOrder(order))
    context.lineTo(plane.x + plane.width, layout.planeOrder(order))
    context.moveTo(sweep.x, layout.sweepOrder(order))
    context.lineTo(sweep.x + sweep.width, layout.sweepOrder(order))
  }
  for (const dependence of [-1, -0.5, 0]) {
    context.moveTo(layout.dependenceScale(dependence), plane.y)
    context.lineTo(layout.dependenceScale(dependence), plane.y + plane.height)
  }
  for (const { x } of layout.ratioTicks) {
    context.moveTo(x, sweep.y + sweep.height)
    context.lineTo(x, sweep.y + sweep.height + 0.3 * theme.rem)
  }
  context.stroke()
}

/** ℓ-order + feature dependence = 1, on which all features lie, thick where selection is nested. */
function drawLine(context: CanvasRenderingContext2D, scene: DialScene): void {
  const { layout, theme, band, lit } = scene
  const stroke = (from: number, to: number, width: number): void => {
    context.lineWidth = width * theme.strokeScale
    context.beginPath()
    for (const [index, order] of [from, to].entries()) {
      const foot = footOf(layout, { feature: 0, ratio: 0, order, dependence: 1 - order })
      if (index === 0) context.moveTo(foot.x, foot.y)
      else context.lineTo(foot.x, foot.y)
    }
    context.stroke()
  }
  context.strokeStyle = theme.colour('rule-strong')
  stroke(1, 2, lit === 'line' ? 3 : 1.25)
  context.strokeStyle = theme.colour('ink')
  stroke(band.from, band.to, lit === 'band' ? 4.5 : 2.5)
}

interface LaneCurve {
  lane: DialLane
  curve: DialCurve
}

function drawCurve(
  context: CanvasRenderingContext2D,
  scene: DialScene,
  { lane, curve }: LaneCurve,
): void {
  const { layout, theme, band } = scene
  const all: [number, number][] = []
  const nested: [number, number][] = []
  for (let index = 0; index < curve.ratio.length; index += 1) {
    const order = curve.order[index] ?? 1
    const point: [number, number] = [
      layout.ratioScale(curve.ratio[index] ?? 1),
      layout.sweepOrder(order),
    ]
    all.push(point)
    if (order >= band.from && order <= band.to) nested.push(point)
  }
  context.strokeStyle = theme.colour(lane.colourToken)
  context.lineJoin = 'round'
  const width = 1.5 * theme.strokeScale
  context.lineWidth = width
  context.setLineDash(DASH_PATTERNS[lane.dash].map((length) => length * width))
  context.beginPath()
  line().context(context)(all)
  context.stroke()
  context.setLineDash([])
  context.lineWidth = 3.5 * theme.strokeScale
  context.beginPath()
  line().context(context)(nested)
  context.stroke()
}

function drawDots(
  context: CanvasRenderingContext2D,
  scene: DialScene,
  { lane, dots, points }: LaneDots,
): void {
  const { layout, theme, picked, lit } = scene
  const strength = laneStrength(scene, lane)
  const isGroupLit = lit?.startsWith('dots:') ?? false
  const radius = layout.dotRadius
  context.setLineDash([])
  context.fillStyle = theme.colour(lane.colourToken)
  context.strokeStyle = theme.colour('paper')
  context.lineWidth = theme.strokeScale
  points.forEach(({ x, y }, index) => {
    const part = `dots:${dots[index]?.group ?? ''}`
    context.globalAlpha = isGroupLit ? strengthOf(lit, part) : strength
    context.beginPath()
    traceMark(context, lane.mark, { x, y, radius })
    context.fill()
    context.stroke()
  })
  context.globalAlpha = strength
  context.strokeStyle = theme.colour('ink')
  context.lineWidth = 2 * theme.strokeScale
  dots.forEach(({ feature }, index) => {
    const point = points[index]
    if (feature !== picked || point === undefined) return
    context.beginPath()
    traceMark(context, lane.mark, { ...point, radius })
    context.fill()
    context.beginPath()
    traceMark(context, 'circle', { ...point, radius: 2 * radius })
    context.stroke()
  })
}
