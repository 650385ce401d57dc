import { dotOf, type BandUnits } from './directionsLayout.ts'
import type { UnitsRow } from './types.ts'
import { unitsByStrength } from './unitOrder.ts'

/** More arrows cannot be told apart. */
const MOST_ARROWS = 40
/** A unit gets an arrow from this share of the strongest on. */
const LEAST_SHARE = 0.05
/** In units of the stroke scale: shorter, an arrow would be all head. */
const SHORTEST = 9

/**
 * Arrows to the strongest units' places from where the same units stood before finetuning, the base.
 */
export function drawTurns(
  context: CanvasRenderingContext2D,
  band: BandUnits,
  { base, strokeScale }: { base: UnitsRow; strokeScale: number },
): void {
  const { units, strongest } = band
  context.globalAlpha = 0.75
  context.lineWidth = 1.2 * strokeScale
  for (const unit of unitsByStrength(units).slice(0, MOST_ARROWS)) {
    const from = dotOf({ ...band, units: base }, unit)
    const to = dotOf(band, unit)
    if (from === null || to === null) continue
    if ((units.strength[unit] ?? 0) < LEAST_SHARE * strongest) break
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    const tip = length - to.radius
    if (tip < SHORTEST * strokeScale) continue
    const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length }
    traceArrow(context, { from, along, tip, size: 4 * strokeScale })
  }
  context.globalAlpha = 1
}

interface Point {
  x: number
  y: number
}

interface Arrow {
  from: Point
  /** Direction, of length 1. */
  along: Point
  /** Distance from the start to the point of the head. */
  tip: number
  size: number
}

function traceArrow(context: CanvasRenderingContext2D, { from, along, tip, size }: Arrow): void {
  const at = (distance: number, aside: number): [number, number] => [
    from.x + along.x * distance - along.y * aside,
    from.y + along.y * distance + along.x * aside,
  ]
  context.beginPath()
  context.moveTo(from.x, from.y)
  context.lineTo(...at(tip - size, 0))
  context.stroke()
  context.beginPath()
  context.moveTo(...at(tip, 0))
  context.lineTo(...at(tip - 1.6 * size, 0.8 * size))
  context.lineTo(...at(tip - 1.6 * size, -0.8 * size))
  context.closePath()
  context.fill()
}
