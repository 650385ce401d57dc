import { strengthOf } from '../frame/light.ts'
import { traceMark } from '../frame/marks.ts'
import type { MarkShape, ThemeColours } from '../palette.ts'
import type { RowPlace } from '../spectrum/spectrumLayout.ts'
import {
  ANGLE_TICKS,
  angleToY,
  bandUnits,
  dotOf,
  type BandUnits,
  type DirectionsLayout,
  type Dot,
} from './directionsLayout.ts'
import { drawTurns } from './drawTurns.ts'
import type { DirectionsData, DirectionsRow, UnitPlace, UnitsRow } from './types.ts'

/** Everything about the chart that does not change while training runs. */
export interface DirectionsScene {
  layout: DirectionsLayout
  theme: ThemeColours
  /** With the base, if it has a band. */
  bands: readonly DirectionsRow[]
  /** Main-task readout per teacher unit; those other than 0 get a ring. */
  teacher: ArrayLike<number>
  /** Whether turns since the base are drawn as arrows. */
  hasArrows: boolean
  picked: UnitPlace | null
  /** A teacher unit whose column stands out. */
  feature: number | null
  /** From left to right, as they are laid out. */
  groups: readonly { id: string }[]
  /** The part that stands out; `null`: all are drawn alike. */
  lit: string | null
}

/** The units of every band, the base's last. */
export const bandsOf = ({ rows, base }: DirectionsData): (UnitsRow | null)[] => [...rows, base]

/** Draws the whole chart without its text. Pure: any 2D context will do. */
export function drawDirections(
  context: CanvasRenderingContext2D,
  scene: DirectionsScene,
  data: DirectionsData,
): void {
  drawColumns(context, scene)
  const units = bandsOf(data)
  scene.bands.forEach((band, index) => {
    const place = scene.layout.frame.rows[index]
    if (place === undefined) return
    drawAxis(context, scene, place)
    const now = units[index] ?? null
    if (now !== null) drawBand(context, scene, { band, place, units: now, base: data.base })
    drawTeacher(context, scene, place)
  })
  drawWash(context, scene)
  drawPicked(context, scene, units)
}

/** Lays paper over every part that does not stand out: units are drawn too finely to be paled one by one. */
function drawWash(context: CanvasRenderingContext2D, scene: DirectionsScene): void {
  const { layout, theme, bands, groups, lit } = scene
  if (lit === null) return
  const margin = layout.fullRadius
  context.fillStyle = theme.colour('paper')
  bands.forEach(({ id }, index) => {
    const { bandTop = 0, bandHeight = 0 } = layout.frame.rows[index] ?? {}
    layout.frame.groups.forEach(({ x, width }, group) => {
      const parts = [`row:${id}`, `group:${groups[group]?.id ?? ''}`]
      const strength = strengthOf(lit, ...parts)
      if (strength === 1) return
      context.globalAlpha = 1 - strength
      context.fillRect(x - margin, bandTop - margin, width + 2 * margin, bandHeight + 2 * margin)
    })
  })
  context.globalAlpha = 1
}

/** The column of the picked feature, through all bands. */
function drawColumns(context: CanvasRenderingContext2D, scene: DirectionsScene): void {
  const { layout, theme, feature } = scene
  const x = layout.columnX[feature ?? -1] ?? NaN
  if (feature === null || Number.isNaN(x)) return
  const half = (layout.columnHalf[feature] ?? 0) + layout.fullRadius
  context.fillStyle = theme.colour('paper-sunken')
  for (const { bandTop, bandHeight } of layout.frame.rows) {
    context.fillRect(x - half, bandTop, 2 * half, bandHeight)
  }
}

const toRadians = (degrees: number): number => (degrees * Math.PI) / 180

function drawAxis(
  context: CanvasRenderingContext2D,
  { layout, theme }: DirectionsScene,
  place: RowPlace,
): void {
  const thickness = Math.max(1, theme.strokeScale)
  for (const degrees of ANGLE_TICKS) {
    context.fillStyle = theme.colour(degrees === 0 ? 'rule-strong' : 'rule')
    const y = Math.round(angleToY(place, toRadians(degrees)) - thickness / 2)
    for (const { x, width } of layout.frame.groups) context.fillRect(x, y, width, thickness)
  }
}

interface Band {
  band: DirectionsRow
  place: RowPlace
  units: UnitsRow
  base: UnitsRow | null
}

function drawBand(
  context: CanvasRenderingContext2D,
  scene: DirectionsScene,
  { band, place, units, base }: Band,
): void {
  const { theme, layout } = scene
  const colour = theme.colour(band.colourToken)
  context.fillStyle = colour
  context.strokeStyle = colour
  const filled = bandUnits(layout, place, units)
  drawWeak(context, filled)
  if (scene.hasArrows && band.startsFromBase && base !== null) {
    drawTurns(context, filled, { base, strokeScale: theme.strokeScale })
  }
  drawStrong(context, filled, { mark: band.mark, line: 1.5 * theme.strokeScale })
}

/** Specks: rectangles, which are the quickest to paint, since they are many. */
function drawWeak(context: CanvasRenderingContext2D, filled: BandUnits): void {
  context.globalAlpha = 0.4
  for (let unit = 0; unit < filled.units.feature.length; unit += 1) {
    const dot = dotOf(filled, unit)
    if (dot?.isWeak !== true) continue
    const { x, y, radius } = dot
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius)
  }
  context.globalAlpha = 1
}

/** Translucent where v is positive, outlined where it is negative. */
function drawStrong(
  context: CanvasRenderingContext2D,
  filled: BandUnits,
  look: { mark: MarkShape; line: number },
): void {
  const { feature, sign } = filled.units
  context.lineWidth = look.line
  for (let unit = 0; unit < feature.length; unit += 1) {
    const dot = dotOf(filled, unit)
    if (dot === null || dot.isWeak) continue
    if ((sign[unit] ?? 0) >= 0) fillDot(context, dot, look.mark)
    else outlineDot(context, dot, look)
  }
  context.globalAlpha = 1
}

function fillDot(context: CanvasRenderingContext2D, dot: Dot, mark: MarkShape): void {
  context.globalAlpha = 0.6
  context.beginPath()
  traceMark(context, mark, dot)
  context.fill()
}

function outlineDot(
  context: CanvasRenderingContext2D,
  { x, y, radius }: Dot,
  { mark, line }: { mark: MarkShape; line: number },
): void {
  context.globalAlpha = 0.9
  context.beginPath()
  // An outline reaches half its width beyond its path; both kinds end at the same radius.
  traceMark(context, mark, { x, y, radius: Math.max(0.5, radius - line / 2) })
  context.stroke()
}

/** A ring at 0° for every teacher unit of the main task. */
function drawTeacher(
  context: CanvasRenderingContext2D,
  { layout, theme, teacher }: DirectionsScene,
  place: RowPlace,
): void {
  context.strokeStyle = theme.colour('ink')
  context.lineWidth = 1.4 * theme.strokeScale
  context.beginPath()
  for (const { feature, x } of layout.frame.slots) {
    if ((teacher[feature] ?? 0) === 0) continue
    const radius = 0.75 * layout.fullRadius
    traceMark(context, 'circle', { x, y: angleToY(place, 0), radius })
  }
  context.stroke()
}

function drawPicked(
  context: CanvasRenderingContext2D,
  { layout, theme, picked }: DirectionsScene,
  bands: readonly (UnitsRow | null)[],
): void {
  if (picked === null) return
  const place = layout.frame.rows[picked.row]
  const units = bands[picked.row] ?? null
  if (place === undefined || units === null) return
  const dot = dotOf(bandUnits(layout, place, units), picked.unit)
  if (dot === null) return
  context.strokeStyle = theme.colour('ink')
  context.lineWidth = 2 * theme.strokeScale
  context.beginPath()
  const radius = dot.radius + 3.5 * theme.strokeScale
  traceMark(context, 'circle', { x: dot.x, y: dot.y, radius })
  context.stroke()
}
